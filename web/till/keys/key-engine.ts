import type { DeviceReading } from '../../../src/contact/device/reading.ts';
import { AltCode } from './alt-code.ts';
import type { KeyAction, KeyInput, KeyReply } from './input.ts';
import { asTyped, byMachine, hotkeyOf, playBack, readStrokes, scanOf } from './judge.ts';
import { type KeyEngineOptions, rulesOf } from './options.ts';
import { afterPrefix, charsIn, isField, meanGap, type Run, type Stroke, strokeOf, textOf } from './run.ts';
import { beginsLikeDevice } from './withhold.ts';

export type { Hotkey, KeyAction, KeyInput, KeyReply, KeyTarget } from './input.ts';
export { type KeyEngineOptions, type ScannerHabits, usualHabits } from './options.ts';

/**
 * Tells a hand from a scanner or a card reader by the time between keys, and says what the page has to do. It knows no DOM and no clock:
 * the page hands over each `keydown` in the capture phase, does what comes back, and calls `tick` at `wakeAt`.
 */
export interface KeyEngine {
  keyDown(input: KeyInput): KeyReply;
  /** Only Alt matters: some scanners type by Alt and the code of a character. */
  keyUp(input: KeyInput): KeyReply;
  /** Time has passed. Call it at `wakeAt`, or later. */
  tick(now: number): KeyAction[];
  /** When `tick` is due, on the scale of `KeyInput.time`; undefined = nothing is pending. Read it after each call. */
  readonly wakeAt: number | undefined;
  /** Forget what is pending: the window lost focus, another sale came. */
  reset(): void;
}

/** A run longer than any code holds no more keys. */
const LONGEST_RUN = 4_096;
/** A timer later than this was held up, and keys may be waiting behind it. */
const LATE = 40;
/** How long a hand that was not recognised is awaited, milliseconds. */
const DOUBT = 1_500;
const GROUP_SEPARATOR = '\u001d';
const MODIFIERS = /^(?:Shift|Control|Alt|AltGraph|Meta|OS|CapsLock|NumLock|ScrollLock|Fn|FnLock|Hyper|Super|Symbol)$/;
const NOT_TYPED = /^(?:Process|Dead|Unidentified|Compose)$/;

/** A key engine for one page. Its rules: see docs of `KeyAction`. Never throws. */
export function createKeyEngine(options: KeyEngineOptions = {}): KeyEngine {
  return new Engine(options);
}

class Engine implements KeyEngine {
  readonly #rules;
  readonly #alt = new AltCode();
  #run: Run | undefined;
  /** A scan that has been told: what follows it closely is its rest. */
  #told: Run | undefined;
  /** A run that ended because time passed: a key of it may still be on its way, for a busy system holds keys up. */
  #silent: Run | undefined;
  #doubt: { strokes: Stroke[]; until: number } | undefined;
  /** What came at one go after something else in the field, and is a contact by itself. */
  #ending: (DeviceReading & { ok: true }) | undefined;
  #graceUntil = 0;

  constructor(options: KeyEngineOptions) {
    this.#rules = rulesOf(options);
  }

  get wakeAt(): number | undefined {
    return this.#run && Math.max(this.#run.last + this.#gap + this.#run.late, this.#graceUntil);
  }

  reset(): void {
    this.#run = this.#told = this.#silent = this.#doubt = this.#ending = undefined;
    this.#graceUntil = 0;
  }

  tick(now: number): KeyAction[] {
    const due = this.wakeAt;
    if (due === undefined || now < due) return [];
    if (this.#graceUntil === 0 && now - due > LATE) {
      this.#graceUntil = now + 1;
      return [];
    }
    const run = this.#run;
    const actions = this.#finish();
    // Nothing belongs to a run after its Enter or Escape, but for the second of a device that types two.
    if (run?.acted || run?.strokes.every(({ kind }) => kind !== 'enter' && kind !== 'escape')) {
      if (run.withheld || run.strokes.some(({ target }) => !isField(target))) run.played = run.strokes.length;
      this.#silent = run;
    }
    return actions;
  }

