import type { DeviceReading } from '../../../src/contact/device/reading.ts';
import type { Hotkey, KeyAction } from './input.ts';
import type { KeyRules } from './options.ts';
import { afterPrefix, charsIn, meanGap, type Stroke, textOf } from './run.ts';

/** No hand sustains less, mean milliseconds between keys. */
export const HAND = 35;

/** True if no hand types so fast. */
export const byMachine = (strokes: readonly Stroke[]): boolean => meanGap(strokes) <= HAND;

/** What a device meant by these keys: as a US keyboard has them, or as the layout in force has where the device is set to it. */
export function readStrokes(strokes: readonly Stroke[], rules: KeyRules): DeviceReading {
  const typed = afterPrefix(strokes, rules.scanner.prefix) ?? strokes;
  const shown = rules.read(textOf(typed, 'key'));
  if (typed.some(({ kind, sure }) => kind === 'char' && !sure)) return shown;
  const physical = rules.read(textOf(typed, 'us'));
  if (!physical.ok) return shown.ok || shown.reason.code === 'bankCard' ? shown : physical;
  if (!shown.ok || shown.repaired) return physical;
  // Two addresses: the device has the layout in force, or its `@` would be another sign. Caps Lock alone makes no other address.
  return same(shown.contact.value, physical.contact.value) ? physical : shown;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function scanOf(reading: DeviceReading): KeyAction {
  return reading.ok ? { type: 'scan', reading } : { type: 'scanUnreadable', reading };
}

/** The keys as somebody pressed them one by one. */
export function playBack(strokes: readonly Stroke[], { hotkeys }: KeyRules): KeyAction[] {
  const actions: KeyAction[] = [];
  let text: string | undefined;
  let entered = false;
  const flush = () => {
    if (text) actions.push({ type: 'text', text });
    if (text) text = '';
  };
  for (const stroke of strokes) {
    const hotkey = hotkeyOf(stroke, hotkeys);
    if (text !== undefined && stroke.kind === 'char') text += stroke.key;
    else if (hotkey) {
      actions.push({ type: 'hotkey', hotkey });
      if (hotkey !== 'electronically') text = '';
    } else if (stroke.kind === 'enter' && !entered) {
      flush();
      actions.push({ type: stroke.target === 'button' && text === undefined ? 'press' : 'enter' });
      entered = true;
    } else if (stroke.kind === 'escape') {
      flush();
      actions.push({ type: 'escape' });
      break;
    } else if (stroke.kind === 'tab' && !stroke.acted) {
      flush();
      actions.push({ type: 'tab', back: stroke.shift });
    } else if (stroke.key === ' ' && stroke.target === 'button') actions.push({ type: 'press' });
  }
  flush();
  return actions;
}

export function hotkeyOf(stroke: Stroke, hotkeys: KeyRules['hotkeys']): Hotkey | undefined {
  if (stroke.kind !== 'char' && stroke.kind !== 'named') return undefined;
  return hotkeys.get(stroke.us.toLowerCase()) ?? hotkeys.get(stroke.key.toLowerCase());
}

/** The hotkey that opens a window and the text after it, if a quick hand may have typed these keys. */
export function asTyped(strokes: readonly Stroke[], rules: KeyRules): { hotkey: Hotkey; text: string } | undefined {
  const chars = charsIn(strokes);
  const at = chars.findIndex((stroke) => hotkeyOf(stroke, rules.hotkeys) !== 'electronically');
  const hotkey = chars[at] && hotkeyOf(chars[at], rules.hotkeys);
  if (!hotkey || at > 1) return undefined;
  const text = textOf(chars.slice(at + 1), 'key');
  if (hotkey === 'phone' && !/^\+?[\d() -]{1,17}$/.test(text)) return undefined;
  return { hotkey, text };
}
