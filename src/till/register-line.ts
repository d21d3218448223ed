import type { Reason } from '../channels/outcome.ts';
import type { RegisterData } from '../receipt/sale-receipt.ts';
import type { Register, RegisterState } from '../registers/index.ts';
import type { RegisterSettings } from '../settings/index.ts';

/** What is known of a register's state. */
export type Looked = { ok: true; state: RegisterState } | { ok: false; reason: Reason };

const LOOK_LIMIT_MS = 5_000;

/** One register: it is given one command at a time, in the order they came. */
export class RegisterLine {
  #settings: RegisterSettings;
  #register: Register;
  readonly #open: (settings: RegisterSettings) => Register;
  readonly #stop = new AbortController();
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #looking: Promise<void> | undefined;
  #looked: Looked | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #data: RegisterData | undefined;

  constructor(settings: RegisterSettings, open: (settings: RegisterSettings) => Register) {
    this.#settings = settings;
    this.#open = open;
    this.#register = open(settings);
  }

  get settings(): RegisterSettings {
    return this.#settings;
  }
  get looked(): Looked | undefined {
    return this.#looked;
  }
  /** What the register last told about itself. */
  get data(): RegisterData | undefined {
    return this.#data;
  }
  get electronically(): 'yes' | 'no' | 'unknown' {
    return this.#register.capabilities().electronically;
  }

  /** Does something with the register when all before it is done. Rejects if the line is closed meanwhile. */
  run<T>(job: (register: Register, signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#waiting++;
    const turn = this.#tail.then(() => {
      this.#stop.signal.throwIfAborted();
      return job(this.#register, this.#stop.signal);
    });
    this.#tail = turn.then(
      () => this.#waiting--,
      () => this.#waiting--,
    );
    return turn;
  }

  /** Asks what became of a command beside the line, so that an unclear sale does not hold up the next one; `limitMs` at most. */
  async find(commandId: string, limitMs: number): Promise<Awaited<ReturnType<Register['find']>>> {
    const limit = AbortSignal.timeout(limitMs);
    try {
      return await this.#register.find(commandId, AbortSignal.any([this.#stop.signal, limit]));
    } catch (error) {
      if (!limit.aborted || this.#stop.signal.aborted) throw error;
      return { kind: 'unknown', reason: { code: 'register.silent' } };
    }
  }

  /** Reads shift, paper and fiscal drive unless that was done within `freshMs` or a command is under way. True if something is new. */
  async look(now: number, freshMs: number): Promise<boolean> {
    if (this.#looking || this.#waiting > 0 || now - this.#lookedAt < freshMs || this.#stop.signal.aborted) return false;
    const before = JSON.stringify(this.#looked);
    this.#looking = this.#ask().finally(() => (this.#looking = undefined));
    await this.#looking;
    this.#lookedAt = now;
    return JSON.stringify(this.#looked) !== before;
  }

  async #ask(): Promise<void> {
    const limit = AbortSignal.timeout(LOOK_LIMIT_MS);
    try {
      this.#looked = await this.#register.state(AbortSignal.any([this.#stop.signal, limit]));
    } catch {
      this.#looked = { ok: false, reason: { code: 'register.silent' } };
    }
    if (this.#looked.ok) {
      this.#data = this.#looked.state.register;
      // The clock always differs and nobody looks at it here.
      delete this.#looked.state.dateTime;
    }
  }

  /** Takes the settings over when what is under way is done. */
  change(settings: RegisterSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    const swap = async (): Promise<void> => {
      const before = this.#register;
      this.#register = this.#open(settings);
      await before.close();
    };
    void this.run(swap).catch(() => {});
  }

  /** Waits for what is under way, `limitMs` at most. */
  async close(limitMs: number): Promise<void> {
    const timer = setTimeout(() => this.#stop.abort(), limitMs);
    await this.#tail;
    clearTimeout(timer);
    this.#stop.abort();
    await this.#looking;
    await this.#register.close();
  }
}
