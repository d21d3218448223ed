import type { ScannerHabits } from './keys/key-engine.ts';

/** What belongs to this screen alone and stays in its browser. */
export interface OwnSettings {
  sound: boolean;
  hotkeys: boolean;
  /** How this till's scanner types, as «Проверить сканер» found. */
  scanner?: ScannerHabits;
}

const KEY = 'kvitok.till';
const usual: OwnSettings = { sound: true, hotkeys: true };

export function readOwn(): OwnSettings {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<OwnSettings>) };
  } catch {
    return usual;
  }
}

export function writeOwn(settings: OwnSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing: the settings last until the page is closed.
  }
}
