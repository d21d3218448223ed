import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CheckStepView } from './api.ts';

/** Answers with the steps of a check: each as its own line as soon as it is known where the caller takes `application/x-ndjson`, else all at the end. */
export async function sendSteps(
  request: FastifyRequest,
  reply: FastifyReply,
  steps: AsyncIterable<CheckStepView>,
): Promise<{ steps: CheckStepView[] } | FastifyReply> {
  if (!/\bapplication\/x-ndjson\b/.test(request.headers.accept ?? '')) {
    const all: CheckStepView[] = [];
    for await (const step of steps) all.push(step);
    return { steps: all };
  }
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  for await (const step of steps) reply.raw.write(`${JSON.stringify(step)}\n`);
  reply.raw.end();
  return reply;
}
