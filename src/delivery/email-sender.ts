import type { HostGuard } from '../base/host-guard.ts';
import type { EmailChannel } from '../channels/email/index.ts';
import { createEmailChannel } from '../channels/email/index.ts';
import type { EmailAccount } from '../channels/email/message.ts';
import { ERASED } from '../contact/mask.ts';
import type { Receipt } from '../receipt/receipt.ts';
import { renderLetter } from '../rendering/index.ts';
import type { Settings, SettingsRoom } from '../settings/index.ts';
import { closeLetterPool, letterOf } from './letter/index.ts';
import type { ChannelSender, Job } from './sender.ts';

/** The mailbox that a section describes, kept or only typed; undefined while login or server isn't filled in. */
export function emailAccountFrom(email: Settings['email']): EmailAccount | undefined {
  const { login, password, host, port, security, senderName, replyTo } = email;
  if (login === '' || host === '') return undefined;
  return {
    login,
    password,
    host,
    port,
    security,
    ...(senderName === '' ? {} : { senderName }),
    ...(replyTo === '' ? {} : { replyTo }),
  };
}

/** Renders receipts as letters and sends them through the shop's mailbox. One channel an account, made anew when the settings change. */
export function emailSender(
  settings: SettingsRoom,
  options: { ca?: string | undefined; guard?: HostGuard } = {},
): ChannelSender {
  const open = new Map<string, EmailChannel>();
  const retired: Promise<void>[] = [];
  let underWay = 0;

  const channelOf = (profile: string): EmailChannel | undefined => {
    const known = open.get(profile);
    if (known) return known;
    const account = emailAccountFrom(settings.get('email', profile));
    if (!account) return undefined;
    const { connections } = settings.get('email', profile);
    const channel = createEmailChannel(account, {
      maxConnections: connections,
      ...(options.guard ? { guard: options.guard } : {}),
      ...(options.ca ? { tls: { ca: options.ca } } : {}),
    });
    open.set(profile, channel);
    return channel;
  };

  settings.onChange((section, profile) => {
    if (section !== 'email') return;
    const before = open.get(profile);
    open.delete(profile);
    if (before) retired.push(before.close());
  });

  const looksOf = ({ profile, options }: Pick<Job, 'profile' | 'options'>) => {
    const { asPdf, withoutQr } = settings.get('email', profile);
    return {
      asPdf: options.as === undefined ? asPdf : options.as === 'pdf',
      withoutQr: options.withoutQr ?? withoutQr,
    };
  };

  return {
    channel: 'email',
    repeatsUnknown: true,
    accountOf: (profile) => `email:${profile}`,
    enabled: (profile) => settings.get('email', profile).enabled,
    limits: (account) => {
      const { enabled, connections, perMinute } = settings.get('email', account.slice('email:'.length));
      return { concurrency: enabled ? connections : 0, perMinute };
    },
    deliver: async (job, signal) => {
      const channel = channelOf(job.profile);
      if (!channel) return { kind: 'deferred', reason: { code: 'email.notConfigured', account: true } };
      const { login, senderName, replyTo, subject } = settings.get('email', job.profile);
      const to = job.contact.value;
      underWay++;
      try {
        const bytes = await letterOf(
          {
            id: job.id,
            date: job.createdAt,
            account: { login, ...(senderName === '' ? {} : { senderName }), ...(replyTo === '' ? {} : { replyTo }) },
            to,
            receiptBody: job.receiptBody,
            ...looksOf(job),
            subject,
          },
          underWay,
        );
        return await channel.send({ to, bytes }, { signal });
      } finally {
        underWay--;
      }
    },
    show: async ({ contact, receiptBody, ...job }) => {
      const { login, senderName, subject } = settings.get('email', job.profile);
      const options = { ...(contact === ERASED ? {} : { contact }), subject, ...looksOf(job) };
      return {
        kind: 'letter',
        from: senderName === '' ? login : `${senderName} <${login}>`,
        letter: await renderLetter(JSON.parse(receiptBody) as Receipt, options),
      };
    },
    close: async () => {
      await Promise.all([...[...open.values()].map((channel) => channel.close()), ...retired, closeLetterPool()]);
    },
  };
}
