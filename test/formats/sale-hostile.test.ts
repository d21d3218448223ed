import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSale } from '../../src/formats/index.ts';
import { Problem } from '../../src/texts/problem.ts';

const folder = join(import.meta.dirname, '../fixtures/sales');
const good = readFileSync(join(folder, '1c-4.xml'), 'utf8');
const bytes = (text: string) => new TextEncoder().encode(text);

function problem(input: string | Uint8Array): Problem {
  try {
    readSale(typeof input === 'string' ? bytes(input) : input);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`).join('')}]><CheckPackage><Parameters CashierName="&lol9;"/></CheckPackage>`;

describe('hostile XML ends in one clear Problem', () => {
  test.each([
    ['billion laughs', laughs, 'xmlWithDoctype'],
    [
      'external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><CheckPackage a="&x;"/>',
      'xmlWithDoctype',
    ],
    ['external DTD', '<!doctype CheckPackage SYSTEM "http://127.0.0.1/x.dtd"><CheckPackage/>', 'xmlWithDoctype'],
    [
      'parameter entity',
      '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><CheckPackage/>',
      'xmlWithDoctype',
    ],
    ['unknown entity', '<CheckPackage><Parameters CashierName="&x;"/></CheckPackage>', 'xmlEntityUnknown'],
    ['bare ampersand', '<CheckPackage><Parameters CashierName="A & B"/></CheckPackage>', 'xmlEntityUnknown'],
    [
      'entity number out of Unicode',
      '<CheckPackage><Parameters CashierName="&#x110000;"/></CheckPackage>',
      'xmlEntityUnknown',
    ],
    ['deep nesting', `<CheckPackage>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</CheckPackage>`, 'xmlMalformed'],
    ['unclosed', '<CheckPackage><Parameters>', 'xmlMalformed'],
    ['crossed', '<CheckPackage><a></CheckPackage></a>', 'xmlMalformed'],
    ['attribute without quotes', '<CheckPackage a=1/>', 'xmlMalformed'],
    ['attribute twice', '<CheckPackage a="1" a="2"/>', 'xmlMalformed'],
    ['two roots', '<CheckPackage/><CheckPackage/>', 'xmlMalformed'],
    ['prototype', '<CheckPackage><__proto__ a="1"/></CheckPackage>', 'xmlMalformed'],
    ['prototype attribute', '<CheckPackage __proto__="1"/>', 'xmlMalformed'],
    ['another root', '<Document/>', 'saleFormatUnknown'],
    ['only a declaration', '<?xml version="1.0"?>', 'xmlMalformed'],
    ['only a bracket', '<', 'xmlMalformed'],
  ])('%s', (_name, xml, code) => {
    const found = problem(xml);
    expect([found.code, found.status]).toEqual([code, 400]);
    for (const language of ['ru', 'en'] as const) expect(found.tell(language)).toMatch(/^[^\n{}]+\.$/);
  });

  test('nothing of a huge document is expanded or waited for', () => {
    const started = process.cpuUsage().user;
    problem(laughs);
    problem(`<CheckPackage ${Array.from({ length: 50_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`);
    problem(`<CheckPackage><Positions>${'<FiscalString/>'.repeat(60_000)}</Positions></CheckPackage>`);
    expect((process.cpuUsage().user - started) / 1_000).toBeLessThan(5_000);
  });

  test('any damage to a document ends in a Problem or a sale', () => {
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(20), fc.string({ maxLength: 6 }), (at, cut, put) => {
        try {
          readSale(bytes(good.slice(0, at) + put + good.slice(at + cut)));
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('hostile JSON ends in one clear Problem', () => {
  // After the cases of the JSON parsing test suite (structures that must be refused).
  test.each(['', ' '])('%j', (text) => expect(problem(text).code).toBe('inputEmpty'));

  test.each([
    '[1,]',
    '[,1]',
    '{"a"}',
    '{"a":}',
    '{a:1}',
    "{'a':1}",
    '{"a":1}}',
    '{"a":1,"b"',
    '["\\u00"]',
    '["\\x00"]',
    '["\t"]',
    '[.5]',
    '[5.]',
    '[+1]',
    '[0x1]',
    '[1e]',
    '[Infinity]',
    '[NaN]',
    '[True]',
    'nul',
    '/* */{}',
    '{"a":1}//',
    '\u2060[]',
  ])('%s', (text) => expect(problem(text).code).toBe('jsonMalformed'));

  test.each(['null', '1', '"a"', '[]', '{}', 'true', '{"Command":"OpenShift"}'])('%s is no sale', (text) =>
    expect(problem(text).code).toBe('saleFormatUnknown'),
  );

  test('deep nesting is refused before it is parsed', () => {
    expect(problem('['.repeat(500_000)).code).toBe('bodyTooDeep');
    expect(problem('{"a":'.repeat(500_000)).code).toBe('bodyTooDeep');
  });

  test('bytes that are no text', () => {
    expect(problem(Uint8Array.of(0xff, 0xfe, 0x7b, 0x00)).code).toBe('textNotUtf8');
    expect(problem(Uint8Array.of(0x7b, 0x22, 0xc3, 0x28)).code).toBe('textNotUtf8');
  });

  test('any damage to a document ends in a Problem or a sale', () => {
    for (const name of ['atol-sell.json', 'kkmserver-check.json']) {
      const text = readFileSync(join(folder, name), 'utf8');
      const damaged = fc.tuple(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 6 }));
      fc.assert(
        fc.property(damaged, ([at, cut, put]) => {
          try {
            readSale(bytes(text.slice(0, at) + put + text.slice(at + cut)));
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
          }
        }),
        { numRuns: 1_000 },
      );
    }
  });

  test('any value in any field ends in a Problem or a sale', () => {
    const task = JSON.parse(readFileSync(join(folder, 'atol-sell.json'), 'utf8')).request[0] as Record<string, unknown>;
    const check = JSON.parse(readFileSync(join(folder, 'kkmserver-check.json'), 'utf8')) as Record<string, unknown>;
    fc.assert(
      fc.property(fc.constantFrom(task, check), fc.nat(100), fc.jsonValue(), (document, index, value) => {
        const keys = Object.keys(document);
        const key = keys[index % keys.length] ?? '';
        try {
          readSale(bytes(JSON.stringify({ ...document, [key]: value })));
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
