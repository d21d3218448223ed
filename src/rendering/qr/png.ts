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

/** A crisp one-bit PNG of the QR with its quiet zone, six pixels a module. The same text gives the same bytes. */
export function qrPng(text: string): Uint8Array {
  const modules = qrModules(text);
  const size = (modules.length + 2 * QUIET) * SCALE;
  const stride = Math.ceil(size / 8) + 1;
  const light = Buffer.alloc(stride, 0xff);
  light[0] = 0;
  const pixels = Buffer.alloc(stride * size);
  for (let y = 0; y < size; y++) light.copy(pixels, y * stride);
  for (const [row, bits] of modules.entries()) {
    const line = Buffer.from(light);
    for (const [column, dark] of bits.entries()) {
      if (!dark) continue;
      const from = (column + QUIET) * SCALE;
      for (let x = from; x < from + SCALE; x++) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7));
    }
    for (let repeat = 0; repeat < SCALE; repeat++) line.copy(pixels, ((row + QUIET) * SCALE + repeat) * stride);
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
