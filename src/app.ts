import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Clock, systemClock } from './base/clock.ts';
import { version } from './base/version.ts';
import { type Delivery, emailSender, openDelivery } from './delivery/index.ts';
import { type LetterSummary, type Mailbox, openMailbox } from './demo/mailbox.ts';
import { readSamples, type Sample } from './demo/samples.ts';
import { closePdfPool } from './rendering/index.ts';
import { openSettings, type SettingsRoom } from './settings/index.ts';
import { settingRules } from './settings/rules.ts';
import { openData } from './store/index.ts';
import type { Language } from './texts/index.ts';

/** What the demo adds to the service. */
export interface Demo {
  samples: Sample[];
  mailbox: Mailbox;
  onLetter(listener: (letter: LetterSummary) => void): () => void;
}

/** The rooms, put together: all that the HTTP face and the command line work with. */
export interface App {
  version: string;
  clock: Clock;
  log: Logger;
  /** The token that opens the API from another machine; kept in the data folder. */
  apiToken: string;
  settings: SettingsRoom;
  delivery: Delivery;
  demo: Demo | undefined;
  /** Takes no more work, finishes what is under way and lets go of the data folder. */
  close(): Promise<void>;
}

export interface AppOptions {
  data: string;
  keyFile?: string;
  language?: Language;
  demo?: boolean;
  /** No log, for commands that a person watches. */
  quiet?: boolean;
  clock?: Clock;
}

const RETENTION_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Opens a data folder and everything that works on it. Throws a `Problem` if the folder can't be used. */
export async function openApp(options: AppOptions): Promise<App> {
  const { data, keyFile, demo: demoMode = false, quiet = false, clock = systemClock } = options;
  const log = pino({
    level: quiet ? 'silent' : (process.env['KVITOK_LOG_LEVEL'] ?? 'warn'),
    redact: [
      'to',
      'contact',
      'password',
      'apiKey',
      '*.to',
      '*.contact',
      '*.password',
      '*.apiKey',
      'req.headers.authorization',
    ],
  });
  const { store, vault } = await openData(data, keyFile);
  const demo = demoMode ? await openDemo(data) : undefined;
  const settings = await openSettings({
    store,
    vault,
    clock,
    rules: settingRules,
    ...(demo ? { standIns: { email: demo.account } } : {}),
  });
  const caFile = process.env['NODE_EXTRA_CA_CERTS'];
  const delivery = await openDelivery({
    store,
    vault,
    clock,
    senders: [emailSender(settings, caFile ? { ca: readFileSync(caFile, 'utf8') } : {})],
    onFault: (message, error) => log.error({ err: error }, message),
  });
  settings.onChange((section, profile) => {
    if (section === 'email' || section === 'sms') void delivery.settingsChanged(section, profile);
  });

  const retire = async () => {
    const days = settings.get('privacy').retentionDays;
    if (days === 0) return;
    while ((await store.purge({ before: clock.now() - days * DAY_MS, limit: 500 })) === 500);
  };
  const retention = setInterval(
    () => void retire().catch((error) => log.error({ err: error }, 'retention failed')),
    RETENTION_EVERY_MS,
  ).unref();

  return {
    version,
    clock,
    log,
    apiToken: readApiToken(data),
    settings,
    delivery,
    demo,
    close: async () => {
      clearInterval(retention);
      await delivery.close();
      await demo?.mailbox.close();
      await closePdfPool();
      await store.close();
    },
  };
}

async function openDemo(
  data: string,
): Promise<Demo & { account: { login: string; host: string; port: number; security: 'none'; senderName: string } }> {
  const listeners = new Set<(letter: LetterSummary) => void>();
  const mailbox = await openMailbox(join(data, 'demo-mailbox'), (letter) => {
    for (const listener of listeners) listener(letter);
  });
  return {
    samples: readSamples(),
    mailbox,
    onLetter: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    account: {
      login: 'shop@kvitok.example',
      host: '127.0.0.1',
      port: mailbox.port,
      security: 'none',
      senderName: 'Магазин «Пример»',
    },
  };
}

function readApiToken(data: string): string {
  const file = join(data, 'api-token');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const token = randomBytes(32).toString('base64url');
    writeFileSync(file, `${token}\n`, { mode: 0o600 });
    return token;
  }
}
