import { expect, test } from 'vitest';
import {
  createKeyEngine,
  type KeyAction,
  type KeyEngineOptions,
  type KeyInput,
} from '../../../web/till/keys/key-engine.ts';
import { randomOf, scanKeys } from './streams.ts';
import { Till } from './till.ts';

/** Plays keys, each `after` milliseconds, and lets all timers run out. */
function actionsOf(
  keys: (Partial<KeyInput> & { after?: number; up?: boolean })[],
  options: KeyEngineOptions = {},
): KeyAction[] {
  const engine = createKeyEngine(options);
  const actions: KeyAction[] = [];
  let time = 1_000;
  for (const { after = 300, up = false, ...input } of keys) {
    time += after;
    while (engine.wakeAt !== undefined && engine.wakeAt < time) actions.push(...engine.tick(engine.wakeAt));
    const key = { key: '', code: '', target: 'page' as const, ...input, time };
    actions.push(...(up ? engine.keyUp(key) : engine.keyDown(key)).actions);
  }
  while (engine.wakeAt !== undefined) actions.push(...engine.tick(engine.wakeAt));
  return actions;
}

const typesOf = (actions: KeyAction[]) =>
  actions.map((action) => (action.type === 'hotkey' ? action.hotkey : action.type));

test('hotkeys: digits of the row and of the number pad, nothing with Shift', () => {
  expect(
    typesOf(
      actionsOf([
        { key: '1', code: 'Digit1' },
        { key: '2', code: 'Numpad2' },
        { key: '3', code: 'Digit3' },
        { key: 'Enter', code: 'NumpadEnter' },
        { key: 'Escape', code: 'Escape' },
        { key: '!', code: 'Digit1', shift: true },
        { key: 'End', code: 'Numpad1' },
        { key: '4', code: 'Digit4' },
      ]),
    ),
  ).toEqual(['email', 'phone', 'electronically', 'enter', 'escape']);
});

test('hotkeys can be other keys, in any layout, or off', () => {
  const hotkeys = { email: 'e', phone: 'F2', electronically: 'q' };
  const keys = [
    { key: 'у', code: 'KeyE' },
    { key: 'F2', code: 'F2' },
    { key: 'Q', code: 'KeyQ', shift: true },
    { key: '1', code: 'Digit1' },
  ];
  expect(typesOf(actionsOf(keys, { hotkeys }))).toEqual(['email', 'phone', 'electronically']);
  expect(typesOf(actionsOf([...keys, { key: 'Enter', code: 'Enter' }], { hotkeys: false }))).toEqual(['enter']);
});

test('keys of the browser and of the system are left to them', () => {
  const engine = createKeyEngine();
  for (const key of [
    { key: 'r', code: 'KeyR', ctrl: true },
    { key: 'F5', code: 'F5' },
    { key: 'Tab', code: 'Tab' },
    { key: 'Shift', code: 'ShiftLeft' },
    { key: 'Process', code: 'KeyA' },
    { key: 'F4', code: 'F4', alt: true },
  ]) {
    expect(engine.keyDown({ ...key, time: 1_000, target: 'page' })).toEqual({ prevent: false, actions: [] });
    engine.reset();
  }
});

test('what a scanner holds down with Ctrl does not reach the browser', () => {
  const engine = createKeyEngine();
  engine.keyDown({ key: '7', code: 'Digit7', time: 1_000, target: 'page' });
  expect(engine.keyDown({ key: 'j', code: 'KeyJ', ctrl: true, time: 1_010, target: 'page' }).prevent).toBe(true);
});

test('Enter and Space on a focused button press it, after the guard and once', () => {
  const button = { target: 'button' as const };
  expect(typesOf(actionsOf([{ key: 'Enter', code: 'Enter', ...button }]))).toEqual(['press']);
  expect(typesOf(actionsOf([{ key: ' ', code: 'Space', ...button }]))).toEqual(['press']);
  const engine = createKeyEngine();
  expect(engine.keyDown({ key: 'Enter', code: 'Enter', time: 1_000, ...button })).toEqual({
    prevent: true,
    actions: [],
  });
});

test('a held key never counts, told by the system or not', () => {
  const enter = { key: 'Enter', code: 'Enter' };
  const held = Array.from({ length: 30 }, (_, at) => ({ ...enter, after: at === 0 ? 500 : 33 }));
  expect(typesOf(actionsOf([enter, ...held.map((key) => ({ ...key, repeat: true }))]))).toEqual(['enter']);
  expect(typesOf(actionsOf([enter, ...held]))).toEqual(['enter']);
  const digit = { key: '3', code: 'Digit3' };
  expect(typesOf(actionsOf([digit, ...held.map((key) => ({ ...digit, after: key.after, repeat: true }))]))).toEqual([
    'electronically',
  ]);
});

