import { createHash } from 'node:crypto';
import type { Register, RegisterConfig } from '../registers/index.ts';
import type { RegisterSettings, SettingsRoom } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import { RegisterLine } from './register-line.ts';

/** The shop's registers by their ids, each with its line, as the settings have them. */
export class Lines {
  readonly #lines = new Map<string, RegisterLine>();
  readonly #settings: SettingsRoom;
  readonly #store: Pick<Store, 'readMeta' | 'writeMeta'>;
  readonly #open: (config: RegisterConfig) => Register;
  /** What registers were once seen to do, by the settings under which they were. */
  readonly #learned = new Map<string, 'yes' | 'no'>();

  constructor(options: {
    settings: SettingsRoom;
    store: Pick<Store, 'readMeta' | 'writeMeta'>;
    open: (config: RegisterConfig) => Register;
  }) {
    this.#settings = options.settings;
    this.#store = options.store;
    this.#open = options.open;
  }

  /** Reads what is known of the registers and opens their lines; nothing is asked of a register yet. */
  async open(): Promise<void> {
    for (const settings of this.#list()) {
      const learned = await this.#store.readMeta({ key: keyOf(settings) });
      if (learned === 'yes' || learned === 'no') this.#learned.set(keyOf(settings), learned);
    }
    this.refresh();
  }

  /** Takes changed settings over. A register that is gone from them keeps its line for the sales that it has. */
  refresh(): void {
    for (const settings of this.#list()) {
      const line = this.#lines.get(settings.id);
      if (line) line.change(settings);
      else this.#lines.set(settings.id, new RegisterLine(settings, (one) => this.#open(this.#configOf(one))));
    }
  }

  /** The line of a register, or of the first one where none is named. Throws a `Problem` if there is none. */
  pick(id: string | undefined): RegisterLine {
    const [first] = this.#list();
    if (!first) throw new Problem('registersNotSetUp', { status: 409, path: 'registers' });
    const wanted = id ?? first.id;
    const line = this.#list().some((one) => one.id === wanted) ? this.#lines.get(wanted) : undefined;
    if (!line) throw new Problem('registerUnknown', { status: 404, path: 'register', params: { register: wanted } });
    return line;
  }

  /** The line of a register even if the settings no longer have it. */
  of(id: string): RegisterLine | undefined {
    return this.#lines.get(id);
  }

  ids(): string[] {
    return this.#list().map((one) => one.id);
  }

  /** Keeps what the register has shown about receipts without paper, so that it is known after a restart. */
  async learn(line: RegisterLine): Promise<void> {
    const { settings, electronically } = line;
    if (settings.electronically !== 'unknown' || electronically === 'unknown') return;
    const key = keyOf(settings);
    if (this.#learned.get(key) === electronically) return;
    this.#learned.set(key, electronically);
    await this.#store.writeMeta({ key, value: electronically });
  }

  async close(limitMs: number): Promise<void> {
    await Promise.all([...this.#lines.values()].map((line) => line.close(limitMs)));
  }

  #list(): RegisterSettings[] {
    return this.#settings.get('registers').list;
  }

  #configOf(settings: RegisterSettings): RegisterConfig {
    const { kind, url, login, password, device, timeout, opensShift, renewsExpiredShift } = settings;
    const electronically =
      settings.electronically === 'unknown'
        ? (this.#learned.get(keyOf(settings)) ?? 'unknown')
        : settings.electronically;
    return { kind, url, login, password, device, timeout, opensShift, renewsExpiredShift, electronically };
  }
}

function keyOf({ id, kind, url, device }: RegisterSettings): string {
  return `electronically:${createHash('sha256')
    .update(JSON.stringify([id, kind, url, device]))
    .digest('hex')
    .slice(0, 32)}`;
}
