import type { KeyInput } from '../../../web/till/keys/key-engine.ts';
import { usKey } from '../../../web/till/keys/us-key.ts';

/**
 * One key of a stream: what the browser would tell, the target apart, and milliseconds since the key before. `stall`: the system hands it and
 * what follows it over so many milliseconds after it was pressed, in which time goes on for the page.
 */
export type Key = Omit<KeyInput, 'target' | 'time' | 'fieldEmpty'> & { after: number; stall?: number };
export type Layout = 'us' | 'ru';
export const suffixes = ['none', 'enter', 'tab', 'crlf', 'ctrl-j'] as const;
/** Mean milliseconds between the keys of devices that are faster than any hand. */
export const gapsOfFast = [5, 10, 17, 30] as const;
export type Suffix = (typeof suffixes)[number];

const RU: Record<string, string> = Object.fromEntries(
  Array.from('qwertyuiop[]asdfghjkl;\'zxcvbnm,./`QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~@#$^&|', (us, at) => [
    us,
    'йцукенгшщзхъфывапролджэячсмитьбю.ёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"№;:?/'[at] ?? us,
  ]),
);
const US_OF_RU = new Map(Object.entries(RU).map(([us, ru]) => [ru, us]));

const codes = new Map<string, { code: string; shift: boolean }>();
for (const code of [
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
  ...Array.from('0123456789', (digit) => `Digit${digit}`),
  ...'Backquote Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Comma Period Slash Space'.split(' '),
])
  for (const shift of [false, true]) {
    const sign = usKey(code, shift);
    if (sign) codes.set(sign, { code, shift });
  }

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const oneOf = <T>(random: () => number, of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
export const digits = (random: () => number, count: number) =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');

/** A key that types a sign of the US layout, as the layout in force shows it; Shift goes down before it as keyboards do. */
function keysOf(us: string, after: number, layout: Layout): Key[] {
  if (us === '\n') return [{ key: 'Enter', code: 'Enter', after }];
  const place = codes.get(us) ?? { code: '', shift: false };
  const key = layout === 'ru' ? (RU[us] ?? us) : us;
  const stroke = { key, code: place.code, shift: place.shift, after };
  return place.shift
    ? [
        { key: 'Shift', code: 'ShiftLeft', shift: true, after: after / 2 },
        { ...stroke, after: after / 2 },
      ]
    : [stroke];
}

export interface Device {
  gap: number;
  layout: Layout;
  suffix: Suffix;
  /** A sign or the name of a key, as programmed into the device. */
  prefix: string;
  /** The system tells no physical keys (a remote desktop). */
  withoutCodes: boolean;
}

/** What a device types. Gaps differ by a fifth and never pass 112 ms: the slowest known has peaks of 100. */
export function scanKeys(random: () => number, text: string, device: Device): Key[] {
  const gap = () => Math.min(112, device.gap * (0.8 + 0.4 * random()));
  const named = /^F\d$/.test(device.prefix);
  const typed = named ? text : device.prefix + text;
  const keys = Array.from(typed).flatMap((sign) => keysOf(sign, gap(), device.layout));
  if (named) keys.unshift({ key: device.prefix, code: device.prefix, after: gap() });
  const enter = (): Key => ({ key: 'Enter', code: 'Enter', after: gap() });
  if (device.suffix === 'tab') keys.push({ key: 'Tab', code: 'Tab', after: gap() });
  else if (device.suffix !== 'none') keys.push(enter());
  if (device.suffix === 'crlf') keys.push(enter());
  if (device.suffix === 'ctrl-j') keys.push({ key: 'j', code: 'KeyJ', ctrl: true, after: gap() });
  return device.withoutCodes ? keys.map((key) => ({ ...key, code: '' })) : keys;
}

/**
 * What a hand types: a pace of its own between 60 and 250 ms, each gap a quarter off, now and then two digits rolled over each other so
 * that the second goes down before the first is up.
 */
export function handOf(random: () => number) {
  const pace = 60 + 190 * random();
  const gap = () => pace * (0.75 + 0.5 * random());
  const press = (key: string, after = gap(), code = key): Key => ({ key, code, after });
  return {
    pace,
    press,
    /** Signs as they are meant: Cyrillic ones are typed under the Russian layout. */
    type(text: string): Key[] {
      return Array.from(text).flatMap((sign) => {
        const russian = /[а-яё]/i.test(sign);
        const rolls = /\d/.test(sign) && random() < 0.15;
        const after = rolls ? Math.max(45, gap() * 0.6) : gap();
        const place = codes.get(russian ? (US_OF_RU.get(sign) ?? sign) : sign) ?? { code: '', shift: false };
        return [{ key: sign, code: place.code, shift: place.shift, after }];
      });
    },
  };
}

/** The same keys on a busy machine, which holds them up once, in the middle of the stream. */
export function heldUp(random: () => number, keys: readonly Key[]): Key[] {
  const at = 1 + Math.floor(random() * (keys.length - 1));
  return keys.map((key, place) => (place === at ? { ...key, stall: 100 + 400 * random() } : key));
}
