import { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { Problem } from '../../texts/problem.ts';
import type { Schema } from '../schema.ts';
import { type StatementName, statements } from '../statements/index.ts';
import { copiesOf } from './copies.ts';
import { kyselyOver } from './dialect.ts';
import { type Call, type Orders, packed, type Reply, type Started } from './messages.ts';
import { migrate } from './migrate.ts';
import { problemOfSqlite } from './sqlite-problem.ts';

const { file, oneCommitEach, port } = workerData as Orders;

const database = open();
const db = kyselyOver<Schema>(database);
parentPort?.postMessage({ statements: Object.keys(statements) } satisfies Started);

/** Calls that can't stand within a transaction. Nothing waits for one that gives a promise. */
const SPECIAL: Record<string, (args: unknown) => void | Promise<void>> = {
  backup: (args) => copies.run((args as { file: string }).file),
  forgetLog: () => void database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get(),
  // Lets go of the file and its lock before the thread ends, so that the folder can be opened again at once.
  close: async () => {
    await copies.end();
    database.close();
  },
};
const copies = copiesOf(database);

/** Read once, because each call begins and ends with them. */
const begin = database.prepare('BEGIN IMMEDIATE');
const end = database.prepare('COMMIT');
const savepoint = database.prepare('SAVEPOINT call');
const release = database.prepare('RELEASE call');

let running = false;
port.on('message', (calls: Call[]) => {
  if (running) throw new Error('messages are taken from the port while a batch runs');
  running = true;
  void drain(calls);
});

function open(): DatabaseSync {
  try {
    const opened = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 0 });
    // The exclusive lock is the guard against a second service on the same folder; the system drops it when this process dies.
    opened.exec('PRAGMA locking_mode = EXCLUSIVE');
    opened.exec('PRAGMA journal_mode = WAL');
    opened.exec('PRAGMA synchronous = FULL');
    // 16 MB: the same pages change again and again, and are written into the database once for all of it.
    opened.exec('PRAGMA wal_autocheckpoint = 4000');
    opened.exec('PRAGMA temp_store = MEMORY');
    opened.exec('PRAGMA secure_delete = ON');
    opened.exec('BEGIN IMMEDIATE; COMMIT');
    migrate(opened);
    return opened;
  } catch (error) {
    parentPort?.postMessage({ failed: packed(problemOfSqlite(error, file)) } satisfies Started);
    process.exit(1);
  }
}

/** Takes what came while the last commit was on its way as the next batch, so that all of it shares one disk sync. */
async function drain(first: Call[]): Promise<void> {
  let calls = first;
  while (calls.length > 0) {
    for (const batch of oneCommitEach ? calls.map((call) => [call]) : [calls]) port.postMessage(await commit(batch));
    calls = [];
    for (let message = receiveMessageOnPort(port); message; message = receiveMessageOnPort(port))
      calls.push(...(message.message as Call[]));
  }
  running = false;
}

async function commit(calls: Call[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  const [special, ordinary] = [
    calls.filter(([, name]) => Object.hasOwn(SPECIAL, name)),
    calls.filter(([, name]) => !Object.hasOwn(SPECIAL, name)),
  ];
  if (ordinary.length > 0) {
    try {
      begin.run();
      for (const call of ordinary) replies.push(await within(call));
      end.run();
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      const problem = packed(problemOfSqlite(error, file));
      replies.length = 0;
      for (const [id] of ordinary) replies.push([id, undefined, problem]);
    }
  }
  for (const call of special) void beside(call).then((reply) => port.postMessage([reply]));
  return replies;
}

/** One call within the batch's transaction; its own failure undoes its own changes alone. */
async function within([id, name, args]: Call): Promise<Reply> {
  savepoint.run();
  try {
    const statement = statements[name as StatementName] as (on: Kysely<Schema>, args: unknown) => Promise<unknown>;
    const value = await statement(db, args);
    release.run();
    return [id, value];
  } catch (error) {
    // A full disk ends the whole transaction by itself: then nothing of the batch may be answered as kept.
    if (!(error instanceof Problem) || !database.isTransaction) throw error;
    database.exec('ROLLBACK TO call; RELEASE call');
    return [id, undefined, packed(error)];
  }
}

async function beside([id, name, args]: Call): Promise<Reply> {
  try {
    await SPECIAL[name]?.(args);
    return [id, undefined];
  } catch (error) {
    return [id, undefined, packed(problemOfSqlite(error, file))];
  }
}
