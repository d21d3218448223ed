import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { readDevice } from '../src/contact/device/read-device.ts';
import { bankCard, contactCode, strangeCode } from '../test/web/keys/scans.ts';
import { handScenario, playScan, scanScenario, singleScenario } from '../test/web/keys/scenarios.ts';
import { type Key, randomOf } from '../test/web/keys/streams.ts';
import { Form, Till } from '../test/web/keys/till.ts';
import { createKeyEngine } from '../web/till/keys/key-engine.ts';
import { median, printTable } from './measure.ts';

/** Streams in each of the five groups. */
const STREAMS = 2_000;

type Listener = (event: KeyEvent) => void;
interface KeyEvent {
  key: string;
  keyCode: number;
  which: number;
  shiftKey: boolean;
  preventDefault(): void;
  stopImmediatePropagation(): void;
}
interface OnScan {
  attachTo(target: object, options: { onScan: (text: string) => void; onScanError?: () => void }): void;
}

const onScanSource = readFileSync(createRequire(import.meta.url).resolve('onscan.js'), 'utf8');

/** The same form over onscan.js at its defaults, its hotkeys acting at once as in any page; clock and timers are the form's own. */
class OnScanForm extends Form {
  readonly handed: string[] = [];
  readonly #listeners: Listener[] = [];
  #timers: { id: number; due: number; run: () => void }[] = [];
  #lastTimer = 0;

  constructor() {
    super();
    const page = {
      addEventListener: (type: string, listener: Listener) => {
        if (type === 'keydown') this.#listeners.push(listener.bind(page));
      },
      dispatchEvent: () => true,
    };
    const scope = {
      document: page,
      Date: { now: () => this.now },
      CustomEvent: class {},
      setTimeout: (run: (...args: unknown[]) => void, ms: number, ...args: unknown[]) => {
        this.#lastTimer += 1;
        this.#timers.push({ id: this.#lastTimer, due: this.now + ms, run: () => run(...args) });
        return this.#lastTimer;
      },
      clearTimeout: (id: number) => {
        this.#timers = this.#timers.filter((timer) => timer.id !== id);
      },
      onScan: undefined as OnScan | undefined,
    };
    // A UMD file hands itself to `this` where there is neither a module nor a loader.
    vm.runInNewContext(onScanSource, scope);
    scope.onScan?.attachTo(page, { onScan: (text) => this.#scanned(text) });
    this.#listeners.push((event) => this.#hotkeys(event));
  }

  play(keys: readonly Key[]): void {
    for (const { after, ...key } of keys) {
      this.wait(after);
      let prevented = false;
      let stopped = false;
      const code = keyCodeOf(key.code);
      const event: KeyEvent & { repeat: boolean } = {
        key: key.key,
        keyCode: code,
        which: code,
        shiftKey: key.shift ?? false,
        repeat: key.repeat ?? false,
        preventDefault: () => {
          prevented = true;
        },
        stopImmediatePropagation: () => {
          stopped = true;
        },
      };
      for (const listener of this.#listeners) if (!stopped) listener(event);
      if (!prevented) this.native(key.key, key.ctrl ?? false);
    }
  }

  wait(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.#timers.toSorted((one, other) => one.due - other.due)[0];
      if (!next || next.due > end) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.now = next.due;
      next.run();
    }
    this.now = end;
  }

  #scanned(text: string): void {
    this.handed.push(text);
    const reading = readDevice(text);
    if (reading.ok) this.take(reading.contact.value);
  }

  #hotkeys(event: KeyEvent & { repeat?: boolean }): void {
    if (event.repeat) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      this.enter();
    } else if (event.key === 'Escape') this.escape();
    else if (this.window === 'main' && /^[123]$/.test(event.key)) {
      event.preventDefault();
      this.hotkey((['email', 'phone', 'electronically'] as const)[Number(event.key) - 1] ?? 'email');
    }
  }
}

const OEM: Record<string, number> = {
  Enter: 13,
  Tab: 9,
  Escape: 27,
  Backspace: 8,
  Space: 32,
  ShiftLeft: 16,
  F8: 119,
  Semicolon: 186,
  Equal: 187,
  Comma: 188,
  Minus: 189,
  Period: 190,
  Slash: 191,
  Backquote: 192,
  BracketLeft: 219,
  Backslash: 220,
  BracketRight: 221,
  Quote: 222,
};

function keyCodeOf(code: string): number {
  const [, kind = '', sign = ''] = /^(Key|Digit|Numpad)(.)$/.exec(code) ?? [];
  if (kind === 'Numpad') return 96 + Number(sign);
  return kind === '' ? (OEM[code] ?? 0) : sign.charCodeAt(0);
}

