import { decodeUtf8, isObject, parseLossless, plain } from '../../formats/json-text.ts';
import { Problem } from '../../texts/problem.ts';
import type { Device } from './device.ts';
import { type Fault, isFaultName } from './faults.ts';
import type { Face, Reply } from './server.ts';

/**
 * What no real register has: `GET /emulator/documents` lists the drive, `GET`, `POST` (`{ name, seconds?, times? }`, once unless `times` says
 * otherwise, 0 = always) and `DELETE /emulator/faults` script what goes wrong.
 */
export function controlFace(device: Device): Face {
  return ({ method, path, body }) => {
    if (path === '/emulator/documents' && method === 'GET') return { status: 200, json: listDocuments(device) };
    if (path !== '/emulator/faults') return undefined;
    if (method === 'DELETE') device.faults.clear();
    if (method === 'POST') {
      const fault = readFault(body);
      if (fault === undefined) return wrong;
      device.faults.add(fault);
    }
    return { status: 200, json: device.faults.list() };
  };
}

/** A document as the control endpoint and tests see it. */
export interface ListedDocument {
  number: number;
  kind: string;
  dateTime: string;
  sign: string;
  shift: number;
  numberInShift?: number;
  command?: string;
  calculationType?: number;
  total?: number;
  /** Tag 1008. */
  contact?: string;
  electronically?: boolean;
  /** True if it came out on paper. */
  printed?: boolean;
}

export function listDocuments(device: Device): ListedDocument[] {
  return device.documents().map(({ sale, at: _at, printed, ...document }) => ({
    ...document,
    ...(sale && {
      calculationType: sale.calculationType,
      total: sale.total,
      electronically: sale.electronically === true,
      printed: printed === true,
      ...(sale.customerContact === undefined ? {} : { contact: sale.customerContact }),
    }),
  }));
}

const wrong: Reply = { status: 400, json: { error: { code: 400, description: 'Нужно { name, seconds?, times? }' } } };

function readFault(body: Uint8Array): Fault | undefined {
  try {
    const json = parseLossless(decodeUtf8(body));
    const { name, seconds, times = 1 } = isObject(json) ? (plain(json) as Record<string, unknown>) : {};
    if (!isFaultName(name) || typeof times !== 'number') return undefined;
    return {
      name,
      ...(typeof seconds === 'number' ? { seconds } : {}),
      ...(times > 0 ? { times } : {}),
    };
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
