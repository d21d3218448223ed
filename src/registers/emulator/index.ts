import { type Clock, systemClock } from '../../base/clock.ts';
import { type FillRandom, fillSecurely, uuidv7 } from '../../base/uuid.ts';
import { defaultRegister, type RegisterConfig } from '../config.ts';
import { atolFace } from './atol-face.ts';
import { controlFace, type ListedDocument, listDocuments } from './control-face.ts';
import { type JournalRecord, openDevice } from './device.ts';
import { newFacts } from './facts.ts';
import { createFaults, type Fault } from './faults.ts';
import { forgetfulJournal, openJournal } from './journal.ts';
import { kkmServerFace } from './kkmserver-face.ts';
import { type Face, listen } from './server.ts';

export type { ListedDocument } from './control-face.ts';
export { type Fault, type FaultName, faultNames, isFaultName } from './faults.ts';

export interface EmulatorOptions {
  /** 0, the default: any free port. */
  port?: number;
  /** Where the fiscal drive is kept; without it the drive lives as long as the process. */
  file?: string;
  /** Of a new drive; 1.2 unless given. */
  ffd?: '1.05' | '1.2';
  /** Faults that sales will meet. */
  faults?: readonly Fault[];
  /** Basic authentication is asked for if given. */
  login?: string;
  password?: string;
  clock?: Clock;
  fill?: FillRandom;
  /** What a crash does; without it the emulator lets go of its port and file at once. */
  onCrash?: () => void;
}

/** A cash register that fiscalises nothing, on a port of 127.0.0.1: ATOL's web server and KkmServer in one. */
export interface Emulator {
  port: number;
  url: string;
  /** Settings with which `openRegister` reaches it. */
  config(kind?: RegisterConfig['kind']): RegisterConfig;
  registrationNumber: string;
  fiscalDriveNumber: string;
  documents(): ListedDocument[];
  /** Scripts a fault; at one sale unless `times` is given, 0 for every sale. */
  fail(fault: Fault): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export async function openEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, file, ffd = '1.2', clock = systemClock, fill = fillSecurely, login = '', password = '' } = options;
  const { records, journal } =
    file === undefined ? { records: [], journal: forgetfulJournal } : await openJournal(file);
  const known = records as JournalRecord[];
  const first = known[0];
  const facts = first?.record === 'drive' ? first.facts : newFacts(fill, ffd);
  if (first === undefined) await journal.append({ record: 'drive', facts } satisfies JournalRecord);

  const faults = createFaults(options.faults ?? []);
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await server.close();
    await journal.drop();
  };
  const crash = options.onCrash ?? (() => void close());
  const device = await openDevice({ facts, records: known, journal, faults, clock, crash });
  const faces: Face[] = [controlFace(device), kkmServerFace(device, () => uuidv7(clock.now(), fill)), atolFace(device)];
  const guard: Face = ({ authorization }) =>
    authorization === `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`
      ? undefined
      : { status: 401, json: { error: { code: 401, description: 'Неверный логин или пароль' } } };
  const server = await listen(port, login === '' && password === '' ? faces : [guard, ...faces]);
  const url = `http://127.0.0.1:${server.port}`;

  return {
    port: server.port,
    url,
    config: (kind = 'emulator') => ({ ...defaultRegister, kind, url, login, password }),
    registrationNumber: facts.registrationNumber,
    fiscalDriveNumber: facts.fiscalDriveNumber,
    documents: () => listDocuments(device),
    fail: ({ times = 1, ...fault }) => faults.add(times > 0 ? { ...fault, times } : fault),
    clearFaults: () => faults.clear(),
    close,
  };
}
