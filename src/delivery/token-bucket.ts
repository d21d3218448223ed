import type { Clock } from '../base/clock.ts';

/** Lets `perMinute` things through a minute, evenly, with a burst of at most one second's worth (at least one). 0 lets all through. */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #perMs: number;
  readonly #most: number;
  #tokens: number;
  #at: number;

  constructor(perMinute: number, clock: Clock) {
    this.#clock = clock;
    this.#perMs = perMinute / 60_000;
    this.#most = Math.max(1, perMinute / 60);
    this.#tokens = this.#most;
    this.#at = clock.now();
  }

  /** Takes a token, or says in how many milliseconds there will be one. */
  take(): number {
    if (this.#perMs === 0) return 0;
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#most, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil((1 - this.#tokens) / this.#perMs);
  }
}
