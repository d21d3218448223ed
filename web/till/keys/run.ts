import { usOfLetter } from '../../../src/contact/device/layout.ts';
import type { KeyInput, KeyTarget } from './input.ts';
import { usKey } from './us-key.ts';

/** One key that counts: a character, or Enter, Tab, Escape, or a key with a name (`F8`). */
export interface Stroke {
  kind: 'char' | 'enter' | 'tab' | 'escape' | 'named';
  /** As the layout in force has it. */
  key: string;
  /** As a US keyboard would have it. */
  us: string;
  /** The physical key is known, so that `us` is no guess. */
  sure: boolean;
  time: number;
  target: KeyTarget;
  shift: boolean;
  /** It has had its effect already. */
  acted: boolean;
}

/** Keys each of which came within the gap after the one before. */
export interface Run {
  strokes: Stroke[];
  last: number;
  /** `KeyInput.late` of the last one. */
  late: number;
  /** The field was empty when the run began. */
  fieldEmpty: boolean;
  /** Characters no longer reach the field. */
  withheld: boolean;
  /** Enter or Escape has acted in it: nothing else in it does. */
  acted: boolean;
  /** It went on after silence was told: the system had held its keys up. So many of them had had their effect by then. */
  resumed: boolean;
  played: number;
  /** What was played changed the mode. */
  changedMode: boolean;
}

export const isField = (target: KeyTarget): boolean => target === 'text' || target === 'phone';

const named: Record<string, Stroke['kind']> = { Enter: 'enter', Tab: 'tab', Escape: 'escape', Esc: 'escape' };

export function strokeOf(input: KeyInput): Stroke {
  const { key, code, time, target, shift = false } = input;
  const kind = named[key] ?? (Array.from(key).length === 1 ? 'char' : 'named');
  const physical = kind === 'char' && !code.startsWith('Numpad') ? usKey(code, shift) : key;
  const us = physical ?? usOfLetter(key) ?? key;
  return { kind, key, us, sure: physical !== undefined, time, target, shift, acted: false };
}

/** Mean milliseconds between the keys of a run; the last Enter or Tab counts, for a device types it as fast as the rest. */
export function meanGap(strokes: readonly Stroke[]): number {
  const [first, last] = [strokes.at(0), strokes.at(-1)];
  return first && last && strokes.length > 1
    ? (last.time - first.time) / (strokes.length - 1)
    : Number.POSITIVE_INFINITY;
}

/** The text of a run, by the layout in force or by the US one; Enter is a line end. */
export function textOf(strokes: readonly Stroke[], layout: 'key' | 'us'): string {
  return strokes
    .map((stroke) =>
      stroke.kind === 'char' ? stroke[layout] : stroke.kind === 'enter' ? '\n' : stroke.kind === 'tab' ? '\t' : '',
    )
    .join('');
}

export const charsIn = (strokes: readonly Stroke[]): Stroke[] => strokes.filter((stroke) => stroke.kind === 'char');

/** The strokes after the device's prefix, or undefined if they do not begin with it. */
export function afterPrefix(strokes: readonly Stroke[], prefix: string): Stroke[] | undefined {
  if (prefix === '') return undefined;
  const expected = /^F\d+$/.test(prefix) ? [prefix] : Array.from(prefix);
  const rest = strokes.slice(expected.length);
  const begins = expected.every((sign, at) => strokes[at]?.us === sign || strokes[at]?.key === sign);
  return begins ? rest : undefined;
}
