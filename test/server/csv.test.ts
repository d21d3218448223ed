import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/server/csv.ts';

/** Fields of one line by RFC 4180. */
function fieldsOf(line: string, separator: string): string[] {
  const fields: string[] = [];
  let at = 0;
  const body = line.slice(0, -2);
  while (at <= body.length) {
    if (body[at] === '"') {
      let value = '';
      at++;
      while (!(body[at] === '"' && body[at + 1] !== '"')) {
        if (body[at] === '"') at++;
        value += body[at++];
      }
      fields.push(value);
      at += 2;
    } else {
      const end = body.indexOf(separator, at);
      fields.push(body.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? body.length + 1 : end + 1;
    }
  }
  return fields;
}

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '＝', '＠', '"=', ';=', '\u00a0+'), fc.string())
    .map(([start, rest]) => start + rest),
);

test('any field comes back as it was, and none begins what a spreadsheet runs', () => {
  fc.assert(
    fc.property(
      fc.array(hostile, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(';' as const, ',' as const),
      (fields, separator) => {
        const line = csvLine(fields, separator);
        expect(line.endsWith('\r\n')).toBe(true);
        const read = fieldsOf(line, separator);
        expect(read.map((field) => field.replace(/^'/, ''))).toEqual(fields.map((field) => field.replace(/^'/, '')));
        for (const field of read) expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a formula, a quote and a separator are written as people expect them', () => {
  expect(csvLine(['=1+1', 'a"b', 'c;d', '1240,50'], ';')).toBe(`'=1+1;"a""b";"c;d";"1240,50"\r\n`);
});
