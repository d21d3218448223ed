import { readDevice } from '../../../src/contact/device/read-device.ts';
import { parseContact } from '../../../src/contact/parse-contact.ts';
import { createKeyEngine, type KeyAction, type KeyEngineOptions } from '../../../web/till/keys/key-engine.ts';
import type { Key } from './streams.ts';

export type Window = 'main' | 'email' | 'phone';

/** The cashier's form in a few lines: what its windows do with hotkeys, Enter and Escape, and the browser with a key in a field. */
export abstract class Form {
  window: Window = 'main';
  field = '';
  contact: string | undefined;
  electronically = false;
  printed = 0;
  cancelled = 0;
  pressed = 0;
  mistakes = 0;
  hotkeys = 0;
  /** It was asked whether the whole field or its end is meant. */
  asked = false;
  /** A button has the focus. */
  onButton = false;
  /** Every value the field has had. */
  readonly shown: string[] = [];
  now = 1_000;

  abstract play(keys: readonly Key[]): void;
  abstract wait(ms: number): void;

  open(window: Window, field = ''): void {
    this.window = window;
    this.set(field);
  }

  /** True if something happened that only a person may cause. */
  get acted(): boolean {
    return this.printed + this.cancelled + this.pressed + this.hotkeys > 0;
  }

  protected set(value: string): void {
    this.field = value;
    this.shown.push(value);
  }

  protected insert(text: string): void {
    // The mask of a telephone lets nothing else in.
    const kept = this.window === 'phone' ? text.replace(/[^\d+() -]/g, '') : text;
    if (this.window !== 'main') this.set(this.field + kept);
  }

  /** What the browser does with a key that nobody prevented. */
  protected native(key: string, ctrl: boolean): void {
    if (this.window === 'main') {
      if ((key === 'Enter' || key === ' ') && this.onButton) this.pressed += 1;
      return;
    }
    if (key === 'Backspace') this.set(ctrl ? '' : this.field.slice(0, -1));
    else if (Array.from(key).length === 1 && !ctrl) this.insert(key);
  }

  protected hotkey(hotkey: 'email' | 'phone' | 'electronically'): void {
    this.hotkeys += 1;
    if (hotkey === 'electronically') this.electronically = !this.electronically;
    else if (this.window === 'main') this.open(hotkey);
  }

  protected escape(): void {
    if (this.window === 'main') this.cancelled += 1;
    else this.open('main');
  }

  protected enter(atTheEnd?: string): void {
    if (this.window === 'main') {
      this.printed += 1;
      return;
    }
    const typed = parseContact(this.field);
    const decoded = readDevice(this.field);
    const field = typed.ok ? typed : decoded;
    if (atTheEnd && field.ok && atTheEnd !== field.contact.value && !this.asked) this.asked = true;
    else if (field.ok) this.take(field.contact.value);
    else if (atTheEnd) this.take(atTheEnd);
    else this.mistakes += 1;
  }

  protected take(contact: string): void {
    this.contact = contact;
    this.open('main');
  }
}

/** The form over the key engine, on a clock of its own. */
export class Till extends Form {
  doubt: (KeyAction & { type: 'unsure' }) | undefined;
  readonly actions: KeyAction[] = [];
  #remembered = '';
  readonly #engine;

  constructor(options: KeyEngineOptions = {}) {
    super();
    this.#engine = createKeyEngine(options);
  }

  play(keys: readonly Key[]): void {
    let pressedAt = this.now;
    for (const { after, stall = 0, ...key } of keys) {
      pressedAt += after;
      this.wait(Math.max(0, pressedAt + stall - this.now));
      const main = this.onButton ? 'button' : 'page';
      const target = this.window === 'main' ? main : this.window === 'phone' ? 'phone' : 'text';
      const times = { time: pressedAt, late: this.now - pressedAt };
      const reply = this.#engine.keyDown({ ...key, ...times, target, fieldEmpty: this.field === '' });
      this.#do(reply.actions);
      if (!reply.prevent) this.native(key.key, key.ctrl ?? false);
    }
  }

  /** Lets time pass, timers included. */
  wait(ms: number): void {
    const end = this.now + ms;
    for (let due = this.#engine.wakeAt; due !== undefined && due < end; due = this.#engine.wakeAt) {
      this.now = Math.max(this.now, due);
      this.#do(this.#engine.tick(this.now));
    }
    this.now = end;
  }

  #do(actions: readonly KeyAction[]): void {
    for (const action of actions) {
      this.actions.push(action);
      if (action.type !== 'unsure' && action.type !== 'remember') this.doubt = undefined;
      this.#act(action);
    }
  }

  #act(action: KeyAction): void {
    if (action.type === 'hotkey') this.hotkey(action.hotkey);
    if (action.type === 'enter') this.enter(action.reading?.contact.value);
    if (action.type === 'escape') this.escape();
    if (action.type === 'modeBack') this.electronically = !this.electronically;
    if (action.type === 'press') this.pressed += 1;
    if (action.type === 'remember') this.#remembered = this.field;
    if (action.type === 'restore') this.set(this.#remembered);
    if (action.type === 'text') this.insert(action.text);
    if (action.type === 'scan') this.take(action.reading.contact.value);
    if (action.type === 'unsure') this.doubt = action;
  }
}
