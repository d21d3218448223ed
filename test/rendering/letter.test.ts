import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { expect, test } from 'vitest';
import { readReceipt, readReceipts } from '../../src/formats/index.ts';
import { qrText } from '../../src/receipt/qr.ts';
import type { Receipt } from '../../src/receipt/receipt.ts';
import { renderLetter, renderPage, renderQr, renderText } from '../../src/rendering/index.ts';
import { layoutReceipt } from '../../src/rendering/layout.ts';
import { anyReceipt } from '../receipt/arbitrary.ts';

const sample = (name: string): Receipt => readReceipt(readFileSync(`samples/${name}.json`)).receipt;
const real = '../shared/data/receipts';

function readBack(png: Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), 'kvitok-qr-')), 'qr.png');
  writeFileSync(file, png);
  return execFileSync('zbarimg', ['-q', '--raw', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

test('the QR of the letter, read by another program, is the text of the receipt', async () => {
  for (const name of ['1-grocery', '2-return', '6-long']) {
    const receipt = sample(name);
    const { inline, html } = await renderLetter(receipt);
    expect(inline).toHaveLength(1);
    expect(html).toContain(`src="cid:${inline[0]?.name}"`);
    expect(readBack(inline[0]?.bytes ?? new Uint8Array())).toBe(qrText(receipt));
    expect(readBack(renderQr(receipt))).toBe(qrText(receipt));
  }
});

test('without the QR there is none in any part', async () => {
  const receipt = sample('1-grocery');
  const letter = await renderLetter(receipt, { withoutQr: true });
  expect(letter.inline).toEqual([]);
  for (const part of [
    letter.html,
    letter.text,
    renderPage(receipt, { withoutQr: true }),
    renderText(receipt, { withoutQr: true }),
  ]) {
    expect(part).not.toMatch(/QR|cid:|&fp=|fn=/);
  }
});

test('a letter holds nothing that mail programs refuse: no data: or SVG pictures, no scripts, one column', async () => {
  const { html } = await renderLetter(sample('3-internet-shop'));
  expect(html).not.toMatch(/data:|<svg|<script|<link|display:\s*(flex|grid)|javascript:/i);
  expect(html).toContain('max-width:600px');
  for (const image of parse(html).querySelectorAll('img')) expect(image.getAttribute('alt')).toMatch(/QR-код чека/);
});

test('every requisite of the printed form stands in HTML and text alike', async () => {
  for (const name of ['1-grocery', '2-return', '3-internet-shop', '4-cafe', '5-correction']) {
    const receipt = sample(name);
    const { html, text } = await renderLetter(receipt, { contact: 'buyer@example.ru' });
    const seen = parse(html).textContent.replace(/\s+/g, '');
    const layout = layoutReceipt(receipt, { contact: 'buyer@example.ru' });
    const values = [layout.headline, layout.kind, ...layout.seller, layout.total.value];
    for (const line of [...layout.head, ...layout.payments, ...layout.vat, ...layout.details, ...layout.fiscal])
      values.push(line.value);
    for (const item of layout.items) values.push(item.name, item.sum, ...item.notes);
    for (const value of values) {
      expect(decoded(seen), value).toContain(value.replace(/\s+/g, ''));
      expect(text.replace(/\s+/g, ''), value).toContain(value.replace(/\s+/g, ''));
    }
  }
});

test('a return and a correction are named so that nobody takes them for a sale', () => {
  expect(layoutReceipt(sample('2-return'))).toMatchObject({ kind: 'ВОЗВРАТ ПРИХОДА', unusual: true });
  expect(layoutReceipt(sample('5-correction'))).toMatchObject({ headline: 'КАССОВЫЙ ЧЕК КОРРЕКЦИИ', unusual: true });
  expect(layoutReceipt(sample('1-grocery'))).toMatchObject({ kind: 'ПРИХОД', unusual: false });
});

test('a receipt without its fiscal data says so instead of showing a wrong QR', async () => {
  const { fiscalDriveNumber: _fn, fiscalSign: _fp, ...rest } = sample('1-grocery');
  const { html, text, inline } = await renderLetter(rest);
  expect(inline).toEqual([]);
  expect(html).toContain('QR-кода нет');
  expect(`${html}${text}`).not.toContain('undefined');
});

test('codes nobody knows are shown by their numbers', () => {
  const receipt = sample('1-grocery');
  const [first] = receipt.items;
  if (!first) throw new Error('the sample has no items');
  const odd: Receipt = {
    ...receipt,
    form: 77,
    calculationType: 9,
    taxationSystem: 512,
    items: [{ ...first, vatRate: 99, paymentMethod: 88, paymentSubject: 777, measure: 66 }],
  };
  const text = renderText(odd);
  for (const code of ['77', '9', '512', '99', '88', '777', '66']) expect(text).toContain(code);
});

const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</td></tr></table>',
    '\r\nBcc: all@example.ru',
    '{{7*7}}',
    '&lt;b&gt;',
    "' onmouseover='",
    '<!--',
    ']]>',
    '\u202eПОВОРОТ',
    '\u0000\u0007',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('no name can bring in an element, an attribute or a line of its own', () => {
  const shape = (html: string) =>
    parse(html, { comment: true })
      .querySelectorAll('*')
      .map((element) => `${element.tagName}${Object.keys(element.attributes).sort().join()}`);
  const plain = sample('3-internet-shop');
  fc.assert(
    fc.property(hostile, (name) => {
      const named = (value: string): Receipt => ({
        ...plain,
        seller: { ...plain.seller, name: `А${value}` },
        cashier: { name: `А${value}` },
        items: plain.items.map((item) => ({ ...item, name: `А${value}` })),
        userRequisites: [{ name: `А${value}`, value: `А${value}` }],
      });
      expect(shape(renderPage(named(name), { contact: `А${name}`, qrUrl: 'q.png' }))).toEqual(
        shape(renderPage(named(''), { contact: 'А', qrUrl: 'q.png' })),
      );
      expect(renderText(named(name))).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    }),
    { numRuns: 300 },
  );
});

test('any receipt the model can hold is drawn', () => {
  fc.assert(
    fc.property(anyReceipt(), (receipt) => {
      const text = renderText(receipt);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      for (const line of text.split('\n').filter((one) => !one.startsWith('t=')))
        expect([...line].length).toBeLessThanOrEqual(42);
      expect(renderPage(receipt, { qrUrl: 'q.png' })).not.toMatch(/undefined|NaN|\[object/);
    }),
    { numRuns: 300 },
  );
});

test.skipIf(!existsSync(real))('every real receipt is drawn, and every name of its goods is in both forms', () => {
  for (const file of readdirSync(real).filter((name) => name.endsWith('.json'))) {
    for (const { receipt, contact } of readReceipts(readFileSync(join(real, file)))) {
      const options = contact === undefined ? {} : { contact };
      const [text, html] = [
        renderText(receipt, options),
        decoded(parse(renderPage(receipt, { ...options, qrUrl: 'q.png' })).textContent),
      ];
      for (const item of receipt.items) {
        const name = (item.name ?? '').replace(/\s+/g, '');
        expect(text.replace(/\s+/g, ''), file).toContain(name);
        expect(html.replace(/\s+/g, ''), file).toContain(name);
      }
    }
  }
});

test('the subject is a template and stays one line', async () => {
  const receipt = sample('1-grocery');
  expect((await renderLetter(receipt)).subject).toBe('Чек о покупке');
  expect((await renderLetter(receipt, { subject: 'Чек {{ фд }} на {{ сумма }}' })).subject).toBe(
    `Чек ${receipt.fiscalDocumentNumber} на 1092.64`,
  );
  const named = { ...receipt, seller: { ...receipt.seller, settlementPlace: 'Лавка\r\nBcc: all@example.ru' } };
  expect((await renderLetter(named, { subject: '{{ магазин }}' })).subject).not.toMatch(/[\r\n]/);
  await expect(renderLetter(receipt, { subject: '{{ сума }}' })).rejects.toMatchObject({
    code: 'templateVariableNear',
    params: { nearest: 'сумма' },
  });
  await expect(renderLetter(receipt, { subject: '{% include "package.json" %}' })).rejects.toMatchObject({
    code: 'templateTag',
  });
});

const decoded = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
