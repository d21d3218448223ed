import { type Refusal, refusal, type SmsReason } from './verdict.ts';

const byCode: Record<string, SmsReason> = {
  ECONNREFUSED: 'connectionRefused',
  ENOTFOUND: 'hostNotFound',
  EAI_AGAIN: 'dnsDown',
  ENETUNREACH: 'networkDown',
  EHOSTUNREACH: 'networkDown',
  CERT_HAS_EXPIRED: 'certificateWrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateWrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateWrong',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateWrong',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateWrong',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateWrong',
  EHOSTINNER: 'hostInner',
};

/** Faults of the address, not of the moment: waiting alone doesn't mend them. */
const OF_THE_ACCOUNT: readonly SmsReason[] = ['hostNotFound', 'certificateWrong', 'hostInner', 'notSecure'];

/** A request without an answer. `written`: its first byte had been handed to the network, so the other side may have taken it. */
export class HttpFailure extends Error {
  readonly reason: SmsReason;
  readonly written: boolean;

  constructor(reason: SmsReason, written: boolean, said = '') {
    super(said === '' ? reason : said);
    this.name = 'HttpFailure';
    this.reason = reason;
    this.written = written;
  }

  static of(error: Error, written: boolean): HttpFailure {
    const { code = '' } = error as NodeJS.ErrnoException;
    const reason = byCode[code] ?? (written ? 'lost' : 'notConnected');
    return new HttpFailure(reason, written, [code, error.message].filter(Boolean).join(' '));
  }

  get refusal(): Refusal {
    if (this.written) return refusal('AMBIG', this.reason === 'silent' ? 'silentAfter' : 'lost', this.message);
    const kind = OF_THE_ACCOUNT.includes(this.reason) ? 'CONFIG' : 'TEMP';
    return refusal(kind, this.reason, this.message, kind === 'TEMP' ? { account: true } : {});
  }
}
