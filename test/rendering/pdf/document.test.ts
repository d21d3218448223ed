import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, expect, test } from 'vitest';
import { qrText } from '../../../src/receipt/qr.ts';
import { closePdfPool, renderPdf } from '../../../src/rendering/index.ts';
import { print, run, sample, squeezed, withNames } from './tools.ts';

const POINTS_PER_MM = 72 / 25.4;

afterAll(closePdfPool);

test('another program finds a sound, tagged file of 80 mm with its title, language and every font embedded', async () => {
  const { file, bytes } = await print(sample('1-grocery'));
  expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors');
  const info = run('pdfinfo', file);
  expect(info).toMatch(/Title:\s+КАССОВЫЙ ЧЕК · ФД 1204 · 1\s092,64\s₽/);
  expect(info).toMatch(/Tagged:\s+yes/);
  expect(info).toMatch(/Pages:\s+1\n/);
  expect(Number(/Page size:\s+([\d.]+) x/.exec(info)?.[1]) / POINTS_PER_MM).toBeCloseTo(80, 1);
  expect(run('pdfinfo', '-struct', file)).toMatch(/Document\n\s+P \(block\)\n\s+H1/);
  expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Lang \(ru-RU\)/);
  const fonts = run('pdffonts', file).split('\n').slice(2).filter(Boolean);
  expect(fonts).toHaveLength(2);
  for (const font of fonts) expect(font).toMatch(/KvitokSans-\w+ +CID TrueType +Identity-H +yes yes yes/);
});

test('it says that it is PDF/A-2a, in well-formed metadata that agree with its title and moment', async () => {
  const receipt = sample('1-grocery');
  const { bytes, file } = await print({ ...receipt, seller: { ...receipt.seller, name: 'ООО "A & B" <C>' } });
  const xmp = /<\?xpacket begin[\s\S]*<\?xpacket end="w"\?>/.exec(Buffer.from(bytes).toString('utf8'))?.[0] ?? '';
  expect(XMLValidator.validate(xmp)).toBe(true);
  const descriptions = new XMLParser({ parseTagValue: false }).parse(xmp)['x:xmpmeta']['rdf:RDF']['rdf:Description'];
  const said = Object.assign({}, ...descriptions);
  expect(said['pdfaid:part']).toBe('2');
  expect(said['pdfaid:conformance']).toBe('A');
  expect(said['dc:title']['rdf:Alt']['rdf:li']).toContain('КАССОВЫЙ ЧЕК');
  expect(said['xmp:CreateDate']).toBe('2026-11-20T12:14:00Z');
  expect(run('pdfinfo', '-rawdates', file)).toMatch(/CreationDate:\s+D:20261120121400Z/);
  expect(Buffer.from(bytes).toString('latin1')).toContain('/GTS_PDFA1');
});

test('a return and a correction say so in their first heading', async () => {
  expect((await print(sample('2-return'))).text).toMatch(/КАССОВЫЙ ЧЕК\nВОЗВРАТ ПРИХОДА/);
  expect((await print(sample('5-correction'))).text).toMatch(/КАССОВЫЙ ЧЕК КОРРЕКЦИИ\nПРИХОД/);
});

test.each(['1-grocery', '2-return', '3-internet-shop', '6-long'])(
  'the QR of the page at 150 dpi, read by another program, is the text of the receipt (%s)',
  async (name) => {
    const receipt = sample(name);
    const { file } = await print(receipt);
    const last = /Pages:\s+(\d+)/.exec(run('pdfinfo', file))?.[1] ?? '';
    run('pdftoppm', '-r', '150', '-f', last, '-l', last, '-png', '-singlefile', file, `${file}-page`);
    expect(run('zbarimg', '-q', '--raw', `${file}-page.png`).trim()).toBe(qrText(receipt));
  },
);

test('without the QR there is no figure', async () => {
  const { file } = await print(sample('1-grocery'), { withoutQr: true });
  expect(run('pdfinfo', '-struct', file)).not.toContain('Figure');
});

test('the contact is printed where it is given', async () => {
  const receipt = sample('1-grocery');
  expect((await print(receipt, { contact: 'buyer@shop.example' })).text).toMatch(/ПОКУПАТЕЛЯ buyer@shop\.example/);
  expect((await print(receipt)).text).not.toContain('buyer@shop.example');
});

test.each([1, 5, 60, 500])('%i items: sound, every name whole and in order, the sums there', async (count) => {
  const names = Array.from({ length: count }, (_, i) => `Товар номер ${i + 1} с довольно длинным названием (перенос)`);
  const { file, text } = await print(withNames(names));
  run('qpdf', '--check', file);
  const items = names.map((name, index) => squeezed(`${index + 1}. ${name} 1 шт. × 54.50 54.50`));
  const seen = squeezed(text)
    .replace(/НДС10%:4\.95·ПОЛНЫЙРАСЧЕТ·ТОВАР/g, '')
    .replaceAll('\f', '');
  expect(seen).toContain(items.join(''));
  expect(seen).toContain('ИТОГО1092.64');
});

test('a receipt too long for one page goes on on the next, each 80 mm wide and within the limit of 14,400 points', async () => {
  const { file } = await print(withNames(Array.from({ length: 1000 }, () => 'Слово '.repeat(60))));
  const info = run('pdfinfo', '-l', '-1', file);
  const sizes = [...info.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)].map(([, width, height]) => [width, height]);
  expect(sizes.length).toBeGreaterThan(3);
  for (const [width, height] of sizes) {
    expect(Number(width) / POINTS_PER_MM).toBeCloseTo(80, 1);
    expect(Number(height)).toBeLessThan(14_400);
  }
  run('qpdf', '--check', file);
});

test('one item of thousands of lines loses none of them', async () => {
  const receipt = withNames(['Товар']);
  const words = Array.from({ length: 100 }, (_, i) => `Р${i}`);
  const industryRequisites = words.map((word) => ({ value: `${word} ${'длинное '.repeat(240)}` }));
  const { text, file } = await print({ ...receipt, items: receipt.items.map((i) => ({ ...i, industryRequisites })) });
  run('qpdf', '--check', file);
  expect([...text.matchAll(/Р\d+(?= )/g)].map(String)).toEqual(words);
  expect(text.match(/длинное/g)).toHaveLength(100 * 240);
});

test('the same receipt gives the same bytes, another gives others', async () => {
  const receipt = sample('3-internet-shop');
  const drawn = await Promise.all([receipt, structuredClone(receipt), receipt].map((one) => renderPdf(one)));
  expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString('latin1'))).size).toBe(1);
  const other = await renderPdf({ ...receipt, fiscalSign: '1' });
  expect(Buffer.compare(other, drawn[0] ?? other)).not.toBe(0);
});
