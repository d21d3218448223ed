import { type Clock, systemClock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import { createAtolClient } from './atol/client.ts';
import { atolProtocol } from './atol/protocol.ts';
import { createRegister } from './cash-register.ts';
import { defaultRegister, type RegisterConfig } from './config.ts';
import { openHttp } from './http.ts';
import { kkmServerProtocol } from './kkmserver/protocol.ts';
import type { Register } from './register.ts';

export { defaultRegister, type RegisterConfig, registerSchema, registerSecrets } from './config.ts';
export {
  type Emulator,
  type EmulatorOptions,
  type Fault,
  type FaultName,
  faultNames,
  isFaultName,
  type ListedDocument,
  openEmulator,
} from './emulator/index.ts';
export type { Capabilities, Register, RegisterCommand, RegisterOutcome, RegisterState } from './register.ts';

export interface RegisterOptions {
  clock?: Clock;
  /** Milliseconds that a command must stay unknown to the register before it counts as never received. */
  settle?: number;
}

/** A cash register as the shop set it up. Nothing is asked of it before the first call. */
export function openRegister(config: RegisterConfig, options: RegisterOptions = {}): Register {
  const { clock = systemClock, settle = 1_500 } = options;
  const { kind, login, password, device, timeout } = config;
  const patience = { limit: timeout * 1_000, settle };
  const newId = () => uuidv7(clock.now());
  if (kind === 'kkmserver') {
    const http = openHttp(config.url || 'http://127.0.0.1:5893', { login, password });
    return createRegister(kkmServerProtocol({ http, device, patience, newId }), config);
  }
  const http = openHttp(withApi(config.url || defaultRegister.url), { login, password });
  const close = () => http.close();
  return createRegister(atolProtocol({ client: createAtolClient(http, device), patience, newId, close }), config);
}

/** The address of ATOL's API: people give it with its path or without. */
const withApi = (url: string): string => (new URL(url).pathname === '/' ? new URL('/api/v2', url).href : url);
