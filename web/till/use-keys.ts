import { useEffect, useMemo, useRef } from 'preact/hooks';
import {
  createKeyEngine,
  type KeyAction,
  type KeyEngineOptions,
  type KeyInput,
  type KeyTarget,
} from './keys/key-engine.ts';

export interface KeyHandlers {
  /** What the engine found out and the page has to decide: hotkeys, Enter, Esc, scans. */
  act(action: KeyAction): void;
  /** Every key as it came, for «Проверить сканер»; true keeps it from the rest of the page. */
  record?: (input: KeyInput) => boolean;
}

/** Leads every key of the page through the key engine before anything else sees it. `sale` changes: what is pending is forgotten. */
export function useKeys(options: KeyEngineOptions, handlers: KeyHandlers, sale: string | undefined): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  const settings = JSON.stringify({ ...options, read: undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the options are compared by their content.
  const engine = useMemo(() => createKeyEngine(options), [settings]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another sale is the very reason to forget.
  useEffect(() => engine.reset(), [engine, sale]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let remembered: { field: HTMLInputElement; value: string; start: number | null; end: number | null } | undefined;

    const perform = (actions: KeyAction[]) => {
      for (const action of actions) {
        const field = fieldNow();
        if (action.type === 'remember' && field)
          remembered = { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
        else if (action.type === 'restore' && remembered) {
          write(remembered.field, remembered.value);
          remembered.field.setSelectionRange(remembered.start, remembered.end);
        } else if (action.type === 'text') insert(field, action.text);
        else if (action.type === 'press') (document.activeElement as HTMLElement | null)?.click();
        else if (action.type === 'tab') moveFocus(action.back);
        else latest.current.act(action);
      }
      clearTimeout(timer);
      const at = engine.wakeAt;
      if (at !== undefined)
        timer = setTimeout(() => perform(engine.tick(performance.now())), Math.max(0, at - performance.now()));
    };
    const onKey = (event: KeyboardEvent) => {
      const input = inputOf(event);
      if (event.type === 'keydown' && latest.current.record?.(input)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const { prevent, actions } = event.type === 'keydown' ? engine.keyDown(input) : engine.keyUp(input);
      if (prevent) {
        event.preventDefault();
        event.stopPropagation();
      }
      perform(actions);
    };
    const onBlur = () => engine.reset();
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('keyup', onKey, true);
    window.addEventListener('blur', onBlur);
    window.addEventListener('mousedown', keepFocus);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('keyup', onKey, true);
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('mousedown', keepFocus);
    };
  }, [engine]);
}

function inputOf(event: KeyboardEvent): KeyInput {
  const field = fieldNow();
  return {
    key: event.key,
    code: event.code,
    time: event.timeStamp,
    late: Math.max(0, performance.now() - event.timeStamp),
    target: targetNow(),
    ...(field ? { fieldEmpty: isEmpty(field) } : {}),
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    repeat: event.repeat,
    composing: event.isComposing,
  };
}

/** A click on a button leaves the focus where it was: Enter prints also after a tile was clicked. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
}

/** What is selected as a whole goes with the first key, so it counts for nothing. */
const isEmpty = ({ dataset, value, selectionStart, selectionEnd }: HTMLInputElement): boolean =>
  value === '' || dataset.empty === 'true' || (selectionStart === 0 && selectionEnd === value.length);

function fieldNow(): HTMLInputElement | undefined {
  const element = document.activeElement;
  return element instanceof HTMLInputElement && /^(text|tel|email)$/.test(element.type) ? element : undefined;
}

function targetNow(): KeyTarget {
  const field = fieldNow();
  if (field) return field.type === 'tel' ? 'phone' : 'text';
  return document.activeElement?.matches('button, a[href], input, summary, [tabindex]:not(main)') ? 'button' : 'page';
}

/** Sets a field's value as if it had been typed, so that whoever listens hears it. */
function write(field: HTMLInputElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function insert(field: HTMLInputElement | undefined, text: string): void {
  if (!field) return;
  field.setRangeText(text, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function moveFocus(back: boolean): void {
  const root = document.querySelector('[role="dialog"]') ?? document;
  const all = [...root.querySelectorAll<HTMLElement>('button, a[href], input, summary')].filter(
    (element) => element.offsetParent !== null && !element.hasAttribute('disabled'),
  );
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + (back ? -1 : 1) + all.length) % all.length]?.focus();
}