test('a scanner that types by Alt and codes triggers nothing', () => {
  const keys = Array.from('ivan12@mail.ru').flatMap((sign) => [
    { key: 'Alt', code: 'AltLeft', alt: true, after: 5 },
    ...Array.from(`0${sign.charCodeAt(0)}`, (digit) => ({ key: digit, code: `Numpad${digit}`, alt: true, after: 5 })),
    { key: 'Alt', code: 'AltLeft', up: true, after: 5 },
  ]);
  const actions = actionsOf([...keys, { key: 'Enter', code: 'Enter', after: 5 }]);
  expect(actions).toMatchObject([{ type: 'scan', reading: { contact: { value: 'ivan12@mail.ru' } } }]);
});

test('a scanner with the keyboard of another country is read by what it typed', () => {
  const keys = Array.from('zoya@mail.ru').map((sign) => ({
    key: sign,
    code:
      sign === '@'
        ? 'KeyQ'
        : sign === 'z'
          ? 'KeyY'
          : sign === 'y'
            ? 'KeyZ'
            : sign === '.'
              ? 'Period'
              : `Key${sign.toUpperCase()}`,
    ctrl: sign === '@',
    alt: sign === '@',
    after: 8,
  }));
  expect(actionsOf(keys)).toMatchObject([{ type: 'scan', reading: { contact: { value: 'zoya@mail.ru' } } }]);
});

test('a timer that was held up lets the keys behind it come first', () => {
  const engine = createKeyEngine();
  engine.keyDown({ key: '1', code: 'Digit1', time: 1_000, target: 'page' });
  expect(engine.tick(1_119)).toEqual([]);
  expect(engine.tick(1_400)).toEqual([]);
  for (const [at, digit] of Array.from('234567890', (sign, place) => [place, sign] as const))
    expect(
      engine.keyDown({ key: digit, code: `Digit${digit}`, time: 1_010 + at * 10, target: 'page' }).actions,
    ).toEqual([]);
  expect(engine.tick(1_220)).toMatchObject([{ type: 'scanUnreadable' }]);
});

test('what is pending is forgotten on reset', () => {
  const engine = createKeyEngine();
  engine.keyDown({ key: '1', code: 'Digit1', time: 1_000, target: 'page' });
  engine.reset();
  expect([engine.wakeAt, engine.tick(5_000)]).toEqual([undefined, []]);
});

test('a scan told is not told again when its end comes late, and its Enter never prints', () => {
  const scan = Array.from('+79161234567').map((sign) => ({ key: sign, after: 10 }));
  expect(typesOf(actionsOf([...scan, { key: 'Enter', code: 'Enter', after: 200 }]))).toEqual(['scan']);
  expect(typesOf(actionsOf([...scan, { key: 'Enter', code: 'Enter', after: 260 }]))).toEqual(['scan', 'enter']);
});

test('at the speed a till has learnt, a scan in an empty field is decoded', () => {
  const device = { gap: 80, layout: 'ru', suffix: 'none', prefix: '', withoutCodes: false } as const;
  const till = new Till({ scanner: { gap: 140, fast: 100 } });
  till.open('email');
  till.play(scanKeys(randomOf(1), 'ivan@mail.ru', device));
  till.wait(400);
  expect([till.contact, till.window]).toEqual(['ivan@mail.ru', 'main']);
});

test('a doubt is settled by the hand: Enter takes what was typed, Escape takes the line away', () => {
  const typed = Array.from('29161234567').map((digit) => ({ key: digit, code: `Digit${digit}`, after: 80 }));
  const [doubt, ...none] = actionsOf(typed);
  expect(doubt).toMatchObject({ type: 'unsure', hotkey: 'phone', text: '9161234567', reading: { ok: false } });
  expect(none).toEqual([]);
  expect(actionsOf([...typed, { key: 'Enter', code: 'Enter' }]).slice(1)).toEqual([
    { type: 'hotkey', hotkey: 'phone' },
    { type: 'text', text: '9161234567' },
  ]);
  expect(typesOf(actionsOf([...typed, { key: 'Escape', code: 'Escape' }]))).toEqual(['unsure', 'dismiss']);
  expect(typesOf(actionsOf([...typed, { key: 'Enter', code: 'Enter', after: 3_000 }]))).toEqual(['unsure', 'enter']);
});
