import { Problem } from '../../texts/problem.ts';
import type { EmailAccount } from './message.ts';
import { presetFor } from './presets.ts';

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** What is wrong with the fields of an account as far as they are filled in, or undefined. */
export function checkAccountFields({
  login = '',
  host = '',
  replyTo = '',
}: Partial<EmailAccount>): Problem | undefined {
  if (login !== '' && !looksLikeAddress(login)) return new Problem('emailLogin', { path: 'email.login' });
  if (replyTo !== '' && !looksLikeAddress(replyTo)) return new Problem('emailReplyTo', { path: 'email.replyTo' });
  if (host.includes('@')) {
    const meant = presetFor(host)?.host ?? `smtp.${host.slice(host.lastIndexOf('@') + 1).replace(/^smtp\./, '')}`;
    const smtpAt = /^smtp@(.+)$/i.exec(host);
    return new Problem('emailHostIsAddress', {
      path: 'email.host',
      params: { meant: smtpAt ? `smtp.${smtpAt[1]}` : meant },
    });
  }
  if (host !== '' && !isHost(host)) return new Problem('emailHost', { path: 'email.host', params: { host } });
  return undefined;
}

const looksLikeAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]+$|^[^\s@]+@localhost$/u.test(text);

function isHost(host: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) || /^[0-9a-f:]+$/i.test(host)) return true;
  const ascii = host.normalize('NFC');
  return ascii.split('.').every((label) => LABEL.test(label) || /^[\p{L}\p{N}-]+$/u.test(label));
}
