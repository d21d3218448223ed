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
const OF_THE_ACCOUNT: readonly SmsReason[] = [
  'hostNotFound',
  'certificateWrong',
  'hostInner',
  'notSecure',
  'proxyLogin',
  'proxyRefused',
];
/** What a proxy answers to CONNECT in place of a tunnel; the message is undici's. */
const NO_TUNNEL = /Proxy response \((\d{3})\)/;

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

  static of(error: Error, written: boolean, proxied = false): HttpFailure {
    const { code = '' } = error as NodeJS.ErrnoException;
    const ofProxy = proxied && !written ? reasonOfProxy(error, code) : undefined;
    const reason = ofProxy ?? byCode[code] ?? (written ? 'lost' : 'notConnected');
    return new HttpFailure(reason, written, [code, error.message].filter(Boolean).join(' '));
  }

  get refusal(): Refusal {
    if (this.written) return refusal('AMBIG', this.reason === 'silent' ? 'silentAfter' : 'lost', this.message);
    const kind = OF_THE_ACCOUNT.includes(this.reason) ? 'CONFIG' : 'TEMP';
    return refusal(kind, this.reason, this.message, kind === 'TEMP' ? { account: true } : {});
  }
}

/** Before the tunnel stands, a fault is the proxy's, but for the certificate of the server behind it. */
function reasonOfProxy({ message }: Error, code: string): SmsReason | undefined {
  const status = NO_TUNNEL.exec(message)?.[1];
  if (status === '407') return 'proxyLogin';
  // 5xx: the proxy itself did not reach the server, which may pass.
  if (status !== undefined) return status.startsWith('5') ? 'proxyNoWay' : 'proxyRefused';
  return byCode[code] === 'certificateWrong' ? undefined : 'proxySilent';
}
