import { createHmac } from 'node:crypto';
import type { SaleDocument } from '../../receipt/sale.ts';
import type { DriveFacts } from './facts.ts';

/** A document in the fiscal drive. */
export interface DriveDocument {
  kind: 'registration' | 'openShift' | 'closeShift' | 'receipt';
  /** Tag 1040, growing from 1. */
  number: number;
  /** Tag 1012. */
  dateTime: string;
  /** The same as milliseconds since 1970. */
  at: number;
  /** Tag 1077, without padding. */
  sign: string;
  /** Tag 1038; 0 before the first shift. */
  shift: number;
  /** Tag 1042, of a receipt. */
  numberInShift?: number;
  /** Id of the command that made it. */
  command?: string;
  sale?: SaleDocument;
  printed?: boolean;
}

/** Why the drive refuses: a code of the ATOL driver and its words. */
export interface DriveFault {
  code: number;
  description: string;
}

const fault = (code: number, description: string): DriveFault => ({ code, description });

export const driveFaults = {
  noPaper: fault(44, 'Нет бумаги'),
  denied: fault(62, 'Операция запрещена в таблице настроек'),
  shiftExpired: fault(68, 'Смена превысила 24 часа'),
  shiftClosed: fault(73, 'Смена закрыта - операция невозможна'),
  shiftOpen: fault(83, 'Смена открыта, операция невозможна'),
  wrongTime: fault(122, 'В ФН переданы неверная дата или время'),
  contact: fault(148, 'Ошибка программирования реквизита 1008'),
};

/** The shift that is open, or the last one. */
export interface DriveShift {
  number: number;
  state: 'open' | 'closed' | 'expired';
  /** Milliseconds since 1970. */
  openedAt: number;
  /** Receipts made in it. */
  receipts: number;
}

/** The drive's documents and its shift. Nothing here is slow or random; what it makes is kept by whoever asked for it. */
export interface FiscalDrive {
  documents: readonly DriveDocument[];
  shift(at: number): DriveShift;
  make(task: DriveTask, at: number): { ok: true; document: DriveDocument } | { ok: false; fault: DriveFault };
  /** Takes a document from the file in again. */
  restore(document: DriveDocument): void;
  /** Makes an open shift look 25 hours old. */
  age(): void;
}

export type DriveTask = { command?: string } & (
  | { kind: 'registration' | 'openShift' | 'closeShift' }
  | { kind: 'receipt'; sale: SaleDocument; printed: boolean }
);

const HOUR_MS = 3_600_000;
/** Moscow. */
const ZONE_MS = 3 * HOUR_MS;

/** The register's local time without a zone, of milliseconds since 1970. */
export const localTimeAt = (at: number): string => new Date(at + ZONE_MS).toISOString().slice(0, 19);

export function createDrive(facts: DriveFacts): FiscalDrive {
  const documents: DriveDocument[] = [];
  let shiftNumber = 0;
  let open = false;
  let openedAt = 0;
  let receipts = 0;
  let lastAt = 0;

  const restore = (document: DriveDocument) => {
    documents.push(document);
    lastAt = document.at;
    shiftNumber = document.shift;
    if (document.kind === 'openShift') {
      open = true;
      openedAt = document.at;
      receipts = 0;
    } else if (document.kind === 'closeShift') open = false;
    else if (document.kind === 'receipt') receipts = document.numberInShift ?? receipts + 1;
  };

  const shift: FiscalDrive['shift'] = (at) => ({
    number: shiftNumber,
    state: !open ? 'closed' : at - openedAt > 24 * HOUR_MS ? 'expired' : 'open',
    openedAt,
    receipts,
  });

  const refusal = (task: DriveTask, at: number): DriveFault | undefined => {
    if (at < lastAt - (lastAt % 1_000)) return driveFaults.wrongTime;
    const { state } = shift(at);
    if (task.kind === 'openShift') return state === 'closed' ? undefined : driveFaults.shiftOpen;
    if (task.kind === 'registration') return undefined;
    if (state === 'closed') return driveFaults.shiftClosed;
    return task.kind === 'receipt' && state === 'expired' ? driveFaults.shiftExpired : undefined;
  };

  return {
    documents,
    shift,
    restore,
    age: () => {
      openedAt -= 25 * HOUR_MS;
    },
    make: (task, at) => {
      const refused = refusal(task, at);
      if (refused) return { ok: false, fault: refused };
      const number = documents.length + 1;
      const dateTime = localTimeAt(at);
      const document: DriveDocument = {
        kind: task.kind,
        number,
        dateTime,
        at,
        sign: fiscalSign(facts, `${number}/${dateTime}/${task.kind === 'receipt' ? task.sale.total : task.kind}`),
        shift: task.kind === 'openShift' ? shiftNumber + 1 : shiftNumber,
        ...(task.command === undefined ? {} : { command: task.command }),
        ...(task.kind === 'receipt' ? { numberInShift: receipts + 1, sale: task.sale, printed: task.printed } : {}),
      };
      restore(document);
      return { ok: true, document };
    },
  };
}

/** 32 bits of a keyed hash, as a drive's are; decimal, without padding. */
function fiscalSign({ key }: DriveFacts, signed: string): string {
  return String(createHmac('sha256', Buffer.from(key, 'hex')).update(signed).digest().readUInt32BE(0));
}