  keyUp(input: KeyInput): KeyReply {
    const char = input.key === 'Alt' ? this.#alt.end() : undefined;
    return char === undefined ? { prevent: false, actions: [] } : this.#take(input, altStroke(input, char));
  }

  keyDown(input: KeyInput): KeyReply {
    if (input.composing || NOT_TYPED.test(input.key)) return { prevent: false, actions: [] };
    if (input.key === 'Alt') {
      const char = this.#alt.begin();
      return char === undefined ? { prevent: false, actions: [] } : this.#take(input, altStroke(input, char));
    }
    if (MODIFIERS.test(input.key)) return { prevent: false, actions: [] };
    if (this.#alt.digit(input)) return { prevent: false, actions: [] };
    if (input.repeat) return this.#repeated(input);
    return this.#take(input, input.ctrl || input.alt || input.meta ? this.#chord(input) : strokeOf(input));
  }

  /** A key with Ctrl, Alt or Meta: the browser's own, unless AltGr types a character or a device a control character. */
  #chord(input: KeyInput): Stroke | undefined {
    const { ctrl, alt, meta, key, code } = input;
    if (ctrl && alt && Array.from(key).length === 1) return { ...strokeOf(input), us: key };
    const running = this.#run !== undefined && input.time - this.#run.last < this.#gap;
    if (!running || !ctrl || alt || meta) return undefined;
    if (code === 'KeyJ' || code === 'KeyM') return strokeOf({ ...input, key: 'Enter' });
    return code === 'BracketRight' ? { ...strokeOf(input), key: GROUP_SEPARATOR, us: GROUP_SEPARATOR } : undefined;
  }

