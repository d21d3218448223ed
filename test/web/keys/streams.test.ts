import { expect, test } from 'vitest';
import { anyDevice, anyEmail, anyMobile, bankCard, type Code, contactCode, strangeCode } from './scans.ts';
import { handOf, oneOf, randomOf, scanKeys } from './streams.ts';
import { Till, type Window } from './till.ts';

/** Each group is so many streams; together they are over ten thousand. */
const STREAMS = 2_200;
const HALF_TYPED: Record<Window, string> = { main: '', email: 'ma', phone: '+7916' };

interface Trial {
  wrong?: string;
}

/** Runs seeded streams and lists the seeds of those that did something nobody asked for. */
function wrongIn(group: number, count: number, trial: (random: () => number) => Trial): string[] {
  const wrong: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const seed = group * 1_000_003 + at;
    const said = trial(randomOf(seed)).wrong;
    if (said) wrong.push(`seed ${seed}: ${said}`);
  }
  return wrong.length > 6 ? [...wrong.slice(0, 6), `and ${wrong.length - 6} more`] : wrong;
}

/** A scan in some state of the form. */
function scanned(
  random: () => number,
  code: Code,
): { till: Till; window: Window; what: string; fast: boolean; half: boolean } {
  const prefix = oneOf(random, ['', '', '~', 'F8']);
  const till = new Till(random() < 0.2 ? { scanner: { prefix }, hotkeys: false } : { scanner: { prefix } });
  const window = oneOf<Window>(random, ['main', 'main', 'email', 'phone']);
  const half = random() < 0.4;
  const device = anyDevice(random, prefix);
  if (window === 'main') till.onButton = half;
  else till.open(window, half ? HALF_TYPED[window] : '');
  till.wait(500);
  till.play(scanKeys(random, code.text, device));
  till.wait(400);
  return {
    till,
    window,
    fast: device.gap <= 30 || prefix !== '',
    half,
    what: `${JSON.stringify(device)} ${window} ${half ? 'half' : ''} ${JSON.stringify(code.text)} → ${JSON.stringify(till.actions)} field ${till.field}`,
  };
}

/** True if something happened that only a person may cause. */
function acted(till: Till): boolean {
  return (
    till.printed + till.cancelled + till.pressed > 0 ||
    till.electronically ||
    till.actions.some(({ type }) => type === 'hotkey')
  );
}

test('a contact scanned in any state is taken, and nothing else happens', () => {
  const wrong = wrongIn(1, STREAMS * 2, (random) => {
    const code = contactCode(random);
    const { till, window, what, fast, half } = scanned(random, code);
    if (acted(till)) return { wrong: `acted: ${what}` };
    if (till.contact === code.contact) return till.window === 'main' ? {} : { wrong: `open: ${what}` };
    if (till.contact !== undefined) return { wrong: `another: ${what}` };
    const doubted = till.doubt?.reading.ok && till.doubt.reading.contact.value === code.contact;
    if (window === 'main') return doubted ? {} : { wrong: `lost: ${what}` };
    if (fast) return { wrong: `lost in field: ${what}` };
    // As fast as a hand, it is typing: Enter takes it, unless it was added to something half typed.
    if (half) return {};
    till.play([{ key: 'Enter', code: 'Enter', after: 600 }]);
    return till.contact === code.contact ? {} : { wrong: `typed: ${what} ${till.contact}` };
  });
  expect(wrong).toEqual([]);
});

test('an unreadable code does nothing but be told', () => {
  const wrong = wrongIn(2, STREAMS, (random) => {
    const code = strangeCode(random);
    const { till, window, what, fast, half } = scanned(random, code);
    if (acted(till) || till.contact !== undefined || till.window !== window) return { wrong: `acted: ${what}` };
    const told = till.doubt !== undefined || till.actions.some(({ type }) => type === 'scanUnreadable');
    if ((window === 'main' || fast) && !told) return { wrong: `untold: ${what}` };
    return fast && window !== 'main' && till.field !== (half ? HALF_TYPED[window] : '')
      ? { wrong: `field: ${what}` }
      : {};
  });
  expect(wrong).toEqual([]);
});

test('a bank card swiped in any state is told and leaves no digit', () => {
  const wrong = wrongIn(3, STREAMS, (random) => {
    const code = bankCard(random);
    const { till, window, what, half } = scanned(random, code);
    if (acted(till) || till.contact !== undefined || till.window !== window) return { wrong: `acted: ${what}` };
    const trace = JSON.stringify(till.actions).match(/\d{4,}/);
    if (trace) return { wrong: `trace: ${what}` };
    if (!/"bankCard"/.test(JSON.stringify(till.actions))) return { wrong: `untold: ${what}` };
    const longest = till.shown.reduce((most, value) => Math.max(most, value.replace(/\D/g, '').length), 0);
    return longest > 4 + 4 || till.field !== (half ? HALF_TYPED[window] : '')
      ? { wrong: `shown: ${till.shown} ${what}` }
      : {};
  });
  expect(wrong).toEqual([]);
});

