import { crc32, deflateSync } from 'node:zlib';
import encodeQR from 'qr';

/** Light modules around the symbol, ISO/IEC 18004, 9.1. */
const QUIET = 4;
const SCALE = 6;

/** The modules of the QR of a text, level M, with a light frame of so many modules: rows of booleans, true is dark. */
const symbol = (text: string, border: number): boolean[][] => encodeQR(text, 'raw', { ecc: 'medium', border });

/** The modules of the QR of a text, level M, without the quiet zone: rows of booleans, true is dark. */
export function qrModules(text: string): boolean[][] {
  // The library draws a light frame of at least one module.
  return symbol(text, 1)
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
}

/** Four modules as the 24 bits that their pixels take, white is 1: the row of a picture is put together from these. */
const pixelsOf = Uint32Array.from({ length: 16 }, (_, nibble) => {
  let bits = 0;
  for (let module = 0; module < 4; module++) if (!(nibble & (8 >> module))) bits |= 0x3f << (SCALE * (3 - module));
  return bits;
});

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** A picture is 10 KB and compresses well, so a small window and small tables do; making zlib's usual ones would take longer than using them. */
const DEFLATE = { level: 1, memLevel: 5, windowBits: 13, chunkSize: 1_024 };

/** A crisp one-bit PNG of the QR with its quiet zone, six pixels a module. The same text gives the same bytes. */
export function qrPng(text: string): Uint8Array {
  const modules = symbol(text, QUIET);
  const size = modules.length * SCALE;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(pixelRows(modules), DEFLATE);
  const out = Buffer.allocUnsafe(SIGNATURE.length + 3 * CHUNK_FRAME + header.length + data.length);
  let at = SIGNATURE.copy(out);
  at = writeChunk(out, at, 'IHDR', header);
  at = writeChunk(out, at, 'IDAT', data);
  writeChunk(out, at, 'IEND', Buffer.alloc(0));
  return out;
}

/** Filters of PNG, 9.2: a row as it is, and a row as its difference from the one above, which is zero where it repeats that one. */
const NONE = 0;
const UP = 2;

/** The picture before compression: each row a byte for its filter and then its pixels, eight in a byte. */
function pixelRows(modules: readonly boolean[][]): Buffer {
  const width = modules.length;
  const stride = Math.ceil((width * SCALE) / 8) + 1;
  const pixels = Buffer.alloc(stride * width * SCALE);
  for (let row = 0, line = 0; row < width; row++, line += stride * SCALE) {
    const bits = modules[row] ?? [];
    let at = line;
    pixels[at++] = NONE;
    for (let from = 0; from + 3 < width; from += 4) {
      const nibble =
        (bits[from] ? 8 : 0) | (bits[from + 1] ? 4 : 0) | (bits[from + 2] ? 2 : 0) | (bits[from + 3] ? 1 : 0);
      const three = pixelsOf[nibble] ?? 0;
      pixels[at++] = three >> 16;
      pixels[at++] = three >> 8;
      pixels[at++] = three;
    }
    // A symbol is 17 + 4 × version modules wide, so one module is left over, and it is light.
    pixels[at] = 0xff;
    for (let repeat = 1; repeat < SCALE; repeat++) pixels[line + repeat * stride] = UP;
  }
  return pixels;
}

/** Bytes of a chunk besides its data: length, type and checksum (PNG, 5.3). */
const CHUNK_FRAME = 12;

/** Writes a chunk and gives where the next one begins. */
function writeChunk(out: Buffer, at: number, type: string, data: Buffer): number {
  out.writeUInt32BE(data.length, at);
  out.write(type, at + 4, 'latin1');
  data.copy(out, at + 8);
  const end = at + 8 + data.length;
  out.writeUInt32BE(crc32(out.subarray(at + 4, end)), end);
  return end + 4;
}
