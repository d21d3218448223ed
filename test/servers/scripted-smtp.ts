import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from './certificates.ts';

/** What the server does at a stage: answers with this reply, says nothing for ever (`hang`), or cuts the connection (`cut`). */
export type Act = string;

export interface Script {
  greeting?: Act;
  /** Extensions offered after EHLO. */
  extensions?: string[];
  auth?: Act;
  mail?: Act;
  rcpt?: Act;
  data?: Act;
  /** As soon as the first bytes of the letter come. */
  body?: Act;
  /** After the final dot. */
  dot?: Act;
  rset?: Act;
  /** `implicit`: TLS from the first byte. `starttls`: offered. */
  tls?: 'implicit' | 'starttls';
  certificate?: Certificate;
}

export interface ScriptedSmtp {
  port: number;
  /** Letters that were complete, dots undone. */
  letters: Buffer[];
  /** Commands as they came. */
  commands: string[];
  connections: number;
  script: Script;
  close(): Promise<void>;
}

/** A raw SMTP server that behaves at every stage as its script says; the script may change while it runs. */
export async function startScriptedSmtp(script: Script = {}): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>();
  const state: ScriptedSmtp = { port: 0, letters: [], commands: [], connections: 0, script, close: async () => {} };
  const server = createServer((raw) => {
    state.connections++;
    sockets.add(raw);
    raw.on('close', () => sockets.delete(raw));
    raw.on('error', () => {});
    if (state.script.tls === 'implicit') upgrade(raw, state, (secure) => talk(secure, state, true));
    else talk(raw, state, true);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.port = (server.address() as AddressInfo).port;
  state.close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return state;
}

function upgrade(raw: Socket, state: ScriptedSmtp, then: (secure: TLSSocket) => void): void {
  const { key, cert } = state.script.certificate ?? { key: '', cert: '' };
  const secure = new TLSSocket(raw, { isServer: true, key, cert });
  secure.on('error', () => {});
  then(secure);
}

function talk(socket: Socket, state: ScriptedSmtp, greet: boolean): void {
  const act = (what: Act | undefined, usual: string): boolean => {
    const todo = what ?? usual;
    if (todo === 'cut') socket.destroy();
    else if (todo !== 'hang') socket.write(`${todo}\r\n`);
    return todo !== 'cut' && todo !== 'hang' && /^[23]/.test(todo);
  };
  let letter: Buffer[] | undefined;
  let pending = Buffer.alloc(0);
  let authSteps = 0;

  const onCommand = (line: string): void => {
    state.commands.push(line);
    const { script } = state;
    const verb = line.slice(0, 4).toUpperCase();
    if (authSteps > 0) {
      if (--authSteps === 0) act(script.auth, '235 2.7.0 ok');
      else socket.write('334 UGFzc3dvcmQ6\r\n');
    } else if (verb === 'EHLO' || verb === 'HELO') {
      const offers = script.extensions ?? [
        'PIPELINING',
        '8BITMIME',
        'AUTH PLAIN LOGIN',
        ...(script.tls === 'starttls' && greet ? ['STARTTLS'] : []),
      ];
      socket.write(
        `${['scripted.test', ...offers]
          .map((word, index, all) => `250${index === all.length - 1 ? ' ' : '-'}${word}`)
          .join('\r\n')}\r\n`,
      );
    } else if (verb === 'STAR' && script.tls !== 'starttls') {
      socket.write('502 5.5.1 not implemented\r\n');
    } else if (verb === 'STAR') {
      socket.write('220 go ahead\r\n');
      socket.removeAllListeners('data');
      upgrade(socket, state, (secure) => talk(secure, state, false));
    } else if (verb === 'AUTH') {
      if (/^AUTH PLAIN \S/i.test(line)) act(script.auth, '235 2.7.0 ok');
      else {
        authSteps = 2;
        socket.write('334 VXNlcm5hbWU6\r\n');
      }
    } else if (verb === 'MAIL') act(script.mail, '250 2.1.0 ok');
    else if (verb === 'RCPT') act(script.rcpt, '250 2.1.5 ok');
    else if (verb === 'DATA') {
      const refused = [script.mail, script.rcpt].some((earlier) => earlier !== undefined && /^[45]/.test(earlier));
      if (act(refused ? '503 5.5.1 no recipients' : script.data, '354 go on')) letter = [];
    } else if (verb === 'RSET') act(script.rset, '250 ok');
    else if (verb === 'QUIT') {
      socket.end('221 bye\r\n');
    } else socket.write('500 5.5.2 unknown command\r\n');
  };

  socket.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    for (;;) {
      if (letter) {
        if (state.script.body !== undefined) {
          act(state.script.body, '');
          return;
        }
        const end = pending.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const body = pending
          .subarray(0, end + 2)
          .toString('latin1')
          .replace(/\r\n\.\./g, '\r\n.');
        pending = pending.subarray(end + 5);
        letter = undefined;
        // A server that has the whole letter may keep it whatever it says afterwards.
        if (state.script.dot === undefined || /^2|^cut|^hang/.test(state.script.dot))
          state.letters.push(Buffer.from(body, 'latin1'));
        act(state.script.dot, '250 2.0.0 queued as 1');
        continue;
      }
      const end = pending.indexOf('\r\n');
      if (end < 0) return;
      const line = pending.subarray(0, end).toString('utf8');
      pending = pending.subarray(end + 2);
      onCommand(line);
      if (line.toUpperCase() === 'STARTTLS' && state.script.tls === 'starttls') return;
    }
  });
  if (greet) act(state.script.greeting, '220 scripted.test ESMTP');
}
