import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { App, Demo } from '../../app.ts';
import type { Letter } from '../../demo/mailbox.ts';
import { Problem } from '../../texts/problem.ts';
import type { LetterContentView } from '../api.ts';

const params = Type.Object({ id: Type.String() });
const partParams = Type.Object({ id: Type.String(), number: Type.String({ pattern: '^\\d{1,3}$' }) });

/** What the demo adds: sample receipts and the built-in mailbox. A letter's HTML is shown sandboxed, with no scripts and nothing loaded from outside. */
export function demoRoutes(scope: FastifyInstance, _app: App, demo: Demo): void {
  const hidden = { hide: true };
  const open = async (id: string): Promise<Letter> => {
    const letter = await demo.mailbox.read(id);
    if (!letter) throw new Problem('notFound', { status: 404 });
    return letter;
  };

  scope.get('/demo/samples', { schema: hidden }, async () => demo.samples);
  scope.get('/demo/letters', { schema: hidden }, async () => demo.mailbox.list());

  scope.get('/demo/letters/:id', { schema: { ...hidden, params } }, async (request): Promise<LetterContentView> => {
    const { id } = request.params as { id: string };
    const { html, inline: _inline, files, ...letter } = await open(id);
    return {
      ...letter,
      hasHtml: html !== undefined,
      files: files.map(({ name, contentType, size }, number) => ({
        name,
        contentType,
        size,
        url: `/api/v1/demo/letters/${id}/files/${number}`,
      })),
    };
  });

  scope.get('/demo/letters/:id/body.html', { schema: { ...hidden, params } }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const { html = '', inline } = await open(id);
    const shown = html.replace(/cid:([^"'\s)]+)/g, (whole, cid: string) => {
      const number = inline.findIndex((part) => part.cid === cid);
      return number < 0 ? whole : `/api/v1/demo/letters/${id}/inline/${number}`;
    });
    return reply
      .header(
        'content-security-policy',
        // No script runs in the letter; it keeps its origin, without which it could not load its own pictures.
        "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      )
      .type('text/html; charset=utf-8')
      .send(shown);
  });

  for (const kind of ['files', 'inline'] as const)
    scope.get(
      `/demo/letters/:id/${kind}/:number`,
      { schema: { ...hidden, params: partParams } },
      async (request, reply) => {
        const { id, number } = request.params as { id: string; number: string };
        const part = (await open(id))[kind][Number(number)];
        if (!part) throw new Problem('notFound', { status: 404 });
        return sendPart(reply, part);
      },
    );
}

function sendPart(reply: FastifyReply, part: { name: string; contentType: string; bytes: Uint8Array }): FastifyReply {
  const shown = part.contentType === 'application/pdf' || part.contentType === 'image/png';
  return reply
    .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(part.name)}`)
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf; frame-ancestors 'self'",
    )
    .type(shown ? part.contentType : 'application/octet-stream')
    .send(Buffer.from(part.bytes));
}