type Verdict = 'right' | 'asked' | 'lost' | 'wrong';
type Group = [name: string, trial: (random: () => number, form: (options?: object) => Form) => Verdict];

const doubts = (form: Form): boolean => form instanceof Till && form.doubt !== undefined;

const groups: Group[] = [
  [
    'contact scanned',
    (random, make) => {
      const code = contactCode(random);
      const scan = scanScenario(random, code);
      const form = make(scan.options);
      playScan(form, scan);
      if (form.acted) return 'wrong';
      if (form.contact === undefined && form.window !== 'main' && !form.asked)
        form.play([{ key: 'Enter', code: 'Enter', after: 600 }]);
      if (form.contact === code.contact) return 'right';
      if (form.contact !== undefined) return 'wrong';
      return doubts(form) || form.asked ? 'asked' : 'lost';
    },
  ],
  [
    'unreadable code scanned',
    (random, make) => {
      const scan = scanScenario(random, strangeCode(random));
      const form = make(scan.options);
      playScan(form, scan);
      if (form.acted || form.contact !== undefined) return 'wrong';
      return doubts(form) ? 'asked' : 'right';
    },
  ],
  [
    'bank card swiped',
    (random, make) => {
      const scan = scanScenario(random, bankCard(random));
      const form = make(scan.options);
      playScan(form, scan);
      const traces = [
        ...form.shown,
        ...(form instanceof OnScanForm ? form.handed : []),
        JSON.stringify(actionsOf(form)),
      ];
      return form.acted || form.contact || traces.some((trace) => /\d{8}/.test(trace)) ? 'wrong' : 'right';
    },
  ],
  [
    'contact typed by hand',
    (random, make) => {
      const hand = handScenario(random, true);
      const form = make();
      form.play([...hand.typing, ...hand.accept]);
      const again = form.asked || (form.window !== 'main' && form.contact === undefined);
      if (again) form.play([{ key: 'Enter', code: 'Enter', after: 400 }]);
      form.play(hand.end);
      form.wait(500);
      const ended = form.printed === hand.printed && form.cancelled === hand.cancelled;
      const right = ended && form.contact === hand.contact && form.electronically === hand.electronically;
      return right ? (again ? 'asked' : 'right') : 'wrong';
    },
  ],
  [
    'single keys, scans between',
    (random, make) => {
      const single = singleScenario(random);
      const form = make();
      form.play(single.keys);
      form.wait(400);
      const right = form.printed === 1 && form.cancelled === 0 && form.electronically === single.electronically;
      if (!right) return 'wrong';
      return form.contact === single.contact ? 'right' : form.contact === undefined ? 'lost' : 'wrong';
    },
  ],
];

function actionsOf(form: Form): unknown {
  return form instanceof Till ? form.actions : [];
}

const rows: string[][] = [['', 'streams', 'wrong', 'lost', 'asked', 'its wrong', 'its lost']];
const sums = { kvitok: 0, onScan: 0 };
groups.forEach(([name, trial], group) => {
  const count = (form: (options?: object) => Form) => {
    const verdicts: Record<Verdict, number> = { right: 0, asked: 0, lost: 0, wrong: 0 };
    for (let at = 0; at < STREAMS; at += 1) verdicts[trial(randomOf(group * 1_000_003 + at), form)] += 1;
    return verdicts;
  };
  const [kvitok, onScan] = [count((options) => new Till(options)), count(() => new OnScanForm())];
  sums.kvitok += kvitok.wrong + kvitok.lost;
  sums.onScan += onScan.wrong + onScan.lost;
  const numbers = [STREAMS, kvitok.wrong, kvitok.lost, kvitok.asked, onScan.wrong, onScan.lost];
  rows.push([name, ...numbers.map(String)]);
});
rows.push(['all', `${STREAMS * groups.length}`, `${sums.kvitok}`, '', '', `${sums.onScan}`, '']);
printTable(
  'Key streams: scanners at 5–100 ms, RU and US layouts, all suffixes; hands at 60–250 ms (Kvitok, then onscan.js 1.5.2 at its defaults)',
  rows,
);

const rounds = Array.from({ length: 5 }, () => {
  const engine = createKeyEngine();
  const started = performance.now();
  for (let at = 0; at < 50_000; at += 1) {
    engine.keyDown({ key: `${at % 10}`, code: `Digit${at % 10}`, time: at * 10, target: 'text', fieldEmpty: false });
    if (at % 24 === 23) engine.tick(at * 10 + 121);
    if (at % 24 === 23) engine.reset();
  }
  return ((performance.now() - started) / 50_000) * 1_000;
});
console.log(`\n  one key through the engine: ${median(rounds).toFixed(2)} µs`);
