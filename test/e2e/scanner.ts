import type { CDPSession, Page } from 'playwright-core';
import { usKey } from '../../web/till/keys/us-key.ts';

const SHIFT = 8;
const HELD_UP = 400;

const codes = [
  ...Array.from({ length: 26 }, (_, at) => `Key${String.fromCharCode(65 + at)}`),
  ...Array.from({ length: 10 }, (_, at) => `Digit${at}`),
  'Minus',
  'Equal',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'Semicolon',
  'Quote',
  'Backquote',
  'Comma',
  'Period',
  'Slash',
  'Space',
];
const keys = new Map(
  [false, true].flatMap((shift) => codes.map((code) => [usKey(code, shift) ?? '', { code, shift }] as const)),
);

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * Types as a scanner does, each key `delay` milliseconds after the one before by its own time stamp: however slowly a loaded machine hands the
 * keys over, the page sees the device's speed. `suffix` is what the device ends with. Signs that a US keyboard lacks come by their `key` alone. After
 * `heldUpAt` keys the rest comes so late that the page has long since heard silence.
 */
export async function typeAsDevice(
  page: Page,
  text: string,
  delay = 8,
  suffix: readonly string[] = ['Enter'],
  heldUpAt?: number,
): Promise<void> {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page));
  const session = await (sessions.get(page) as Promise<CDPSession>);
  const start = Date.now() / 1_000;
  const sent: Promise<unknown>[] = [];
  const strokes = [...Array.from(text), ...suffix];
  for (const [at, key] of strokes.entries()) {
    if (at === heldUpAt) await page.waitForTimeout(HELD_UP);
    const { code, shift } = keys.get(key) ?? { code: key.length > 1 ? key : '', shift: false };
    const typed = key === 'Enter' ? '\r' : key.length > 1 ? '' : key;
    const timestamp = start + (at * delay) / 1_000;
    const windowsVirtualKeyCode = key === 'Enter' ? 13 : key === 'Tab' ? 9 : 0;
    const common = { key, code, modifiers: shift ? SHIFT : 0, windowsVirtualKeyCode };
    sent.push(
      session.send('Input.dispatchKeyEvent', {
        type: typed === '' ? 'rawKeyDown' : 'keyDown',
        ...(typed === '' ? {} : { text: typed }),
        timestamp,
        ...common,
      }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + delay / 2_000, ...common }),
    );
  }
  await Promise.all(sent);
  // What the stamps say has to have passed before a hand presses the next key.
  await page.waitForTimeout(strokes.length * delay);
}
