import { useEffect, useRef } from 'react';
import { type ContactPattern, contactPattern } from '../../../../src/contact/device/pattern.ts';
import { readDevice } from '../../../../src/contact/device/read-device.ts';
import { analyseScan, type ScannerReport } from '../../../till/keys/analyse.ts';
import type { KeyInput } from '../../../till/keys/input.ts';

/** Milliseconds of silence that end a code, more than the slowest scanner pauses. */
const SCAN_END = 500;
/** A scanner gives at least so many keys; fewer are a hand's. */
const SHORTEST = 6;

/** Hears every key of the page while it listens, and tells of each burst what it says of the scanner. */
export function useRecorder(
  listening: boolean,
  pattern: string,
  onReport: (report: ScannerReport | undefined) => void,
): void {
  const latest = useRef(onReport);
  latest.current = onReport;
  useEffect(() => {
    if (!listening) return;
    let keys: KeyInput[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      // A hand that leaves by Tab, or presses the focused button, has no scan to tell of.
      if (keys.length >= SHORTEST) latest.current(analyseScan(keys, (text) => read(text, pattern)));
      else if (keys.some(({ key }) => key.length === 1)) latest.current(undefined);
      keys = [];
    };
    const onKey = (event: KeyboardEvent) => {
      const { key } = event;
      if (key === 'Escape' || (keys.length === 0 && (key === 'Tab' || key === 'Enter' || key === ' '))) return;
      event.preventDefault();
      event.stopPropagation();
      keys.push(inputOf(event));
      clearTimeout(timer);
      timer = setTimeout(end, SCAN_END);
    };
    addEventListener('keydown', onKey, true);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey, true);
    };
  }, [listening, pattern]);
}

const inputOf = (event: KeyboardEvent): KeyInput => ({
  key: event.key,
  code: event.code,
  time: event.timeStamp,
  target: 'page',
  shift: event.shiftKey,
  ctrl: event.ctrlKey,
  alt: event.altKey,
  meta: event.metaKey,
  repeat: event.repeat,
  composing: event.isComposing,
});

function read(text: string, source: string) {
  const compiled = source === '' ? undefined : contactPattern(source);
  const pattern: { pattern?: ContactPattern } = compiled?.ok ? { pattern: compiled.pattern } : {};
  return readDevice(text, pattern);
}
