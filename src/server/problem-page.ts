import type { FastifyRequest } from 'fastify';
import { html } from '../rendering/html/html.ts';
import { type Language, text } from '../texts/index.ts';
import type { Problem } from '../texts/problem.ts';

/** Whether a person who follows a link asks: they are to see a page, not what programs read. */
export function wantsPage({ method, url, headers: { accept = '' } }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api/') && accept.includes('text/html');
}

/** A page with the problem's sentence and the way to the start. */
export function problemPage(problem: Problem, language: Language): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${text(language, 'desk.name')}</title>
<style>body { max-width: 36rem; margin: 15vh auto 0; padding: 0 1rem; font: 1.125rem/1.5 system-ui, sans-serif }</style>
</head>
<body>
<main>
<h1>${text(language, 'desk.name')}</h1>
<p>${problem.tell(language)}</p>
<p><a href="/">${text(language, 'desk.toStart')}</a></p>
</main>
</body>
</html>
`.text;
}
