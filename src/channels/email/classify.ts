import type { Outcome } from '../outcome.ts';
import type { SmtpFailure } from './connection.ts';
import { replyRules } from './reply-rules.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Failures of our own side of the wire, by the code below the library's. */
const bySystemCode: Record<string, string> = {
  ECONNREFUSED: 'email.connectionRefused',
  ENOTFOUND: 'email.hostNotFound',
  EAI_AGAIN: 'email.dnsDown',
  ETIMEOUT: 'email.dnsDown',
  ENETUNREACH: 'email.networkDown',
  EHOSTUNREACH: 'email.networkDown',
  CERT_HAS_EXPIRED: 'email.certificateExpired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'email.certificateOfAnother',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'email.certificateUntrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'email.certificateUntrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'email.certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'email.certificateUntrusted',
};

/**
 * What a failed attempt means for its letter. A reply counts by its code, its enhanced code (RFC 3463) and, last, its words.
 * Without a reply it depends on how far the attempt had come: once the final dot was written the letter may have been taken.
 */
export function outcomeOf(failure: SmtpFailure): Outcome {
  // A refusal to start TLS is about the server's TLS, whatever its digits say.
  const noTls = failure.code === 'ETLS' && failure.reply !== undefined;
  if (noTls)
    return {
      kind: 'deferred',
      reason: { code: 'email.noStartTls', account: true, ...(failure.reply ? { reply: failure.reply } : {}) },
    };
  if (failure.reply !== undefined && /^[45]\d\d/.test(failure.reply))
    return outcomeOfReply(failure.reply, failure.stage);
  if (failure.stage === 'dot') return { kind: 'unknown', reason: { code: 'email.lostAfterDot' } };
  const reason = (code: string, account: boolean) => ({
    kind: 'deferred' as const,
    reason: { code, ...(account ? { account } : {}), reply: said(failure.message) },
  });
  if (failure.code === 'ENOSMTPUTF8') return { kind: 'rejected', reason: { code: 'email.smtpUtf8NotOffered' } };
  if (failure.code === 'EMESSAGE')
    return { kind: 'rejected', reason: { code: 'email.tooBig', reply: failure.message } };
  if (failure.code === 'EENVELOPE' && failure.reply === undefined)
    return { kind: 'rejected', reason: { code: 'email.badRecipient', reply: failure.message } };
  if (failure.code === 'ENOAUTH') return reason('email.noAuth', true);
  if (failure.code === 'ECANCELLED') return { kind: 'deferred', reason: { code: 'email.stopped' } };
  const known = bySystemCode[failure.systemCode ?? ''];
  if (known) return reason(known, true);
  const early = failure.stage === 'connect' || failure.stage === 'login';
  if (failure.code === 'EDNS') return reason('email.hostNotFound', true);
  if (failure.code === 'ETLS')
    return reason(/STARTTLS/i.test(failure.message) ? 'email.noStartTls' : 'email.tlsFailed', true);
  if (early && OPENSSL.test(failure.message)) return reason('email.tlsFailed', true);
  if (failure.code === 'ETIMEDOUT') return reason('email.silent', early);
  if (failure.code === 'EAUTH') return reason('email.badLogin', true);
  return reason('email.connectionLost', early);
}

/** `402D…:error:0A00010B:SSL routines:place:wrong version number:file:line` */
const OPENSSL = /:error:[0-9A-F]{8}:[^:]*:[^:]*:([^:]*):/;

/** The words of a failure without what only its programmer reads. */
const said = (message: string): string =>
  (OPENSSL.exec(message)?.[1] ?? message.replace(/; if the root CA .*$/s, '')).trim();

/** What a server's answer of 4xx or 5xx means, given at a stage of the session. */
export function outcomeOfReply(reply: string, stage: SmtpFailure['stage']): Outcome {
  const status = Number(reply.slice(0, 3));
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
  const words = reply.slice(4, 1_000);
  const rule = replyRules.find(
    (one) =>
      (one.stages === undefined || one.stages.includes(stage)) &&
      (one.status === undefined || one.status.includes(status)) &&
      ((one.enhanced !== undefined && enhanced !== undefined && one.enhanced.test(enhanced)) ||
        (one.words?.test(words) ?? false) ||
        (one.enhanced === undefined && one.words === undefined)),
  );
  const permanent = rule?.permanent ?? status >= 500;
  const reason = {
    code: rule?.reason ?? (permanent ? 'email.rejected' : 'email.deferred'),
    reply,
    ...(rule?.account ? { account: true } : {}),
  };
  if (permanent && !rule?.account) return { kind: 'rejected', reason };
  const retryAfter = waitNamed(words);
  return { kind: 'deferred', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** The wait that a reply names in words, such as "try again in 5 minutes", in milliseconds. */
function waitNamed(words: string): number | undefined {
  const found =
    /(?:again|retry|wait|later)\D{0,30}?(\d{1,4})\s*(seconds?|secs?|s\b|minutes?|mins?|m\b|hours?|h\b)/i.exec(words);
  if (!found) return undefined;
  const unit = (found[2] ?? '').charAt(0).toLowerCase();
  return Number(found[1]) * (unit === 'h' ? HOUR : unit === 'm' ? MINUTE : SECOND);
}
