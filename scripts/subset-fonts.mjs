// Makes assets/fonts/*.ttf out of the fonts' own releases. Run it after a change of characters.txt: node scripts/subset-fonts.mjs
// PT Sans comes from a release under the SIL Open Font License; Debian's package carries a release under another licence.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);
const folder = new URL('../assets/fonts/', import.meta.url);

// Receipts are drawn glyph by glyph without ligatures or shaping, and PDF viewers ignore hints at these sizes.
const options = {
  targetFormat: 'sfnt',
  noHinting: true,
  noLayoutClosure: true,
  dropTables: ['GSUB', 'GPOS', 'GDEF', 'kern', 'gasp', 'hdmx', 'MATH', 'FFTM', 'DSIG'],
};

const ptSans = '@expo-google-fonts/pt-sans';
const copyright = 'Copyright (c) 2010, ParaType Ltd. (http://www.paratype.com/public)';
// The licence reserves the name "PT Sans" for unmodified fonts.
const name = (style) => ({
  0: `${copyright}. A subset of the font reserved under another name.`,
  1: 'Kvitok Sans',
  2: style,
  3: `Kvitok Sans ${style}, from version 2.003W`,
  4: `Kvitok Sans ${style}`,
  5: 'Version 2.003',
  6: `KvitokSans-${style}`,
  13: 'SIL Open Font License, Version 1.1',
  14: 'https://openfontlicense.org',
});

for (const [file, style] of [
  ['400Regular/PTSans_400Regular.ttf', 'Regular'],
  ['700Bold/PTSans_700Bold.ttf', 'Bold'],
]) {
  const subset = await subsetFont(source(`${ptSans}/${file}`), receiptCharacters(), options);
  write(`KvitokSans-${style}.ttf`, withTable(subset, 'name', nameTable(name(style))));
}
write('OFL.txt', text(source(`${ptSans}/LICENSE_FONT`)));

const dejavu = source('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
write('DejaVuSans.ttf', await subsetFont(dejavu, allButPrivateUse(), options));
write('DejaVu-LICENSE.txt', text(source('dejavu-fonts-ttf/LICENSE')));

function source(path) {
  return readFileSync(require.resolve(path));
}

function write(file, content) {
  writeFileSync(new URL(file, folder), content);
  console.log(`${file}: ${content.length} bytes`);
}

function text(bytes) {
  return `${bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trimEnd()}\n`;
}

function receiptCharacters() {
  const lines = readFileSync(new URL('characters.txt', folder), 'utf8').split('\n');
  return lines
    .filter((line) => /^[0-9A-F]/.test(line))
    .map((line) => {
      const [first, last = first] = line
        .split(' ')[0]
        .split('-')
        .map((hex) => Number.parseInt(hex, 16));
      return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
    })
    .join('');
}

// A sign of the private use area means nothing outside its font. Absent characters are skipped by the subsetter.
function allButPrivateUse() {
  const characters = [];
  for (let code = 0x20; code < 0x1ffff; code++) {
    if ((code < 0xd800 || code > 0xf8ff) && code !== 0xfeff) characters.push(String.fromCodePoint(code));
  }
  return characters.join('');
}

/** OpenType `name` table, version 0, Windows platform, Unicode, American English. */
function nameTable(strings) {
  const entries = Object.entries(strings).map(([id, value]) => [Number(id), Buffer.from(value, 'utf16le').swap16()]);
  const header = Buffer.alloc(6 + 12 * entries.length);
  header.writeUInt16BE(entries.length, 2);
  header.writeUInt16BE(header.length, 4);
  let offset = 0;
  for (const [i, [id, value]] of entries.entries()) {
    for (const [j, field] of [3, 1, 0x409, id, value.length, offset].entries()) {
      header.writeUInt16BE(field, 6 + 12 * i + 2 * j);
    }
    offset += value.length;
  }
  return Buffer.concat([header, ...entries.map(([, value]) => value)]);
}

/** The sfnt file with one table replaced and all offsets and checksums made anew (OpenType, "Organization of an OpenType Font"). */
function withTable(font, tag, content) {
  const count = font.readUInt16BE(4);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = 12 + 16 * i;
    const own = font.toString('latin1', at, at + 4);
    const start = font.readUInt32BE(at + 8);
    return [own, own === tag ? content : Buffer.from(font.subarray(start, start + font.readUInt32BE(at + 12)))];
  });
  const head = tables.find(([own]) => own === 'head')[1];
  head.writeUInt32BE(0, 8);
  const directory = Buffer.from(font.subarray(0, 12 + 16 * count));
  let offset = directory.length;
  const bodies = [];
  for (const [i, [own, body]] of tables.entries()) {
    const padded = Buffer.concat([body, Buffer.alloc(-body.length & 3)]);
    directory.write(own, 12 + 16 * i, 'latin1');
    for (const [j, field] of [checksum(padded), offset, body.length].entries()) {
      directory.writeUInt32BE(field, 16 + 16 * i + 4 * j);
    }
    bodies.push(padded);
    offset += padded.length;
  }
  const whole = Buffer.concat([directory, ...bodies]);
  const headAt = directory.readUInt32BE(12 + 16 * tables.findIndex(([own]) => own === 'head') + 8);
  whole.writeUInt32BE((0xb1b0afba - checksum(whole)) >>> 0, headAt + 8);
  return whole;
}

function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}
