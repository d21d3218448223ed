/** Tells who listens by a session or a token that it has ended, so that an open stream ends with it. */
export interface Ended {
  /** Calls `listener` once when the session or token with this key ends. Gives the way to stop listening. */
  onEnd(key: string, listener: () => void): () => void;
  end(keys: readonly string[]): void;
}

export function createEnded(): Ended {
  const listeners = new Map<string, Set<() => void>>();
  return {
    onEnd: (key, listener) => {
      const those = listeners.get(key) ?? new Set();
      listeners.set(key, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0) listeners.delete(key);
      };
    },
    end: (keys) => {
      for (const key of keys) {
        const those = listeners.get(key) ?? [];
        listeners.delete(key);
        for (const listener of those) listener();
      }
    },
  };
}
