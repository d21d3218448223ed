import type { KeyEngineOptions } from '../../../web/till/keys/key-engine.ts';
import { anyDevice, anyEmail, anyMobile, type Code, contactCode } from './scans.ts';
import { type Device, gapsOfFast, handOf, type Key, oneOf, scanKeys } from './streams.ts';
import type { Form, Window } from './till.ts';

/** A device types a code in some state of the form. */
export interface ScanScenario {
  code: Code;
  device: Device;
  options: KeyEngineOptions;
  window: Window;
  /** What the field holds already. */
  field: string;
  onButton: boolean;
  /** So fast, or announced by a prefix, that it can't be a hand. */
  sure: boolean;
  keys: Key[];
}

const HALF_TYPED: Record<Window, string> = { main: '', email: 'ma', phone: '+7916' };

export function scanScenario(random: () => number, code: Code): ScanScenario {
  const prefix = oneOf(random, ['', '', '~', 'F8']);
  const window = oneOf<Window>(random, ['main', 'main', 'email', 'phone']);
  const half = random() < 0.4;
  const device = anyDevice(random, prefix);
  return {
    code,
    device,
    options: random() < 0.2 ? { scanner: { prefix }, hotkeys: false } : { scanner: { prefix } },
    window,
    field: half ? HALF_TYPED[window] : '',
    onButton: window === 'main' && half,
    sure: device.gap <= 30 || prefix !== '',
    keys: scanKeys(random, code.text, device),
  };
}

/** Brings a form into the state of the scenario and lets the device type. */
export function playScan(form: Form, { window, field, onButton, keys }: ScanScenario): void {
  form.open(window, field);
  form.onButton = onButton;
  form.wait(500);
  form.play(keys);
  form.wait(400);
}

/** What a person does from the hotkey to the end of the sale, and what has to come of it. */
export interface HandScenario {
  text: string;
  typing: Key[];
  accept: Key[];
  end: Key[];
  contact: string;
  electronically: boolean;
  printed: number;
  cancelled: number;
}

/** A contact typed by hand; `waits`: the hand waits until the window is open. */
export function handScenario(random: () => number, waits: boolean): HandScenario {
  const hand = handOf(random);
  const pause = () => 150 + 700 * random();
  const byPhone = random() < 0.5;
  const contact = byPhone ? anyMobile(random) : anyEmail(random);
  const text = byPhone ? oneOf(random, ['8', '+7', '7', '']) + contact.slice(2) : contact;
  const electronically = waits && random() < 0.5;
  const typed = hand.type(text).map((key, at) => (at === 0 && waits ? { ...key, after: pause() } : key));
  const slip = waits && random() < 0.3 ? [...hand.type('9'), hand.press('Backspace')] : [];
  const end = oneOf(random, ['Enter', 'Escape']);
  return {
    text,
    typing: [
      ...(electronically ? [hand.press('3', pause(), 'Digit3')] : []),
      hand.press(byPhone ? '2' : '1', pause(), `${oneOf(random, ['Digit', 'Numpad'])}${byPhone ? 2 : 1}`),
      ...typed,
      ...slip,
    ],
    accept: [hand.press('Enter')],
    end: [hand.press(end, pause())],
    contact,
    electronically,
    printed: end === 'Enter' ? 1 : 0,
    cancelled: end === 'Escape' ? 1 : 0,
  };
}

/** Single hotkeys, perhaps a scan, then Enter: quickly after another key, or held down. */
export interface SingleScenario {
  keys: Key[];
  contact: string | undefined;
  electronically: boolean;
}

export function singleScenario(random: () => number): SingleScenario {
  const hand = handOf(random);
  const toggles = Math.floor(random() * 4);
  const keys = Array.from({ length: toggles }, () =>
    hand.press('3', 130 + 600 * random(), oneOf(random, ['Digit3', 'Numpad3'])),
  );
  const code = random() < 0.5 ? contactCode(random) : undefined;
  if (code) {
    const scan = scanKeys(random, code.text, { ...anyDevice(random, ''), gap: oneOf(random, gapsOfFast) });
    keys.push(...scan.map((key, at) => (at === 0 ? { ...key, after: 400 } : key)));
  }
  const pair = random() < 0.5;
  const pause = 550 + 400 * random();
  if (pair) keys.push(hand.press('3', pause, 'Digit3'));
  keys.push(pair ? hand.press('Enter') : hand.press('Enter', pause));
  if (random() < 0.5)
    for (let times = 0; times < 20; times += 1) keys.push({ ...hand.press('Enter', 33), repeat: true });
  return { keys, contact: code?.contact, electronically: (toggles + (pair ? 1 : 0)) % 2 === 1 };
}
