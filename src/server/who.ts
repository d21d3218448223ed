import type { FastifyRequest } from 'fastify';
import type { Scope, SessionOwner } from '../access/index.ts';

/** Who asks. */
export interface Who {
  /** As histories and the audit have it: `owner Анна`, `cashier Пётр`, `token 1С`, `till 1`, `api`, `local`, `demo`; empty for nobody. */
  by: string;
  /**
   * `owner` everything, `cashier` every till, `till` one till, `integrator` what its scopes open, `local` a program of this computer
   * that has no token, `nobody` what is open to anyone.
   */
  role: 'owner' | 'cashier' | 'till' | 'integrator' | 'local' | 'nobody';
  /** How the person or program is called. */
  name: string;
  scopes?: readonly Scope[];
  /** Of a till: its register. */
  register?: string;
  /** Of a person: their browser's session. */
  session?: SessionOwner;
  /** By which the session or token ends, and an open stream with it. */
  key?: string;
}

export const nobody: Who = { by: '', role: 'nobody', name: '' };
/** The data folder's own token, which the command line uses. */
export const machine: Who = { by: 'api', role: 'owner', name: 'kvitok' };
export const local: Who = { by: 'local', role: 'local', name: '' };
export const demoOwner: Who = { by: 'demo', role: 'owner', name: '' };

/** Who asks, for the audit and the history of what was changed: `owner Анна`, `token 1С`, `till 1`, `api`. */
export const byOf = (request: FastifyRequest): string => request.who.by;

declare module 'fastify' {
  interface FastifyRequest {
    who: Who;
  }
}
