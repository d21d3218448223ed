import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { expect, test } from 'vitest';

const folder = 'assets/fonts';
const open = (file: string) => create(readFileSync(`${folder}/${file}`)) as Font;
const weights = ['KvitokSans-Regular.ttf', 'KvitokSans-Bold.ttf'];

const listed = readFileSync(`${folder}/characters.txt`, 'utf8')
  .split('\n')
  .filter((line) => /^[0-9A-F]/.test(line))
  .flatMap((line) => {
    const [, first = '', last = first] = /^([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?(?: |$)/.exec(line) ?? [];
    const from = Number.parseInt(first, 16);
    return Array.from({ length: Number.parseInt(last, 16) - from + 1 }, (_, index) => from + index);
  });

test.each(weights)('%s has the listed characters and no others', (file) => {
  // U+FFFF ends the table of characters (OpenType, cmap format 4).
  const characters = open(file).characterSet.filter((code) => code !== 0xffff);
  expect(characters.toSorted((a, b) => a - b)).toEqual(listed.toSorted((a, b) => a - b));
});

test.each(weights)('%s has every sign a receipt is printed with', (file) => {
  const font = open(file);
  const russian = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя';
  const signs = `${russian}${russian.toUpperCase()}0123456789₽№«»„“”—–…·×≤≥•−%&/()[]+@'"’\u00a0`;
  expect(Array.from(signs).filter((sign) => !font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0))).toEqual([]);
});

test('the small fonts are small, without hints or shaping, and do not bear the reserved name', () => {
  for (const file of weights) {
    expect(readFileSync(`${folder}/${file}`).length).toBeLessThan(28_000);
    const font = open(file) as Font & { directory: { tables: Record<string, unknown> } };
    for (const table of ['fpgm', 'prep', 'cvt ', 'GSUB', 'GPOS', 'kern'])
      expect(font.directory.tables[table]).toBeUndefined();
    expect(`${font.familyName} ${font.fullName} ${font.postscriptName}`).not.toMatch(/PT ?Sans|ParaType/i);
  }
});

test('the fuller font has what the small ones lack, and the box for what none has', () => {
  const font = open('DejaVuSans.ttf');
  const signs = 'αΩłŝқ₸₴→✓♥①□';
  expect(Array.from(signs).filter((sign) => !font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0))).toEqual([]);
});

test('the licences lie beside the fonts', () => {
  expect(readFileSync(`${folder}/OFL.txt`, 'utf8')).toMatch(/ParaType Ltd[\s\S]*SIL OPEN FONT LICENSE Version 1\.1/);
  expect(readFileSync(`${folder}/DejaVu-LICENSE.txt`, 'utf8')).toMatch(
    /Bitstream Vera[\s\S]*Permission is hereby granted/,
  );
});
