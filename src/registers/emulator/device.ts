import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { SaleDocument } from '../../receipt/sale.ts';
import type { DriveFacts } from './facts.ts';
import type { Fault, Faults } from './faults.ts';
import {
  createDrive,
  type DriveDocument,
  type DriveFault,
  type DriveShift,
  type DriveTask,
  driveFaults,
} from './fiscal-drive.ts';
import type { Journal } from './journal.ts';

/** What the register is told to do. */
export type Task = { kind: 'openShift' | 'closeShift' } | { kind: 'receipt'; sale: SaleDocument };

/** A command that was taken; `done` settles when its outcome is on disk. */
export interface Command {
  id: string;
  state: 'wait' | 'inProgress' | 'done';
  document?: DriveDocument;
  fault?: DriveFault;
  done: Promise<void>;
}

/** `cut`: the caller gets no answer. */
export type Submitted = { kind: 'taken' | 'known'; command: Command } | { kind: 'cut' };

/** The register behind its servers: it carries out commands one by one, and each id once. */
export interface Device {
  facts: DriveFacts;
  faults: Faults;
  documents(): readonly DriveDocument[];
  shift(): DriveShift;
  /** The register's clock, wrong or right. */
  now(): number;
  submit(id: string, task: Task): Promise<Submitted>;
  find(id: string): Command | undefined;
}

export type JournalRecord =
  | { record: 'drive'; facts: DriveFacts }
  | { record: 'accepted'; id: string; task: Task }
  | { record: 'document'; document: DriveDocument }
  | { record: 'refused'; id: string; fault: DriveFault }
  | { record: 'aged' };

export interface DeviceOptions {
  facts: DriveFacts;
  records: readonly JournalRecord[];
  journal: Journal;
  faults: Faults;
  clock: Clock;
  /** Ends the process, or what stands for it; nothing goes on after it. */
  crash: () => void;
}

const WRONG_CLOCK_S = 7_200;
const SLOW_S = 5;

export async function openDevice({ facts, records, journal, faults, clock, crash }: DeviceOptions): Promise<Device> {
  const drive = createDrive(facts);
  const commands = new Map<string, Command>();
  let tail: Promise<void> = Promise.resolve();
  let crashed = false;

  const crashNow = (): Promise<never> => {
    crashed = true;
    crash();
    return new Promise(() => {});
  };

  const execute = async (command: Command, task: Task, fault: Fault | undefined): Promise<void> => {
    command.state = 'inProgress';
    if (fault?.name === 'slow') await sleep((fault.seconds ?? SLOW_S) * 1_000, undefined, { ref: false });
    if (crashed) return;
    if (fault?.name === 'shift-expired') {
      drive.age();
      journal.append({ record: 'aged' } satisfies JournalRecord).catch(() => {});
    }
    const refused = task.kind === 'receipt' ? refusalOf(task.sale, fault) : undefined;
    const at = clock.now() + (fault?.name === 'wrong-clock' ? (fault.seconds ?? WRONG_CLOCK_S) * 1_000 : 0);
    const step: DriveTask =
      task.kind === 'receipt'
        ? { ...task, command: command.id, printed: isPrinted(task.sale, fault) }
        : { ...task, command: command.id };
    const made = refused === undefined ? drive.make(step, at) : { ok: false as const, fault: refused };
    const record: JournalRecord = made.ok
      ? { record: 'document', document: made.document }
      : { record: 'refused', id: command.id, fault: made.fault };
    command.done = journal.append(record).then(() => {
      if (made.ok) command.document = made.document;
      else command.fault = made.fault;
      command.state = 'done';
    });
    // Who waits for the command hears of a full disk; where nobody does, it is no fault of the program.
    command.done.catch(() => {});
  };

  /** Puts a command at the end of the queue; settles when its outcome is on disk. */
  const enqueue = (command: Command, task: Task, fault: Fault | undefined): void => {
    const turn = tail.then(() => execute(command, task, fault));
    tail = turn;
    command.done = turn.then(() => command.done);
    command.done.catch(() => {});
  };

  for (const record of records) {
    if (record.record === 'document') {
      drive.restore(record.document);
      const { command: id } = record.document;
      if (id !== undefined) commands.set(id, { id, state: 'done', document: record.document, done: Promise.resolve() });
    } else if (record.record === 'refused')
      commands.set(record.id, { id: record.id, state: 'done', fault: record.fault, done: Promise.resolve() });
    else if (record.record === 'aged') drive.age();
  }
  if (drive.documents.length === 0) {
    const made = drive.make({ kind: 'registration' }, clock.now());
    if (made.ok) await journal.append({ record: 'document', document: made.document } satisfies JournalRecord);
  }
  // What was taken before a crash is carried out after it, as the queue of a real server is.
  for (const record of records)
    if (record.record === 'accepted' && !commands.has(record.id)) {
      const command: Command = { id: record.id, state: 'wait', done: Promise.resolve() };
      commands.set(record.id, command);
      enqueue(command, record.task, undefined);
    }

  return {
    facts,
    faults,
    documents: () => drive.documents,
    now: () => {
      const wrong = faults.next('wrong-clock');
      return clock.now() + (wrong ? (wrong.seconds ?? WRONG_CLOCK_S) * 1_000 : 0);
    },
    shift: () => drive.shift(clock.now()),
    find: (id) => commands.get(id),
    submit: async (id, task) => {
      const known = commands.get(id);
      if (known) return { kind: 'known', command: known };
      const fault = task.kind === 'receipt' ? faults.take() : undefined;
      if (fault?.name === 'cut') return { kind: 'cut' };
      if (fault?.name === 'crash-before') return crashNow();
      const command: Command = { id, state: 'wait', done: Promise.resolve() };
      commands.set(id, command);
      const accepted = journal.append({ record: 'accepted', id, task } satisfies JournalRecord);
      if (fault?.name === 'crash-middle') return accepted.then(crashNow);
      enqueue(command, task, fault);
      await accepted;
      if (fault?.name !== 'answer-lost' && fault?.name !== 'crash-after') return { kind: 'taken', command };
      await command.done;
      return fault.name === 'crash-after' ? crashNow() : { kind: 'cut' };
    },
  };
}

function refusalOf(sale: SaleDocument, fault: Fault | undefined): DriveFault | undefined {
  if (fault?.name === 'no-paper') return driveFaults.noPaper;
  if (fault?.name === 'contact-refused' && sale.customerContact !== undefined) return driveFaults.contact;
  if (fault?.name === 'electronic-refused' && sale.electronically === true) return driveFaults.denied;
  return undefined;
}

/** As registers do: without a contact the receipt is printed whatever was asked for. */
function isPrinted({ electronically, customerContact }: SaleDocument, fault: Fault | undefined): boolean {
  return electronically !== true || customerContact === undefined || fault?.name === 'prints-anyway';
}
