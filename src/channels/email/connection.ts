import { Readable, Transform } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { addressOnWire, needsSmtpUtf8 } from './address.ts';
import type { EmailAccount } from './message.ts';

/** Milliseconds for each phase; the whole attempt is bounded by the channel besides. */
export interface SmtpTimes {
  connect: number;
  greeting: number;
  silence: number;
}

export const usualTimes: SmtpTimes = { connect: 20_000, greeting: 20_000, silence: 60_000 };

export interface TlsOptions {
  /** Certificates to trust besides the system's, PEM. */
  ca?: string;
}

/** A long letter goes out in pieces of so many bytes, so that it is known how far it came when the connection breaks. */
const CHUNK = 32_768;
/** A letter up to this size is handed over at once. */
const AT_ONCE = 65_536;

/** How far an attempt had come when it ended: after `dot` the letter may have been taken. */
export type Stage = 'connect' | 'login' | 'envelope' | 'data' | 'dot';

/** What went wrong on the wire. `reply` is the server's answer where there was one. */
export class SmtpFailure extends Error {
  readonly stage: Stage;
  /** nodemailer's code: EAUTH, ECONNECTION, EDNS, EENVELOPE, EMESSAGE, EPROTOCOL, ESOCKET, ETIMEDOUT, ETLS, or one of ours. */
  readonly code: string;
  /** The system's or TLS library's code below it, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly systemCode: string | undefined;
  readonly reply: string | undefined;

  constructor(stage: Stage, error: unknown) {
    const { code, originalCode, response, message } = error as {
      code?: string;
      originalCode?: string;
      response?: string;
      message?: string;
    };
    super(message ?? String(error), { cause: error });
    this.stage = stage;
    this.code = code ?? 'EPROTOCOL';
    this.systemCode = originalCode;
    this.reply = typeof response === 'string' ? response : undefined;
  }
}

/** One session with the shop's mail server: connect and log in once, send letters one after another. */
export class SmtpSession {
  readonly #connection: SMTPConnection;
  #broken = false;
  // The library forgets a step under way when it is closed, so its caller is told from here.
  #cancel: ((error: unknown) => void) | undefined;
  sent = 0;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    const broken = () => {
      this.#broken = true;
    };
    connection.on('end', broken);
    connection.on('error', broken);
  }

  /** Connects, with TLS as the account wants it, and logs in. Throws an `SmtpFailure`. */
  static async open(account: EmailAccount, tls: TlsOptions, times: SmtpTimes, address?: string): Promise<SmtpSession> {
    const session = await SmtpSession.connect(account, tls, times, address);
    try {
      await session.login(account);
      return session;
    } catch (error) {
      session.close();
      throw error;
    }
  }

