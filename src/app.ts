import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { type Logger, pino } from 'pino';
import { type Access, openAccess } from './access/index.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { version } from './base/version.ts';
import { type Delivery, emailSender, openDelivery, proxyOf, SmsMoney, smsSender } from './delivery/index.ts';
import type { LetterSummary, Mailbox } from './demo/mailbox.ts';
import type { Phone } from './demo/phone.ts';
import type { Sample } from './demo/samples.ts';
import { type Overview, openOverview } from './overview/index.ts';
import { openPrivacy, type Privacy, rememberFaults } from './privacy/index.ts';
import { type Emulator, openEmulator, openRegister, type Register, type RegisterConfig } from './registers/index.ts';
import { closePdfPool } from './rendering/index.ts';
import { openSettings, type Settings, type SettingsRoom } from './settings/index.ts';
import { settingRules } from './settings/rules.ts';
import { openData } from './store/index.ts';
import type { Language } from './texts/index.ts';
import { Problem } from './texts/problem.ts';
import { type Copies, keepCopies, openTill, type Till, type TillAccess, tillAccess } from './till/index.ts';

/** What the demo adds to the service. */
export interface Demo {
  samples: Sample[];
  mailbox: Mailbox;
  phone: Phone;
  onLetter(listener: (letter: LetterSummary) => void): () => void;
  /** The register of the demo. */
  emulator: Emulator;
}

/** The rooms, put together: all that the HTTP face and the command line work with. */
export interface App {
  version: string;
  clock: Clock;
  log: Logger;
  /** The token that opens the API from another machine; kept in the data folder. */
  apiToken: string;
  /** The secret part of the address to which an SMS provider pushes a profile's statuses. */
  callbackSecret(profile: string): string;
  /** Who may work with the service, and what they did. */
  access: Access;
  settings: SettingsRoom;
  delivery: Delivery;
  /** What the SMS providers told of balance and price. */
  smsMoney: SmsMoney;
  till: Till;
  /** A register of its own for one question, apart from the till's. */
  openRegister(config: RegisterConfig): Register;
  tillAccess: TillAccess;
  copies: Copies;
  overview: Overview;
  privacy: Privacy;
  demo: Demo | undefined;
  /** Addresses inside the network that a setting may point at: any, or those that the installer listed. */
  privateHosts: boolean | readonly string[];
  /** Certificates to trust besides the system's, PEM. */
  ca: string | undefined;
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
  /** Names and addresses inside the network that a setting may point at; a self-hosted shop's own relay. */
  allowPrivate?: readonly string[];
  /** Each request in a commit of its own instead of sharing one; for comparison in benchmarks. */
  oneCommitEach?: boolean;
  /** File with certificates to trust besides the system's. */
  caFile?: string;
}