test('a hand that waits for the window: each key does what it says', () => {
  const wrong = wrongIn(4, STREAMS, (random) => {
    const hand = handOf(random);
    const till = new Till();
    const pause = () => 150 + 700 * random();
    const byPhone = random() < 0.5;
    const meant = byPhone ? anyMobile(random) : anyEmail(random);
    const text = byPhone ? oneOf(random, ['8', '+7', '7', '']) + meant.slice(2) : meant;
    const mode = random() < 0.5;
    const keys = [
      ...(mode ? [hand.press('3', pause(), 'Digit3')] : []),
      hand.press(byPhone ? '2' : '1', pause(), byPhone ? 'Numpad2' : 'Digit1'),
      ...hand.type(text).map((key, at) => (at === 0 ? { ...key, after: pause() } : key)),
    ];
    const slip = random() < 0.3;
    if (slip) keys.push(...hand.type('9'), hand.press('Backspace'));
    till.play(keys);
    if (till.field !== text) return { wrong: `typed ${text}, the field has ${till.field}` };
    till.play([hand.press('Enter')]);
    if (till.asked) till.play([hand.press('Enter', 400)]);
    if (till.contact !== meant || till.window !== 'main') return { wrong: `${text} → ${till.contact}` };
    const end = oneOf(random, ['Enter', 'Escape']);
    till.play([hand.press(end, pause())]);
    till.wait(500);
    const right = till.printed === (end === 'Enter' ? 1 : 0) && till.cancelled === (end === 'Escape' ? 1 : 0);
    return right && till.electronically === mode ? {} : { wrong: `${end}: ${JSON.stringify(till.actions)}` };
  });
  expect(wrong).toEqual([]);
});

test('a hand that does not wait: nothing is lost and nothing is taken for it', () => {
  const wrong = wrongIn(5, STREAMS, (random) => {
    const hand = handOf(random);
    const till = new Till();
    const byPhone = random() < 0.5;
    const meant = byPhone ? anyMobile(random) : anyEmail(random);
    const text = byPhone ? oneOf(random, ['8', '+7', '7', '']) + meant.slice(2) : meant;
    till.wait(500);
    till.play([hand.press(byPhone ? '2' : '1', 0, byPhone ? 'Digit2' : 'Digit1'), ...hand.type(text)]);
    if (random() < 0.5) till.play([hand.press('Enter')]);
    const what = () => `${hand.pace} ${text} ${JSON.stringify(till.actions)} field ${till.field}`;
    till.wait(400);
    if (till.contact !== undefined && till.contact !== meant) return { wrong: `another: ${what()}` };
    for (let tries = 0; tries < 2 && till.contact !== meant; tries += 1) till.play([hand.press('Enter', 400)]);
    till.wait(400);
    if (till.contact !== meant) return { wrong: `lost: ${what()}` };
    return till.printed + till.cancelled > 0 || till.electronically ? { wrong: `acted: ${what()}` } : {};
  });
  expect(wrong).toEqual([]);
});

test('single keys, quick pairs, held keys and a scan between them', () => {
  const wrong = wrongIn(6, STREAMS, (random) => {
    const hand = handOf(random);
    const till = new Till();
    let toggles = 0;
    for (let times = Math.floor(random() * 4); times > 0; times -= 1) {
      till.play([hand.press('3', 130 + 600 * random(), oneOf(random, ['Digit3', 'Numpad3']))]);
      toggles += 1;
    }
    let contact: string | undefined;
    if (random() < 0.5) {
      till.wait(400);
      const code = contactCode(random);
      till.play(scanKeys(random, code.text, { ...anyDevice(random, ''), gap: oneOf(random, [5, 10, 17, 30]) }));
      till.wait(250 + 400 * random());
      contact = code.contact;
    }
    till.wait(300);
    const pair = random() < 0.5;
    if (pair) till.play([hand.press('3', 0, 'Digit3')]);
    const held = Array.from({ length: 20 }, () => ({ key: 'Enter', code: 'Enter', repeat: true, after: 33 }));
    till.play([hand.press('Enter'), ...(random() < 0.5 ? held : [])]);
    till.wait(400);
    const electronically = (toggles + (pair ? 1 : 0)) % 2 === 1;
    const right = till.printed === 1 && till.cancelled === 0 && till.electronically === electronically;
    return right && till.contact === contact ? {} : { wrong: `${contact} ${JSON.stringify(till.actions)}` };
  });
  expect(wrong).toEqual([]);
});
