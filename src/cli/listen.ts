import { Problem } from '../texts/problem.ts';

/** A port of the command line. */
export function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) throw new Problem('portWrong', { params: { port: text } });
  return port;
}

/** Why a server cannot listen there, told as a `Problem` where it is known. */
export function listenProblem(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new Problem('portBusy', { status: 503, params: { port, other: port + 10 }, cause: error });
  if (code === 'EACCES') return new Problem('portForbidden', { status: 503, params: { port }, cause: error });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Problem('hostNotHere', { status: 503, params: { host }, cause: error });
  return error;
}
