import { afterEach } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import {
  createSmsChannel,
  type SmppSettings,
  type SmsAccount,
  type SmsChannel,
  type SmsChannelOptions,
  type SmsReport,
} from '../../../src/channels/sms/index.ts';
import { type SmppPeer, startPeer } from './smpp-peer.ts';

export const TO = '+79161234567';
export const START = 1_760_000_000_000;
export const sentence = 'Чек № 42 на 1 240,50 ₽ «Ромашка» — спасибо, ёж! 🧾 https://check.example/?a=1&b=ё ';
export const long = sentence.repeat(8).trim();

export const opened: { close(): Promise<void> }[] = [];
// Each suite that imports this closes what its test opened.
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export async function peerOf(set: Record<string, unknown> = {}): Promise<SmppPeer> {
  const peer = await startPeer(set);
  opened.push(peer);
  return peer;
}

export interface Asked extends SmsChannelOptions {
  smpp?: Partial<SmppSettings>;
  account?: Partial<SmsAccount>;
}

export function channelTo(port: number, { smpp = {}, account = {}, ...options }: Asked = {}): SmsChannel {
  const channel = createSmsChannel(
    {
      provider: 'smpp',
      host: `127.0.0.1:${port}`,
      login: 'kvitok',
      password: 'secret',
      sender: 'KvitokShop',
      smpp: { rebindAfter: 1, ...smpp },
      ...account,
    },
    { ...options, http: { guard: { allowPrivate: true }, total: 10_000, ...options.http } },
  );
  opened.push(channel);
  return channel;
}

/** Gathers reports, and waits for one of a kind. */
export function gatherer() {
  const reports: SmsReport[] = [];
  const looks = new Set<() => void>();
  return {
    reports,
    onReport: (report: SmsReport) => {
      reports.push(report);
      for (const look of looks) look();
    },
    until: (wanted: (report: SmsReport) => boolean): Promise<SmsReport> =>
      new Promise((resolve) => {
        const look = () => {
          const found = reports.find(wanted);
          if (found) resolve(found);
        };
        looks.add(look);
        look();
      }),
  };
}

export const idOf = (outcome: Outcome): string => ('providerMessageId' in outcome && outcome.providerMessageId) || '';
export const state = (code: number): string => code.toString(16).padStart(2, '0');
export const zeroEnded = (text: string): string => Buffer.from(`${text}\0`).toString('hex');
