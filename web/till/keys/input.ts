import type { DeviceReading } from '../../../src/contact/device/reading.ts';

/**
 * Where a key lands. `page`: nothing that takes text. `button`: a focused button, which Enter would press. `text` and `phone`: a field of
 * that kind, which shows what is typed in it by itself.
 */
export type KeyTarget = 'page' | 'button' | 'text' | 'phone';

/** A `keydown`, as far as the rules need it. */
export interface KeyInput {
  /** `KeyboardEvent.key`. */
  key: string;
  /** `KeyboardEvent.code`; empty where the system does not tell (remote desktops, on-screen keyboards). */
  code: string;
  /** `KeyboardEvent.timeStamp`, milliseconds. */
  time: number;
  /** Milliseconds from then until the page heard of it; the next key may be held up as long. */
  late?: number;
  target: KeyTarget;
  /** The field is empty before this key. */
  fieldEmpty?: boolean;
  shift?: boolean;
  ctrl?: boolean;
  alt?: boolean;
  meta?: boolean;
  repeat?: boolean;
  /** An input method is at work (`KeyboardEvent.isComposing`). */
  composing?: boolean;
}

export type Hotkey = 'email' | 'phone' | 'electronically';

/** What the page has to do. */
export type KeyAction =
  /** A hotkey pressed alone: open the e-mail window, the phone window, or change the mode. */
  | { type: 'hotkey'; hotkey: Hotkey }
  /** Change the mode back, in whatever window: it was a scan whose first keys were taken for a hotkey. */
  | { type: 'modeBack' }
  /**
   * Enter that somebody pressed: prints on the main window, accepts the field in a sub-window. `reading` is what came at one go after
   * something else in the field, and is a contact by itself: take it where the field as a whole is none; where both are contacts, ask.
   */
  | { type: 'enter'; reading?: DeviceReading & { ok: true } }
  | { type: 'escape' }
  /** Enter or Space on the focused button: press it. */
  | { type: 'press' }
  /** Tab that was held back: move the focus on, or back. */
  | { type: 'tab'; back: boolean }
  /** Keep the value and the selection of the focused field: what begins now may be a scan. */
  | { type: 'remember' }
  /** Put the field back to what was remembered. */
  | { type: 'restore' }
  /** Put this text into the field at the caret: somebody typed it and it was held back. */
  | { type: 'text'; text: string }
  /** A device gave a contact. */
  | { type: 'scan'; reading: DeviceReading & { ok: true } }
  /** A device gave something else: tell the reason and do nothing. A bank card (`reason.code`) comes without a digit. */
  | { type: 'scanUnreadable'; reading: DeviceReading & { ok: false } }
  /**
   * Either a slow scanner or a quick hand. Show both and do nothing: what a device would have given, and the hotkey with the text a hand
   * would have typed after it. If the hand goes on or presses Enter, `hotkey` and `text` follow.
   */
  | { type: 'unsure'; reading: DeviceReading; hotkey: Hotkey; text: string }
  /** Escape after `unsure`: take its line away. */
  | { type: 'dismiss' };

export interface KeyReply {
  /** Call `preventDefault()` and `stopPropagation()` on the event. */
  prevent: boolean;
  /** To be done at once, in this order. */
  actions: KeyAction[];
}
