import { readDevice } from '../../../src/contact/device/read-device.ts';
import type { DeviceReading } from '../../../src/contact/device/reading.ts';
import type { KeyInput } from './input.ts';
import { type ScannerHabits, usualHabits } from './options.ts';
import { charsIn, type Stroke, strokeOf, textOf } from './run.ts';

/** What «Проверить сканер» shows and sets. */
export interface ScannerReport {
  /** Characters that came, without the suffix. */
  characters: number;
  /** Milliseconds between keys; undefined where fewer than two came. */
  gaps: { min: number; median: number; max: number; mean: number } | undefined;
  suffix: 'none' | 'enter' | 'tab' | 'enterTwice';
  /** What came before the contact, as far as that can be told. */
  prefix: string;
  /** Which layout was on; `unknown` if only keys came that are the same in both. */
  layout: 'us' | 'ru' | 'unknown';
  /** What came, as a US keyboard has it; empty for a bank card and a failed swipe. */
  text: string;
  reading: DeviceReading;
  /** The scanner is no faster than a quick hand: a prefix would make it sure. */
  slow: boolean;
  /** What to set for this till. */
  habits: ScannerHabits;
}

/** Between the slowest scanner of the shop and a single key, milliseconds and as a share. */
const MARGIN = 20;
const MARGIN_SHARE = 0.25;
const LEAST_GAP = 50;
const MOST_GAP = 400;
/** A quick hand's mean, milliseconds. */
const QUICK_HAND = 60;

/** What a recorded scan tells of the device that typed it. `keys` are the `keydown`s, from the first to the last; modifiers may be among them. */
export function analyseScan(
  keys: readonly KeyInput[],
  read: (text: string) => DeviceReading = readDevice,
): ScannerReport {
  const counted = keys.filter(
    (key) => !key.repeat && !/^(?:Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock)$/.test(key.key),
  );
  const strokes = counted.map((key) =>
    key.ctrl && /^Key[JM]$/.test(key.code) ? strokeOf({ ...key, key: 'Enter' }) : strokeOf(key),
  );
  const gaps = gapsOf(strokes);
  const { prefix, reading, strokes: content } = withoutPrefix(withoutSuffix(strokes), read);
  const hidden = !reading.ok && reading.reason.params.text === undefined;
  return {
    characters: charsIn(strokes).length,
    gaps,
    suffix: suffixOf(strokes),
    prefix,
    layout: layoutOf(charsIn(strokes)),
    text: hidden ? '' : textOf(charsIn(content), 'us'),
    reading,
    slow: (gaps?.mean ?? 0) >= QUICK_HAND,
    habits: habitsFor(gaps, prefix),
  };
}

/** The report on a code that came whole, not by keys. */
export function reportOfCode(code: string, read: (text: string) => DeviceReading = readDevice): ScannerReport {
  const suffix = /\r?\n$|\r$/.test(code) ? 'enter' : code.endsWith('\t') ? 'tab' : 'none';
  const reading = read(code);
  const hidden = !reading.ok && reading.reason.params.text === undefined;
  const text = code.trim();
  const common = { gaps: undefined, prefix: '', layout: 'unknown', slow: false, habits: usualHabits } as const;
  return { ...common, characters: text.length, suffix, text: hidden ? '' : text, reading };
}

function habitsFor(gaps: ScannerReport['gaps'], prefix: string): ScannerHabits {
  if (!gaps) return { ...usualHabits, prefix };
  const widened = gaps.max + Math.max(MARGIN, gaps.max * MARGIN_SHARE);
  const gap = Math.min(MOST_GAP, Math.max(LEAST_GAP, Math.ceil(widened / 10) * 10));
  const fast = Math.min(gap - 1, Math.max(10, Math.ceil((gaps.mean * (1 + MARGIN_SHARE)) / 5) * 5 + 5));
  return { ...usualHabits, gap, fast, prefix };
}

function gapsOf(strokes: readonly Stroke[]): ScannerReport['gaps'] {
  const all = strokes.slice(1).map((stroke, at) => stroke.time - (strokes[at]?.time ?? stroke.time));
  if (all.length === 0) return undefined;
  const sorted = all.toSorted((one, other) => one - other);
  const [min = 0, max = 0] = [sorted[0], sorted.at(-1)];
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const median = sorted.length % 2 === 1 ? middle : ((sorted[sorted.length / 2 - 1] ?? 0) + middle) / 2;
  return { min, median, max, mean: all.reduce((sum, gap) => sum + gap, 0) / all.length };
}

function suffixOf(strokes: readonly Stroke[]): ScannerReport['suffix'] {
  const [before, last] = [strokes.at(-2)?.kind, strokes.at(-1)?.kind];
  if (last === 'tab') return 'tab';
  if (last !== 'enter') return 'none';
  return before === 'enter' ? 'enterTwice' : 'enter';
}

function withoutSuffix(strokes: readonly Stroke[]): Stroke[] {
  const end = strokes.findLastIndex((stroke) => stroke.kind === 'char' || stroke.kind === 'named');
  return strokes.slice(0, end + 1);
}

/** A prefix is a key with a name, or up to three signs before a contact that no contact begins with. */
function withoutPrefix(strokes: Stroke[], read: (text: string) => DeviceReading) {
  const first = strokes[0];
  if (first?.kind === 'named') {
    const rest = strokes.slice(1);
    return { prefix: first.key, reading: read(textOf(rest, 'us')), strokes: rest };
  }
  const signs = /^[^\p{L}\p{N}+(%;"\s]{1,3}/u.exec(textOf(strokes, 'us'))?.[0] ?? '';
  const rest = strokes.slice(signs.length);
  const reading = read(textOf(rest, 'us'));
  if (signs !== '' && (reading.ok || reading.reason.code === 'bankCard'))
    return { prefix: signs, reading, strokes: rest };
  return { prefix: '', reading: read(textOf(strokes, 'us')), strokes };
}

function layoutOf(chars: readonly Stroke[]): ScannerReport['layout'] {
  if (chars.some((stroke) => /[а-яё№]/i.test(stroke.key))) return 'ru';
  return chars.some((stroke) => stroke.key === stroke.us && /[a-z@]/i.test(stroke.key)) ? 'us' : 'unknown';
}
