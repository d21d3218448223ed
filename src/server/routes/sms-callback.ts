import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { idPattern } from '../../base/id-pattern.ts';
import { Problem } from '../../texts/problem.ts';

const params = Type.Object({
  profile: Type.String({ pattern: idPattern }),
  secret: Type.String({ minLength: 20, maxLength: 200 }),
});

/**
 * Where a provider pushes the status of messages. The address itself is the secret: whoever does not know it learns nothing, and a push says
 * only which messages to ask the provider about.
 */
export function smsCallbackRoutes(scope: FastifyInstance, app: App): void {
  scope.route({
    method: ['GET', 'POST'],
    url: '/callbacks/sms/:profile/:secret',
    schema: { hide: true, params },
    handler: async (request, reply) => {
      const { profile, secret } = request.params as { profile: string; secret: string };
      if (!same(secret, app.callbackSecret(profile))) throw new Problem('notFound', { status: 404 });
      const answer = await app.delivery.pushed('sms', profile, formOf(request));
      if (answer === undefined) throw new Problem('notFound', { status: 404 });
      return reply.type('text/plain; charset=utf-8').send(answer);
    },
  });
}

function same(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The fields of a push: from the query, a form, or the text fields of a JSON object. */
function formOf(request: FastifyRequest): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries((request.query ?? {}) as Record<string, unknown>))
    fields[key] = String(value);
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  if (/^\s*[{[]/.test(body)) {
    try {
      for (const [key, value] of Object.entries(JSON.parse(body) as Record<string, unknown>))
        fields[key] = typeof value === 'string' ? value : JSON.stringify(value);
    } catch {
      throw new Problem('bodyNotJson');
    }
  } else for (const [key, value] of new URLSearchParams(body)) fields[key] = value;
  return fields;
}
