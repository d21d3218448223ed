import { readDevice } from '../../../src/contact/device/read-device.ts';
import { parseContact } from '../../../src/contact/parse-contact.ts';
import { createKeyEngine, type KeyAction, type KeyEngineOptions } from '../../../web/till/keys/key-engine.ts';
import type { Key } from './streams.ts';

export type Window = 'main' | 'email' | 'phone';

/** A till page of a few lines: what a browser and the form do with keys and with the engine's actions, on a clock of its own. */
export class Till {
  window: Window = 'main';
  field = '';
  contact: string | undefined;
  electronically = false;
  printed = 0;
  cancelled = 0;
  pressed = 0;
  /** It was asked whether the whole field or its end is meant. */
  asked = false;
  mistakes = 0;
  doubt: (KeyAction & { type: 'unsure' }) | undefined;
  readonly actions: KeyAction[] = [];
  /** Every value the field has had. */
  readonly shown: string[] = [];
  /** A button has the focus. */
  onButton = false;
  now = 1_000;
  #remembered = '';
  readonly #engine;

  constructor(options: KeyEngineOptions = {}) {
    this.#engine = createKeyEngine(options);
  }

  open(window: Window, field = ''): void {
    this.window = window;
    this.#set(field);
  }

  play(keys: readonly Key[]): void {
    for (const { after, ...key } of keys) {
      this.wait(after);
      const target =
        this.window === 'main' ? (this.onButton ? 'button' : 'page') : this.window === 'phone' ? 'phone' : 'text';
      const reply = this.#engine.keyDown({ ...key, time: this.now, target, fieldEmpty: this.field === '' });
      this.#do(reply.actions);
      if (!reply.prevent) this.#native(key.key, key.ctrl ?? false);
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

  /** What the browser does with a key that nobody prevented. */
  #native(key: string, ctrl: boolean): void {
    if (this.window === 'main') {
      if ((key === 'Enter' || key === ' ') && this.onButton) this.pressed += 1;
      return;
    }
    if (key === 'Backspace') this.#set(ctrl ? '' : this.field.slice(0, -1));
    else if (Array.from(key).length === 1 && !ctrl) this.#insert(key);
  }

  #insert(text: string): void {
    // The mask of a telephone lets nothing else in.
    const kept = this.window === 'phone' ? text.replace(/[^\d+() -]/g, '') : text;
    if (this.window !== 'main') this.#set(this.field + kept);
  }

  #set(value: string): void {
    this.field = value;
    this.shown.push(value);
  }

  #do(actions: readonly KeyAction[]): void {
    for (const action of actions) {
      this.actions.push(action);
      if (action.type !== 'unsure' && action.type !== 'remember') this.doubt = undefined;
      this.#act(action);
    }
  }

  #act(action: KeyAction): void {
    switch (action.type) {
      case 'hotkey':
        if (action.hotkey === 'electronically') this.electronically = !this.electronically;
        else if (this.window === 'main') this.open(action.hotkey);
        break;
      case 'enter':
        if (this.window === 'main') this.printed += 1;
        else this.#accept(action);
        break;
      case 'escape':
        if (this.window === 'main') this.cancelled += 1;
        else this.open('main');
        break;
      case 'press':
        this.pressed += 1;
        break;
      case 'remember':
        this.#remembered = this.field;
        break;
      case 'restore':
        this.#set(this.#remembered);
        break;
      case 'text':
        this.#insert(action.text);
        break;
      case 'scan':
        this.#take(action.reading.contact.value);
        break;
      case 'unsure':
        this.doubt = action;
        break;
      default:
    }
  }

  #accept(action: KeyAction & { type: 'enter' }): void {
    const typed = parseContact(this.field);
    const decoded = readDevice(this.field);
    const another = action.reading && typed.ok && action.reading.contact.value !== typed.contact.value;
    if (another && !this.asked) this.asked = true;
    else if (typed.ok) this.#take(typed.contact.value);
    else if (decoded.ok) this.#take(decoded.contact.value);
    else if (action.reading) this.#take(action.reading.contact.value);
    else this.mistakes += 1;
  }

  #take(contact: string): void {
    this.contact = contact;
    this.open('main');
  }
}
