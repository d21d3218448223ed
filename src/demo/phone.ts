import { openSmscServer, type PhoneMessage } from './smsc-server.ts';

/** The demo's phone: the SMS that arrived through the local provider, newest first. */
export interface Phone {
  /** Address of the local provider, to be filled in as the server in the settings. */
  base: string;
  messages(): PhoneMessage[];
  /** Throws away the messages to a number. */
  forget(number: string): void;
  onMessage(listener: (message: PhoneMessage) => void): () => void;
  close(): Promise<void>;
}

export async function openPhone(): Promise<Phone> {
  const listeners = new Set<(message: PhoneMessage) => void>();
  const server = await openSmscServer({
    onMessage: (message) => {
      for (const listener of listeners) listener(message);
    },
  });
  return {
    base: server.base,
    messages: () => server.list(),
    forget: (number) => server.forget(number),
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => server.close(),
  };
}
