import { crc32, deflateSync } from 'node:zlib';
import encodeQR from 'qr';

/** Light modules around the symbol, ISO/IEC 18004, 9.1. */
const QUIET = 4;
const SCALE = 6;

/** The modules of the QR of a text, level M, without the quiet zone: rows of booleans, true is dark. */
export function qrModules(text: string): boolean[][] {
  // The library draws a light frame of at least one module.
  return encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
}

/** Four modules as the three bytes that their 24 pixels take, white is 1: the row of a picture is put together from these. */
const pixelsOf = Array.from({ length: 16 }, (_, nibble) => {
  let bits = 0;
  for (let module = 0; module < 4; module++) if (!(nibble & (8 >> module))) bits |= 0x3f << (SCALE * (3 - module));
  return [bits >> 16, (bits >> 8) & 0xff, bits & 0xff] as const;
});

/** A crisp one-bit PNG of the QR with its quiet zone, six pixels a module. The same text gives the same bytes. */
export function qrPng(text: string): Uint8Array {
  const modules = qrModules(text);
  const width = modules.length + 2 * QUIET;
  const size = width * SCALE;
  const stride = Math.ceil(size / 8) + 1;
  const pixels = Buffer.alloc(stride * size, 0xff);
  for (let y = 0; y < size; y++) pixels[y * stride] = 0;
  for (const [row, bits] of modules.entries()) {
    const line = (row + QUIET) * SCALE * stride;
    for (let from = 0, at = line + 1; from < width; from += 4, at += 3) {
      let nibble = 0;
      for (let module = from - QUIET; module < from - QUIET + 4; module++)
        nibble = (nibble << 1) | (bits[module] ? 1 : 0);
      // What lies in the quiet zone is light already, so nothing is written past the end of the row.
      if (nibble !== 0) pixels.set(pixelsOf[nibble] ?? [], at);
    }
    for (let repeat = 1; repeat < SCALE; repeat++) pixels.copyWithin(line + repeat * stride, line, line + stride);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
