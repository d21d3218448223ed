import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { caniemail } from 'caniemail';
import { expect, test } from 'vitest';
import { composeLetter } from '../../src/channels/email/index.ts';
import { readReceipt } from '../../src/formats/index.ts';
import { type RenderedLetter, renderLetter } from '../../src/rendering/index.ts';
import { text } from '../../src/texts/index.ts';

const samples = readdirSync('samples')
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, receipt: readReceipt(readFileSync(`samples/${name}`)).receipt }));
const kinds = { 'in the body': {}, 'as PDF': { asPdf: true }, 'without QR': { withoutQr: true } };

/** What a letter does without where it is missing: it only makes it better. */
const MAY_MISS = [
  '@media', // the dark colours
  '<style> element',
  'color-scheme meta tag',
  'role attribute', // a table for layout is then read as one
  'word-break', // a word longer than the line then widens it
  '<body> element', // its style only takes the margin away
];

test.each(Object.entries(kinds))(
  'a letter %s has nothing that Gmail, Mail.ru, Outlook or Apple Mail leave out',
  async (_, kind) => {
    for (const { name, receipt } of samples) {
      const { html } = await renderLetter(receipt, kind);
      const { issues } = caniemail({ clients: ['gmail.*', 'mail-ru.*', 'outlook.*', 'apple-mail.*'], html });
      const missing = new Set([...issues.errors.values()].flat().map(({ title }) => title.trim()));
      expect(missing.size, name).toBeGreaterThan(0);
      expect(
        [...missing].filter((title) => !MAY_MISS.includes(title)),
        name,
      ).toEqual([]);
    }
  },
);

const HIGHEST_SCORE = 1;

test.each([
  ...samples
    .slice(0, 3)
    .flatMap(({ name, receipt }) =>
      Object.entries(kinds).map(
        ([kind, options]) => [`${name} ${kind}`, () => renderLetter(receipt, options)] as const,
      ),
    ),
  [
    'of «Проверить»',
    () => ({ subject: text('ru', 'check.letter.subject'), text: text('ru', 'check.letter.text') }),
  ] as const,
])(
  'a spam filter has next to nothing against the letter %s',
  async (_, make: () => Promise<RenderedLetter> | Pick<RenderedLetter, 'subject' | 'text'>) => {
    const letter = composeLetter(
      { login: 'shop@example.ru', senderName: 'Магазин «Пример»' },
      { id: '01a20cbd-e2a0-7eb4-ba9e-33cc1ac27afb', date: Date.now(), to: 'buyer@example.ru', ...(await make()) },
    );
    const said = execFileSync('spamassassin', ['--local', '--test-mode'], { input: letter, encoding: 'utf8' });
    const [, score] = /^X-Spam-Status: \w+, score=(-?[\d.]+)/m.exec(said) ?? [];
    expect(Number(score), said).toBeLessThanOrEqual(HIGHEST_SCORE);
  },
);
