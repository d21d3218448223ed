import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { closePdfPool } from '../../../src/rendering/index.ts';
import { anyReceipt, anyText } from '../../receipt/arbitrary.ts';
import { print, run, squeezed, withNames } from './tools.ts';

afterAll(closePdfPool);

/** Without what nobody sees; pdftotext gives letters composed. */
const visible = (text: string) => squeezed(text.normalize('NFC').replace(/\p{Cf}|\p{Variation_Selector}/gu, ''));

test('names outside the small fonts are printed from the fuller one, embedded too', async () => {
  const names = ['Ωmega ∑ ♥ Ĝis ŝaŭ', 'Қазақша ұғым ₸', 'Цена 100 ₽ № 5 «а» — б… ≤ 3 × 4 ≥ 2 • ✓', 'Ёлка Й и\u0306'];
  const { file, text } = await print(withNames(names));
  run('qpdf', '--check', file);
  for (const name of names) expect(visible(text)).toContain(visible(name));
  const fonts = run('pdffonts', file);
  expect(fonts).toMatch(/DejaVuSans +CID TrueType +Identity-H +yes yes yes/);
});

test('a sign that no font has is drawn as a box and copied as itself', async () => {
  const { file, text } = await print(withNames(['Смайл 😀 и 漢字', '(\u{e000}) \\ 🧾']));
  run('qpdf', '--check', file);
  expect(squeezed(text)).toContain('1.Смайл😀и漢字1шт.');
  expect(squeezed(text)).toContain('2.(\u{e000})\\🧾1шт.');
});

test('a word longer than the line goes on on the next, and none of it is lost or beyond the margin', async () => {
  const words = ['Слово', 'W'.repeat(400), 'оченьдлинное'.repeat(20), 'конец'];
  const { file, text } = await print(withNames([words.join(' ')]));
  expect(squeezed(text)).toContain(`1.${words.join('')}`);
  const boxes = [...run('pdftotext', '-bbox', file, '-').matchAll(/xMin="([\d.]+)".* xMax="([\d.]+)"/g)];
  expect(boxes.length).toBeGreaterThan(10);
  for (const [, left, right] of boxes) {
    expect(Number(left)).toBeGreaterThan(11);
    expect(Number(right)).toBeLessThan(216);
  }
});

test('no sum is broken over lines, however long', async () => {
  const receipt = withNames(['Яхта']);
  const huge = 281_474_976_710_655 as typeof receipt.total;
  const items = receipt.items.map((item) => ({
    ...item,
    price: huge,
    sum: huge,
    quantity: '1' as typeof item.quantity,
  }));
  const { text } = await print({ ...receipt, items, total: huge, payments: { cashless: huge } });
  expect(text.match(/2814749767106\.55/g)).toHaveLength(4);
});

test("a register's QR text that fits no QR is said to be missing, and the rest is printed", async () => {
  const { file, text } = await print({ ...withNames(['Хлеб']), qr: '漢'.repeat(1000) });
  run('qpdf', '--check', file);
  expect(text).toContain('QR-кода нет');
});

// pdftotext turns the words of scripts written from the right; those are tried by qpdf alone.
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

test('any text of goods comes back word for word and in order, and changes nothing else in the file', async () => {
  const hostile = fc.constantFrom(
    ') Tj ET Q /JS (app.alert(1)) ',
    'endstream endobj',
    '%%EOF',
    '<</S/JavaScript>>',
    '\\',
  );
  const names = fc.array(fc.oneof({ weight: 4, arbitrary: anyText() }, hostile), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(names, async (goods) => {
      const readable = goods.filter((name) => visible(name) !== '' && !FROM_THE_RIGHT.test(name));
      const { file, text } = await print(withNames(readable));
      run('qpdf', '--check', file);
      const end = '1шт.×54.5054.50НДС10%:4.95·ПОЛНЫЙРАСЧЕТ·ТОВАР';
      const expected = readable.map((name, index) => `${index + 1}.${visible(name)}${end}`).join('');
      expect(visible(text)).toContain(expected);
      expect(run('pdfinfo', file)).toMatch(/JavaScript:\s+no/);
    }),
    { numRuns: 40 },
  );
});

test('any receipt becomes a sound file', async () => {
  await fc.assert(
    fc.asyncProperty(anyReceipt({ maxItems: 6 }), fc.option(anyText()), async (receipt, contact) => {
      const { file } = await print(receipt, contact === null ? {} : { contact });
      run('qpdf', '--check', file);
      expect(run('pdfinfo', file)).toMatch(/JavaScript:\s+no/);
    }),
    { numRuns: 60 },
  );
});
