import { dirname } from 'node:path';
import { Problem } from '../../texts/problem.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** What SQLite said, as the sentence for a person. */
export function problemOfSqlite(error: unknown, file: string): Problem {
  if (error instanceof Problem) return error;
  const { errcode, message = String(error) } = error as { errcode?: number; message?: string };
  const folder = dirname(file);
  switch ((errcode ?? 0) & 0xff) {
    case FULL:
    case IOERR:
      return new Problem('storeFull', { status: 507, cause: error });
    case BUSY:
    case LOCKED:
      return new Problem('storeBusy', { status: 503, params: { folder }, cause: error });
    case READONLY:
    case CANTOPEN:
      return new Problem('folderNotWritable', { status: 503, params: { folder }, cause: error });
    case CORRUPT:
    case NOTADB:
      return new Problem('storeDamaged', { status: 503, params: { folder }, cause: error });
    default:
      return new Problem('storeFailed', { status: 503, params: { said: message }, cause: error });
  }
}
