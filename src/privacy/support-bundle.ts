import { stat, statfs } from 'node:fs/promises';
import { arch, availableParallelism, platform, release } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { version } from '../base/version.ts';
import { maskContacts, withoutWords } from '../contact/mask-text.ts';
import type { Delivery } from '../delivery/index.ts';
import type { Overview } from '../overview/index.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { Fault } from './faults.ts';
import { plainSettings, textsOfSettings } from './plain-settings.ts';
import type { RetentionState } from './retention.ts';

const LAST_FAILURES = 100;
const STACK_LINES = 6;
/** A shorter text stands in too many words by chance. */
const LEAST_KNOWN = 4;

/** What the developers need to understand a fault, and nothing by which a buyer, an employee or an account could be known. */
export async function supportBundle(rooms: {
  clock: Clock;
  settings: SettingsRoom;
  delivery: Delivery;
  overview: Pick<Overview, 'read'>;
  data: string;
  faults: readonly Fault[];
  retention: RetentionState;
  logLevel: string;
}): Promise<Record<string, unknown>> {
  const { clock, settings, delivery, overview, data, faults, retention, logLevel } = rooms;
  const profiles = [...new Set(['default', ...settings.get('registers').list.map(({ profile }) => profile)])];
  const clean = cleaner(textsOfSettings(settings, profiles));
  const nameOf = (profile: string) => (profile === 'default' ? profile : `profile ${profiles.indexOf(profile)}`);
  const { days, reasons, delays, waiting, problems } = await overview.read();
  const failed = await delivery.list({ outcome: 'failed', limit: LAST_FAILURES });
  return {
    madeAt: new Date(clock.now()).toISOString(),
    version,
    node: process.version,
    system: { platform: platform(), release: release(), arch: arch(), cores: availableParallelism() },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    uptimeSeconds: Math.round(process.uptime()),
    memory: process.memoryUsage(),
    disk: await diskOf(data),
    logLevel,
    settings: Object.fromEntries(profiles.map((profile) => [nameOf(profile), plainSettings(settings, profile)])),
    retention,
    problems: problems.map((problem) => problem.kind),
    figures: {
      days,
      reasons,
      delays,
      waiting: waiting.counts.map((row) => ({ ...row, profile: nameOf(row.profile) })),
      oldest: waiting.oldest,
    },
    held: delivery.heldAccounts().map(({ account, reason, reply, notBefore }) => {
      const [channel = '', profile = ''] = account.split(':');
      return { channel, profile: nameOf(profile), reason, reply: reply === null ? null : clean(reply), notBefore };
    }),
    failed: failed.map(({ channel, status, reason, reply, attempts, createdAt, updatedAt }) => ({
      channel,
      status,
      reason,
      reply: reply === null ? null : clean(reply),
      attempts,
      createdAt,
      updatedAt,
    })),
    faults: faults.map(({ at, message, error }) => ({ at, message, error: clean(wordsOf(error)) })),
  };
}

async function diskOf(data: string): Promise<Record<string, number>> {
  const sizeOf = (name: string) =>
    stat(join(data, name)).then(
      ({ size }) => size,
      () => 0,
    );
  const { bavail, blocks, bsize } = await statfs(data);
  return {
    database: await sizeOf('kvitok.db'),
    log: await sizeOf('kvitok.db-wal'),
    free: bavail * bsize,
    size: blocks * bsize,
  };
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).split('\n').slice(0, STACK_LINES).join('\n');
}

/** Takes out of a text whatever the shop has typed into its settings, what follows an address of the net, and what may be a contact. */
function cleaner(typed: readonly string[]): (text: string) => string {
  const known = [...new Set(typed)].filter((text) => text.length >= LEAST_KNOWN);
  return (text) =>
    maskContacts(withoutWords(text, known).replace(/\b(https?:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]*/g, '$1?***'));
}
