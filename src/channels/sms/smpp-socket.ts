import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { guardedLookup, isRefusedAddress } from '../../base/host-guard.ts';
import type { HttpOptions } from './http.ts';
import { HttpFailure } from './http-failure.ts';
import type { SmppServer } from './smpp-address.ts';

/** Connects, over TLS with a certificate that must be good. Throws a `HttpFailure`; nothing has been said to the other side then. */
export function openSocket(
  { host, port }: SmppServer,
  tls: boolean,
  { guard, ca, connect }: Pick<HttpOptions, 'guard' | 'ca' | 'connect'>,
): Promise<Socket> {
  if (isRefusedAddress(host, guard)) return Promise.reject(new HttpFailure('hostInner', false));
  const options = { host, port, lookup: guardedLookup(guard), noDelay: true, keepAlive: true };
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = tls ? connectTls({ ...options, ...name, ...(ca === undefined ? {} : { ca }) }) : connectTcp(options);
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error instanceof HttpFailure ? error : HttpFailure.of(error, false));
    };
    const cut = () => fail(new Error('the connection was closed'));
    const timer = setTimeout(() => fail(new HttpFailure('silent', false)), connect);
    socket.once('error', fail).once('close', cut);
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', fail).off('close', cut);
      resolve(socket);
    });
  });
}