  #asLearnt(strokes: Stroke[]): boolean {
    return meanGap(strokes) <= this.#rules.scanner.fast;
  }

  get #gap(): number {
    return this.#rules.scanner.gap;
  }

  /** A held key: somebody's finger. It types in a field and does nothing elsewhere. */
  #repeated({ key, target }: KeyInput): KeyReply {
    const types = isField(target) && key !== 'Enter' && key !== 'Escape';
    if (types && !this.#run?.withheld) this.#run = undefined;
    return { prevent: !types, actions: [] };
  }

  #take(input: KeyInput, stroke: Stroke | undefined): KeyReply {
    const actions: KeyAction[] = [];
    if (this.#run && input.time - this.#run.last >= this.#gap) actions.push(...this.#finish());
    if (!stroke) return { prevent: false, actions };
    if (actions.some((action) => action.type === 'hotkey' && action.hotkey !== 'electronically')) {
      // The window opens in this very event, so the key's own way into its field is not sure.
      if (stroke.kind === 'char' && !isField(stroke.target)) {
        actions.push({ type: 'remember' }, { type: 'text', text: stroke.key });
        this.#open({ ...stroke, target: 'text', acted: true }, input);
        return { prevent: true, actions };
      }
    }
    if (stroke.kind !== 'enter' && stroke.kind !== 'tab') this.#ending = undefined;
    const prevent = isField(stroke.target) ? this.#inField(stroke, input, actions) : this.#onPage(stroke, input);
    return { prevent, actions };
  }

  /** Puts a stroke into the run under way, into the rest of the scan just told, or into a new one. */
  #open(stroke: Stroke, input: KeyInput): Run {
    this.#run ??= this.#goesOn(stroke) ?? {
      strokes: [],
      last: 0,
      late: 0,
      fieldEmpty: input.fieldEmpty ?? false,
      withheld: false,
      acted: false,
      resumed: false,
      played: 0,
      changedMode: false,
    };
    if (this.#run.strokes.length < LONGEST_RUN) this.#run.strokes.push(stroke);
    this.#run.last = stroke.time;
    this.#run.late = input.late ?? 0;
    this.#graceUntil = 0;
    return this.#run;
  }

  /** The run that a stroke belongs to by its own time, though it was taken for whole. */
  #goesOn(stroke: Stroke): Run | undefined {
    const within = (run: Run | undefined, gap: number) => (run && stroke.time - run.last < gap ? run : undefined);
    const told = within(this.#told, 2 * this.#gap);
    const since = told ?? within(this.#silent, this.#gap);
    this.#told = told;
    this.#silent = undefined;
    if (!since) return undefined;
    const fieldEmpty = since.fieldEmpty && since.strokes.some(({ target }) => isField(target));
    return { ...since, strokes: [...since.strokes], fieldEmpty, resumed: true };
  }

  #onPage(stroke: Stroke, input: KeyInput): boolean {
    const { prefix } = this.#rules.scanner;
    const counts =
      stroke.kind !== 'named' || stroke.key === prefix || hotkeyOf(stroke, this.#rules.hotkeys) !== undefined;
    if (this.#run === undefined && !counts) return false;
    // Alone, Tab is nobody's but the browser's.
    stroke.acted = this.#run === undefined && stroke.kind === 'tab';
    this.#open(stroke, input);
    return !stroke.acted;
  }

  #inField(stroke: Stroke, input: KeyInput, actions: KeyAction[]): boolean {
    if (stroke.kind === 'named' && !(this.#run?.withheld || stroke.key === this.#rules.scanner.prefix)) {
      this.#run = this.#silent = undefined;
      return false;
    }
    const first = this.#run === undefined;
    const run = this.#open(stroke, input);
    const alone = run.strokes.every((one) => one === stroke || !isField(one.target));
    if (first && alone && stroke.kind === 'char') actions.push({ type: 'remember' });
    stroke.acted = true;
    if (run.withheld) return true;
    if (stroke.kind === 'enter') {
      if (!run.acted) actions.push(...this.#enterInField(run));
      run.acted = true;
      return true;
    }
    if (stroke.kind === 'escape') {
      if (!run.acted) actions.push({ type: 'escape' });
      run.acted = true;
      return true;
    }
    if (stroke.kind !== 'tab' && beginsLikeDevice(run.strokes, this.#rules)) {
      run.withheld = true;
      if (charsIn(run.strokes).length > 1) actions.push({ type: 'restore' });
      return true;
    }
    return false;
  }

  #enterInField(run: Run): KeyAction[] {
    const typed = run.strokes.slice(0, -1);
    const ending = this.#ending;
    this.#ending = undefined;
    if (charsIn(typed).length === 0) return [ending ? { type: 'enter', reading: ending } : { type: 'enter' }];
    if (charsIn(typed).length < this.#rules.scanner.shortest) return [{ type: 'enter' }];
    const reading = readStrokes(typed, this.#rules);
    if (!reading.ok) return [{ type: 'enter' }];
    if (run.fieldEmpty && this.#asLearnt(run.strokes)) return [{ type: 'restore' }, { type: 'scan', reading }];
    return run.fieldEmpty ? [{ type: 'enter' }] : [...modeBack(run), { type: 'enter', reading }];
  }

  /** Silence: the run is whole. */
  #finish(): KeyAction[] {
    const run = this.#run;
    this.#run = this.#silent = undefined;
    this.#graceUntil = 0;
    if (!run) return [];
    if (run.withheld) return this.#finishWithheld(run);
    const unplayed = run.strokes.slice(run.played).filter((stroke) => !isField(stroke.target));
    if (unplayed.length === 0) return this.#finishTyped(run);
    const pending = run.resumed ? run.strokes : unplayed;
    const chars = charsIn(pending).length;
    if (afterPrefix(pending, this.#rules.scanner.prefix) || chars >= this.#rules.scanner.shortest)
      return this.#finishBurst(run, pending);
    // Too short for a code, but not from a hand.
    if (chars > 1 && (byMachine(pending) || beginsLikeDevice(pending, this.#rules))) return this.#tell(run, pending);
    const actions = run.acted ? [] : this.#pressed(unplayed);
    const changes = actions.filter((action) => action.type === 'hotkey' && action.hotkey === 'electronically');
    if (changes.length % 2 === 1) run.changedMode = !run.changedMode;
    return actions;
  }

  #finishWithheld(run: Run): KeyAction[] {
    const reading = readStrokes(run.strokes, this.#rules);
    const machine = charsIn(run.strokes).length >= this.#rules.scanner.shortest && byMachine(run.strokes);
    const prefixed = afterPrefix(run.strokes, this.#rules.scanner.prefix);
    const device = machine || (prefixed !== undefined && charsIn(prefixed).length > 1);
    if (device || reading.ok || reading.reason.code !== 'noContact') return this.#tell(run, run.strokes);
    const text = textOf(charsIn(run.strokes.slice(run.played)), 'key');
    const entered = run.strokes.some((stroke) => stroke.kind === 'enter');
    return [{ type: 'text', text }, ...(entered ? [{ type: 'enter' } as const] : [])];
  }

  /** Typed in a field, as far as anybody can tell; at the speed of this till's scanner it is decoded, if the field held nothing else. */
  #finishTyped(run: Run): KeyAction[] {
    if (run.acted || charsIn(run.strokes).length < this.#rules.scanner.shortest) return [];
    const reading = readStrokes(run.strokes, this.#rules);
    if (!reading.ok) return [];
    if (!run.fieldEmpty) this.#ending = reading;
    return run.fieldEmpty && this.#asLearnt(run.strokes) ? [{ type: 'restore' }, { type: 'scan', reading }] : [];
  }

  #finishBurst(run: Run, pending: Stroke[]): KeyAction[] {
    const whole = this.#goneOn(pending);
    if (whole && !readStrokes(pending, this.#rules).ok) return this.#pressed(pending);
    const typed = byMachine(pending) ? undefined : asTyped(whole ?? pending, this.#rules);
    if (!typed || afterPrefix(pending, this.#rules.scanner.prefix)) return this.#tell(run, pending);
    const reading = readStrokes(pending, this.#rules);
    if (!reading.ok && reading.reason.code === 'bankCard') return this.#tell(run, pending);
    this.#doubt = { strokes: charsIn(whole ?? pending), until: run.last + DOUBT };
    return [{ type: 'unsure', reading, ...typed }];
  }

  /** All that a hand in doubt has typed, if it may have typed on: a device does not. */
  #goneOn(pending: Stroke[]): Stroke[] | undefined {
    const first = pending[0];
    if (!this.#doubt || !first || first.time > this.#doubt.until || byMachine(pending)) return undefined;
    const again = textOf(charsIn(pending), 'us').startsWith(textOf(this.#doubt.strokes, 'us'));
    return again ? undefined : [...this.#doubt.strokes, ...charsIn(pending)];
  }

  #tell(run: Run, strokes: Stroke[]): KeyAction[] {
    const before = this.#told && textOf(charsIn(this.#told.strokes), 'us');
    this.#told = run;
    this.#doubt = undefined;
    if (before === textOf(charsIn(run.strokes), 'us')) return [];
    const told = scanOf(readStrokes(strokes, this.#rules));
    return [...modeBack(run), told];
  }

  /** Keys of a hand on the main window. */
  #pressed(pending: Stroke[]): KeyAction[] {
    const doubt = this.#doubt;
    this.#doubt = undefined;
    const first = pending[0];
    // A held Enter of a system that does not tell repeats.
    if (pending.length > 2 && pending.every((stroke) => stroke.kind === 'enter')) return [];
    if (!doubt || !first || first.time > doubt.until) return playBack(pending, this.#rules);
    if (first.kind === 'escape') return [{ type: 'dismiss' }];
    return playBack([...doubt.strokes, ...charsIn(pending)], this.#rules);
  }
}

/** A run that turned out to be a scan has changed nothing. */
function modeBack(run: Run): KeyAction[] {
  const back = run.changedMode;
  run.changedMode = false;
  return back ? [{ type: 'modeBack' }] : [];
}

function altStroke(input: KeyInput, char: string): Stroke {
  return { ...strokeOf({ ...input, key: char, code: '' }), us: char };
}
