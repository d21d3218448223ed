import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../texts/index.ts';
import { Problem } from '../texts/problem.ts';
import type { Answer } from './api/answers.ts';
import { problemPage, wantsPage } from './problem-page.ts';
import { problemXml } from './sale-xml.ts';

/** The body of a refused request: RFC 9457 with a stable `code` and, where a field is wrong, its `path`. */
export type ProblemBody = Answer<'Problem'>;

/** Whether the caller reads XML and no JSON. A browser, which takes anything, names pages first. */
export function wantsXml({ headers: { accept = '' } }: FastifyRequest): boolean {
  return /\b(?:application|text)\/xml\b/.test(accept) && !/\btext\/html\b|\bjson\b/.test(accept);
}

/** Turns whatever was thrown into a `Problem`: a faulty request into the matching one, anything else into `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('bodyTooLarge', { status: 413, cause: error });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem('bodyNotJson', { status: 415, cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('requestMalformed', { status: statusCode, cause: error });
  return new Problem('internal', { status: 500, cause: error });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error);
  if (problem.code === 'internal') request.log.error({ err: error, reqId: request.id }, 'request failed');
  const language = languageOf(request.headers['accept-language']);
  if (wantsPage(request))
    return reply.code(problem.status).type('text/html; charset=utf-8').send(problemPage(problem, language));
  const body: ProblemBody = {
    type: 'about:blank',
    title: problem.tell(language),
    status: problem.status,
    code: problem.code,
    ...(problem.path === undefined ? {} : { path: problem.path }),
  };
  if (wantsXml(request))
    return reply.code(problem.status).type('application/xml; charset=utf-8').send(problemXml(body));
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(body);
}