  static async connect(
    account: EmailAccount,
    tls: TlsOptions,
    times: SmtpTimes,
    address = account.host,
  ): Promise<SmtpSession> {
    const connection = new SMTPConnection({
      host: address,
      port: account.port,
      name: 'kvitok.localdomain',
      secure: account.security === 'tls',
      requireTLS: account.security === 'starttls',
      ignoreTLS: account.security === 'none',
      ...(/^[\d.]+$|:/.test(account.host) ? {} : { servername: account.host }),
      connectionTimeout: times.connect,
      dnsTimeout: times.connect,
      greetingTimeout: times.greeting,
      socketTimeout: times.silence,
      allowInternalNetworkInterfaces: true,
      tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(tls.ca === undefined ? {} : { ca: tls.ca }) },
    });
    const session = new SmtpSession(connection);
    await session.#step('connect', (done) => connection.connect(done));
    return session;
  }

  async login(account: EmailAccount): Promise<void> {
    // A relay of the shop's own may want no login; one that does says so at the sender.
    if (account.password === '') return;
    if (!this.#connection.allowsAuth) throw new SmtpFailure('login', { code: 'ENOAUTH', message: 'no AUTH offered' });
    await this.#step('login', (done) => this.#connection.login({ user: account.login, pass: account.password }, done));
  }

  get usable(): boolean {
    return !this.#broken && !this.#connection.destroyed;
  }

  offers(extension: string): boolean {
    // The library keeps what the server offered to itself, and a letter that needs SMTPUTF8 must not be tried without it.
    const offered: unknown = Reflect.get(this.#connection, '_supportedExtensions');
    return Array.isArray(offered) && offered.includes(extension);
  }

  /** Hands over one letter and gives the server's answer to it. Throws an `SmtpFailure`. */
  async send(from: string, to: string, bytes: Buffer): Promise<string> {
    if (needsSmtpUtf8(to) && !this.offers('SMTPUTF8'))
      throw new SmtpFailure('envelope', { code: 'ENOSMTPUTF8', message: 'SMTPUTF8 not offered' });
    let stage: Stage = 'envelope';
    const source = letterSource(bytes, (reached) => {
      stage = reached;
    });
    // A stream cut short by a dead connection is told by the connection's own failure.
    source.on('error', () => {});
    try {
      const info = await this.#step<{ response: string }>('envelope', (done) =>
        this.#connection.send({ from: addressOnWire(from), to: [addressOnWire(to)], size: bytes.length }, source, done),
      );
      this.sent++;
      return info.response;
    } catch (error) {
      throw error instanceof SmtpFailure ? new SmtpFailure(stage, error.cause) : error;
    }
  }

  /** Forgets a refused letter so that the session can carry the next one; false if the session is no good any more. */
  async reset(): Promise<boolean> {
    if (!this.usable) return false;
    return this.#step('envelope', (done) => this.#connection.reset(done)).then(
      () => true,
      () => false,
    );
  }

  quit(): void {
    if (this.usable) this.#connection.quit();
  }

  /** Cuts the connection; a step under way fails with `ECANCELLED`. */
  close(): void {
    this.#broken = true;
    this.#connection.close();
    this.#cancel?.({ code: 'ECANCELLED', message: 'cancelled' });
  }

  #step<T = unknown>(stage: Stage, run: (done: (error?: Error | null, value?: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#connection.off('error', fail);
        this.#cancel = undefined;
      };
      const fail = (error: unknown) => {
        end();
        reject(new SmtpFailure(stage, error));
      };
      this.#connection.on('error', fail);
      this.#cancel = fail;
      run((error, value) => {
        if (error) return fail(error);
        end();
        resolve(value as T);
      });
    });
  }
}

const CRLF = Buffer.from('\r\n');

/** What the library reads a letter from. It ends every letter with a dot on a line of its own. */
function letterSource(bytes: Buffer, reached: (stage: 'data' | 'dot') => void): Readable {
  if (bytes.length <= AT_ONCE && !bytes.includes('\r\n.') && bytes.subarray(-2).equals(CRLF))
    return new Canonical(bytes, reached);
  return Readable.from(
    (function* () {
      reached('data');
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
      reached('dot');
    })(),
  );
}

/**
 * A letter whose lines all end with CRLF and none of which begins with a dot, handed on in one piece: the library would look at each of
 * its bytes for what isn't there, which takes longer than composing it.
 */
class Canonical extends Readable {
  readonly #bytes: Buffer;
  readonly #reached: (stage: 'dot') => void;

  constructor(bytes: Buffer, reached: (stage: 'dot') => void) {
    super();
    this.#bytes = bytes;
    this.#reached = reached;
  }

  override pipe<T extends NodeJS.WritableStream>(to: T): T {
    this.#reached('dot');
    if (!(to instanceof Transform)) throw new TypeError('the library takes letters by a transform');
    to.push(this.#bytes.subarray(0, -CRLF.length));
    // The last line end goes the library's own way, so that it knows where the dot has to stand.
    to.end(CRLF);
    return to;
  }
}
