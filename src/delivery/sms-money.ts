import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Money } from '../channels/outcome.ts';
import { createSmsChannel, type HttpProxy, type SmsAccount, type SmsChannelOptions } from '../channels/sms/index.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import { smsAccountOf } from './sms-guard.ts';

/** A sum and when it was told, milliseconds since 1970. */
export type ToldSum = Money & { at: number };

/** What is known of an SMS account's money: what its provider told last, never a guess. */
export interface KnownMoney {
  balance?: ToldSum;
  /** Price of one part. */
  price?: ToldSum;
}

/** The answer of a provider asked for its balance; `reason` is absent where it has no such question. */
export type AskedBalance = { ok: true; balance: ToldSum } | { ok: false; reason?: { code: string; reply?: string } };

/** A known balance younger than this is not written down again: every SMS may tell one. */
const WRITE_EVERY = 60_000;
const WATCH_EVERY = 1_800_000;
const KOPECK_CURRENCY = 'RUB';

/** The money of the shop's SMS accounts, also of one that was only checked. Kept over restarts. */
export class SmsMoney {
  readonly #store: Pick<Store, 'readMeta' | 'writeMeta'>;
  readonly #settings: SettingsRoom;
  readonly #clock: Clock;
  readonly #channel: (profile: string) => SmsChannelOptions;
  readonly #known = new Map<string, KnownMoney>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: {
    store: Pick<Store, 'readMeta' | 'writeMeta'>;
    settings: SettingsRoom;
    clock: Clock;
    channel: (profile: string) => SmsChannelOptions;
  }) {
    this.#store = options.store;
    this.#settings = options.settings;
    this.#clock = options.clock;
    this.#channel = options.channel;
    this.#timer = setInterval(() => void this.#watch(), WATCH_EVERY).unref();
  }

  /** What is known of the account of a profile. */
  of(profile: string): Promise<KnownMoney> {
    return this.#of(keyOf(smsAccountOf(this.#settings, profile)));
  }

  /** True where the provider last told less than the shop wants to be warned of. */
  async isLow(profile: string): Promise<boolean> {
    const { enabled, lowBalance } = this.#settings.get('sms', profile);
    const { balance } = await this.of(profile);
    if (!enabled || lowBalance === 0 || balance?.currency !== KOPECK_CURRENCY) return false;
    return balance.kopecks < lowBalance;
  }

  async note(account: SmsAccount | undefined, told: { balance?: Money; price?: Money }): Promise<void> {
    if (!account || (!told.balance && !told.price)) return;
    const key = keyOf(account);
    await this.#of(key);
    // One answer tells balance and price, each noted on its own: what the other noted meanwhile stays.
    const before = this.#known.get(key) ?? {};
    const at = this.#clock.now();
    const next = { ...before };
    if (told.balance) next.balance = { ...told.balance, at };
    if (told.price) next.price = { ...told.price, at };
    this.#known.set(key, next);
    if (!isNews(before.price, next.price) && !isNews(before.balance, next.balance)) return;
    // It is only shown: that it could not be written down must stop no SMS.
    await this.#store.writeMeta({ key, value: JSON.stringify(next) }).catch(() => {});
  }

  /** Asks the provider of a profile how much is left; undefined while no account is filled in. */
  async ask(profile: string): Promise<AskedBalance | undefined> {
    const account = smsAccountOf(this.#settings, profile);
    if (!account) return undefined;
    if (account.provider === 'smpp') return { ok: false };
    const channel = createSmsChannel(account, this.#channel(profile));
    try {
      const asked = await channel.balance();
      if (!asked.ok) return asked;
      await this.note(account, { balance: asked.value });
      return { ok: true, balance: { ...asked.value, at: this.#clock.now() } };
    } finally {
      await channel.close();
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #of(key: string): Promise<KnownMoney> {
    const known = this.#known.get(key);
    if (known) return known;
    const text = await this.#store.readMeta({ key });
    const noted = this.#known.get(key);
    if (noted) return noted;
    const read = text === null ? {} : (JSON.parse(text) as KnownMoney);
    this.#known.set(key, read);
    return read;
  }

  /** Asks now and then by itself, so that the shop hears of an empty account before its buyers do. */
  async #watch(): Promise<void> {
    const profiles = new Set(['default', ...this.#settings.get('registers').list.map(({ profile }) => profile)]);
    for (const profile of profiles) {
      const { enabled, lowBalance } = this.#settings.get('sms', profile);
      // A fault of the question is seen by who presses the button; here the last answer stays.
      if (enabled && lowBalance > 0) await this.ask(profile).catch(() => {});
    }
  }
}

/** How the channel of a profile reaches its provider, as the settings say. */
export function proxyOf(settings: SettingsRoom): { proxy?: HttpProxy } {
  const { proxy: url, login, password } = settings.get('network');
  return url === '' ? {} : { proxy: { url, login, password } };
}

/** What one part costs of a message of some; a fraction of a kopeck is rounded up. */
export const pricePerPart = ({ kopecks, currency }: Money, parts: number): Money => ({
  kopecks: Math.ceil(kopecks / parts),
  currency,
});

function isNews(before: ToldSum | undefined, next: ToldSum | undefined): boolean {
  if (!next || before === next) return false;
  if (!before || before.currency !== next.currency) return true;
  return before.kopecks !== next.kopecks && next.at - before.at >= WRITE_EVERY;
}

function keyOf(account: SmsAccount | undefined): string {
  const whose = JSON.stringify([account?.provider, account?.host, account?.login]);
  return `sms-money:${createHash('sha256').update(whose).digest('hex').slice(0, 32)}`;
}
