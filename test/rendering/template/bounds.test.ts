import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTemplate, exampleReceipt, renderTemplate, templateVariables } from '../../../src/rendering/index.ts';
import { Problem } from '../../../src/texts/problem.ts';

const variables = templateVariables(exampleReceipt);
const values = Object.values(variables);

/** Far above what any template takes here, far below what a person would wait for. */
const BOUND_MS = 1_000;

const filled = (source: string): string | Problem => {
  try {
    return renderTemplate(source, variables);
  } catch (problem) {
    if (problem instanceof Problem) return problem;
    throw problem;
  }
};

const word = fc.constantFrom(
  ...Object.keys(variables),
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'hasOwnProperty',
  'process',
  'global',
  'сумма.constructor',
  'сумма["__proto__"]',
  'сумма.size',
  'сумма[0]',
  '"текст"',
  "'x'",
  '(1..99999999)',
  '1e9',
  'nil',
  '',
  'x'.repeat(400),
);
const filter = fc.constantFrom(
  'append',
  'prepend',
  'replace',
  'latin',
  'upcase',
  'slice',
  'truncate',
  'default',
  'date',
  'where_exp',
  'map',
  'join',
  'json',
  'inspect',
  'raw',
  'split',
  'times',
);
const call = fc.tuple(filter, fc.array(word, { maxLength: 3 })).map(([name, given]) => `${name}: ${given.join(', ')}`);
const placeholder = fc
  .tuple(word, fc.array(call, { maxLength: 12 }))
  .map(([name, calls]) => `{{ ${[name, ...calls].join(' | ')} }}`);
const tag = fc.constantFrom(
  '{% for i in (1..100000000) %}a{% endfor %}',
  '{% include "package.json" %}',
  '{% render "/etc/passwd" %}',
  '{% layout "x" %}',
  '{% assign x = сумма %}{{ x }}',
  '{%- liquid echo сумма -%}',
  '{% raw %}{{ x }}{% endraw %}',
  '{% tablerow i in (1..9) %}{% endtablerow %}',
);
const anyTemplate = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: placeholder },
      tag,
      fc.string({ maxLength: 40 }),
      fc.constantFrom('{{', '}}', '{%'),
    ),
    {
      maxLength: 20,
    },
  )
  .map((pieces) => pieces.join(''));

test('whatever is written, a template ends in time, within 4,000 characters or in a Problem', () => {
  fc.assert(
    fc.property(anyTemplate, (source) => {
      const start = performance.now();
      const result = filled(source);
      checkTemplate(source);
      expect(performance.now() - start).toBeLessThan(BOUND_MS);
      if (typeof result === 'string') {
        expect(result.length).toBeLessThanOrEqual(4_000);
        expect(result).not.toMatch(/native code|\[object|function|undefined/);
      }
    }),
    { numRuns: 1_000 },
  );
});

const doubling = (times: number, piece: string) => `{{ сумма${` | replace: "", "${piece}"`.repeat(times)} }}`;
const bombs: [string, string][] = [
  ['doubling', doubling(60, 'xxxxxxxx')],
  ['a chain of filters', `{{ сумма${' | append: адрес'.repeat(120)} }}`],
  ['a range', '{{ (1..99999999) }}'],
  ['a long word', 'я'.repeat(2_000)],
  ['a long word of hyphens', 'a-'.repeat(1_000)],
  ['a long address', `${'a.'.repeat(990)}рф`],
  ['braces', '{{'.repeat(1_000)],
  ['quotes', `{{ ${'"'.repeat(1_900)} }}`],
  ['brackets', `{{ сумма${'[сумма'.repeat(300)} }}`],
  ['too long', 'a'.repeat(1_000_000)],
];
test.each(bombs)('%s costs no time', (_name, source) => {
  const start = performance.now();
  filled(source);
  checkTemplate(source);
  expect(performance.now() - start).toBeLessThan(BOUND_MS);
});

test('nothing but the variables can be read', () => {
  for (const name of [
    'constructor',
    '__proto__',
    'toString',
    'valueOf',
    'process',
    'globalThis',
    'require',
    'now',
    'today',
    'forloop',
    'сумма.constructor',
    'сумма.__proto__',
    'сумма["constructor"]',
    'сумма.length',
    'сумма.size',
    'сумма | append: constructor',
    'сумма | replace: "1", process.env',
    '"x".constructor',
  ])
    expect(filled(`{{ ${name} }}`), name).toBeInstanceOf(Problem);
  for (const one of [
    '"now" | date: "%Y"',
    'сумма | json',
    'сумма | where_exp: "x", "x"',
    'сумма | split: "" | map: "x"',
    'сумма | sha256',
  ])
    expect(filled(`{{ ${one} }}`), one).toMatchObject({ code: expect.stringMatching(/^templateFilter/) as string });
  expect(filled('{% include "package.json" %}')).toMatchObject({ code: 'templateTag' });
});

test('what is filled in comes from the template and its variables alone', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(variables)), { maxLength: 10 }), (names) => {
      expect(filled(names.map((name) => `<{{ ${name} }}>`).join(''))).toBe(
        names.map((name) => `<${variables[name]}>`).join(''),
      );
    }),
  );
  expect(values).not.toContain(undefined);
});

test('what the receipt says is never read as a template', () => {
  const receipt = { ...exampleReceipt, seller: { settlementPlace: '{{ фн }}{% for %}' } };
  expect(renderTemplate('{{ магазин }}', templateVariables(receipt))).toBe('{{ фн }}{% for %}');
});