/** Opens a data folder and everything that works on it. Throws a `Problem` if the folder can't be used. */
export async function openApp(options: AppOptions): Promise<App> {
  const { data, keyFile, demo: demoMode = false, quiet = false, clock = systemClock } = options;
  const log = pino({
    level: quiet ? 'silent' : (process.env.KVITOK_LOG_LEVEL ?? 'warn'),
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
  const { store, vault } = await openData(data, keyFile, options);
  const demo = demoMode ? await openDemo(data) : undefined;
  const settings = await openSettings({
    store,
    vault,
    clock,
    rules: settingRules,
    ...(demo ? { standIns: { email: demo.account, sms: demo.sms, registers: demo.registers } } : {}),
  });
  const privateHosts = demoMode || (options.allowPrivate ?? []);
  const ca = readCa(options.caFile);
  const faults = rememberFaults(clock);
  const onFault = (message: string, error: unknown) => {
    faults.note(message, error);
    log.error({ err: error }, message);
  };
  const smsMoney = new SmsMoney({
    store,
    settings,
    clock,
    channel: () => ({
      clock,
      http: { guard: { allowPrivate: privateHosts }, ...proxyOf(settings), ...(ca === undefined ? {} : { ca }) },
    }),
  });
  const delivery = await openDelivery({
    store,
    vault,
    clock,
    senders: [
      emailSender(settings, { ca, guard: { allowPrivate: privateHosts } }),
      smsSender({ settings, store, clock, privateHosts, ca, money: smsMoney }),
    ],
    onFault,
  });
  const copies = keepCopies({ settings, delivery, onFault });
  const access = await openAccess({ store, clock, onFault: (error) => onFault('access could not be noted', error) });
  settings.onChange((section, profile) => {
    if (section === 'email' || section === 'sms') void delivery.settingsChanged(section, profile);
    if (section === 'network')
      for (const one of new Set([profile, ...settings.get('registers').list.map((register) => register.profile)]))
        void delivery.settingsChanged('sms', one);
  });
  const openConfigured = (config: RegisterConfig): Register =>
    // The demo's register is at another port each time.
    openRegister(demo && config.kind === 'emulator' ? { ...config, url: demo.emulator.url } : config);
  const till = await openTill({
    store,
    vault,
    clock,
    settings,
    delivery,
    onFault,
    open: openConfigured,
  });

  const overview = openOverview({ store, vault, clock, settings, delivery, till, copies, smsMoney, data, onFault });
  const privacy = openPrivacy({
    store,
    clock,
    settings,
    delivery,
    overview,
    data,
    faults: faults.list,
    logLevel: log.level,
    alsoForget: demo ? [(contact) => demo.mailbox.forget(contact), (contact) => demo.phone.forget(contact)] : [],
    onFault,
  });

  return {
    version,
    clock,
    log,
    apiToken: readApiToken(data),
    callbackSecret: (profile) => vault.fingerprint(`sms-callback:${profile}`),
    access,
    settings,
    delivery,
    smsMoney,
    till,
    openRegister: openConfigured,
    tillAccess: tillAccess(store, vault, clock),
    copies,
    overview,
    privacy,
    demo,
    privateHosts,
    ca,
    close: async () => {
      await privacy.close();
      smsMoney.close();
      await till.close();
      await delivery.close();
      await copies.close();
      await demo?.mailbox.close();
      await demo?.phone.close();
      await demo?.emulator.close();
      await closePdfPool();
      await store.close();
    },
  };
}

async function openDemo(data: string): Promise<
  Demo & {
    account: { login: string; host: string; port: number; security: 'none'; senderName: string };
    registers: Settings['registers'];
    sms: Partial<Settings['sms']>;
  }
> {
  // Loaded only here: a shop's service needs neither the mail catcher nor what it is made of.
  const [{ openMailbox }, { openPhone }, { readSamples }] = await Promise.all([
    import('./demo/mailbox.ts'),
    import('./demo/phone.ts'),
    import('./demo/samples.ts'),
  ]);
  const listeners = new Set<(letter: LetterSummary) => void>();
  const mailbox = await openMailbox(join(data, 'demo-mailbox'), (letter) => {
    for (const listener of listeners) listener(letter);
  });
  const phone = await openPhone();
  const emulator = await openEmulator({ file: join(data, 'demo-register.jsonl') });
  return {
    samples: readSamples(),
    mailbox,
    phone,
    sms: {
      enabled: true,
      provider: 'smsc',
      host: phone.base,
      login: 'demo',
      password: 'demo',
      testPhone: '+7 900 000-00-00',
    },
    emulator,
    registers: {
      list: [
        {
          ...emulator.config(),
          id: '1',
          name: 'Касса 1',
          profile: 'default',
          delivers: 'we',
          contactToRegister: true,
        },
      ],
    },
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

function readCa(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return [...rootCertificates, readFileSync(file, 'utf8')].join('\n');
  } catch (cause) {
    throw new Problem('fileUnreadable', { params: { file }, cause });
  }
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
