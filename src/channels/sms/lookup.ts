import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type HostGuard, isInner } from '../email/guard.ts';

/** Finds a host's addresses for a connection and refuses those inside a network, in the same step, so that no other answer can come between. */
export function guardedLookup({ allowPrivate = false }: HostGuard): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      const allowed =
        allowPrivate === true ||
        (allowPrivate !== false &&
          (allowPrivate.includes(host) || found.every(({ address }) => allowPrivate.includes(address))));
      const inner = Object.assign(new Error(`${host} is inside a network`), { code: 'EHOSTINNER' });
      if (!allowed && found.some(({ address }) => isInner(address))) return done(inner, '');
      const [first] = found;
      if (options.all === true) return done(null, found);
      if (first === undefined) return done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
      return done(null, first.address, first.family);
    });
  };
}
