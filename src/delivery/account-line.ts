import type { Clock } from '../base/clock.ts';
import type { AccountState, ClaimedDelivery } from '../store/index.ts';
import type { ChannelSender } from './sender.ts';
import { TokenBucket } from './token-bucket.ts';

/** What one account has in hand: deliveries claimed and waiting, attempts running, and whether it is held back. */
export class AccountLine {
  readonly account: string;
  readonly sender: ChannelSender | undefined;
  readonly waiting: ClaimedDelivery[] = [];
  running = 0;
  /** The store may have more that is due. */
  more = false;
  claiming: Promise<void> | undefined;
  held: AccountState | undefined;
  timerAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #bucket: TokenBucket;
  readonly #clock: Clock;

  constructor(account: string, sender: ChannelSender | undefined, clock: Clock) {
    this.account = account;
    this.sender = sender;
    this.#clock = clock;
    this.#bucket = this.#newBucket();
  }

  get concurrency(): number {
    return this.sender?.limits(this.account).concurrency ?? 1;
  }

  heldAt(now: number): boolean {
    return this.held !== undefined && this.held.notBefore > now;
  }

  takeToken(): number {
    return this.#bucket.take();
  }

  renewLimits(): void {
    this.#bucket = this.#newBucket();
  }

  setTimer(wait: number, ring: () => void): void {
    this.stopTimer();
    this.timerAt = this.#clock.now() + wait;
    this.#timer = setTimeout(() => {
      this.timerAt = undefined;
      ring();
    }, wait);
  }

  stopTimer(): void {
    clearTimeout(this.#timer);
    this.timerAt = undefined;
  }

  #newBucket(): TokenBucket {
    return new TokenBucket(this.sender?.limits(this.account).perMinute ?? 0, this.#clock);
  }
}
