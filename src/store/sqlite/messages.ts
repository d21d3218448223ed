import type { MessagePort } from 'node:worker_threads';
import type { TextParams } from '../../texts/index.ts';
import { Problem, type ProblemCode } from '../../texts/problem.ts';

/**
 * What the main thread asks of the database's thread, and what comes back, by the call's number. Lists, because the names of an object's
 * fields would be written and read with each of them.
 */
export type Call = [id: number, name: string, args: unknown];

export type Reply = [id: number, value: unknown] | [id: number, value: undefined, problem: PackedProblem];

/** With what the database's thread begins. It is asked and answers by the port, because the main thread can look there for answers at any time. */
export interface Orders {
  file: string;
  oneCommitEach: boolean;
  port: MessagePort;
}

/** What the database's thread says first: the names it can be asked by, or why the database can't be opened. */
export type Started = { statements: readonly string[] } | { failed: PackedProblem };

/** A `Problem` as plain data, because an error's own fields don't survive the way between threads. */
export interface PackedProblem {
  code: ProblemCode;
  params: TextParams;
  path: string | undefined;
  status: number;
}

export const packed = ({ code, params, path, status }: Problem): PackedProblem => ({ code, params, path, status });

export const unpacked = ({ code, params, path, status }: PackedProblem): Problem =>
  new Problem(code, { params, status, ...(path === undefined ? {} : { path }) });
