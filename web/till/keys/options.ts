import { readDevice } from '../../../src/contact/device/read-device.ts';
import type { DeviceReading } from '../../../src/contact/device/reading.ts';
import type { Hotkey } from './input.ts';

/** How the scanner or card reader of a till types (`form.scanner` of the settings). */
export interface ScannerHabits {
  /** Keys closer than so many milliseconds belong together. 120 lies above the 100 ms peaks of the slowest scanners. */
  gap: number;
  /** Mean milliseconds between keys up to which a hand is out of the question. */
  fast: number;
  /** What the device types first, such as `~` or the name of a key (`F8`); empty = nothing. */
  prefix: string;
  /** Fewer characters are no scan. */
  shortest: number;
}

export const usualHabits: ScannerHabits = { gap: 120, fast: 35, prefix: '', shortest: 6 };

export interface KeyEngineOptions {
  scanner?: Partial<ScannerHabits>;
  /** `KeyboardEvent.key` of each hotkey as a US keyboard has it; false = hotkeys are off (WCAG 2.1.4). Default 1, 2, 3. */
  hotkeys?: Partial<Record<Hotkey, string>> | false;
  /** Default `readDevice`; pass `(text) => readDevice(text, { pattern })` where the shop has a pattern of its own. */
  read?: (text: string) => DeviceReading;
}

export interface KeyRules {
  scanner: ScannerHabits;
  hotkeys: ReadonlyMap<string, Hotkey>;
  read: (text: string) => DeviceReading;
}

export function rulesOf(options: KeyEngineOptions): KeyRules {
  const keys = { email: '1', phone: '2', electronically: '3', ...options.hotkeys };
  const named: Hotkey[] = options.hotkeys === false ? [] : ['email', 'phone', 'electronically'];
  return {
    scanner: { ...usualHabits, ...options.scanner },
    hotkeys: new Map(named.map((hotkey) => [keys[hotkey].toLowerCase(), hotkey])),
    read: options.read ?? readDevice,
  };
}
