import { expect, test } from 'vitest';
import { bankCard, type Code, contactCode, strangeCode } from './scans.ts';
import { handScenario, playScan, type ScanScenario, scanScenario, singleScenario } from './scenarios.ts';
import { heldUp, randomOf } from './streams.ts';
import { Till } from './till.ts';

/** Each group is so many streams, contacts twice so many: together over ten thousand. */
const STREAMS = 2_200;

/** Runs seeded streams; a trial tells what it did that nobody asked for. */
function wrongIn(group: number, count: number, trial: (random: () => number) => string | undefined): string[] {
  const wrong: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const seed = group * 1_000_003 + at;
    const said = trial(randomOf(seed));
    if (said) wrong.push(`seed ${seed}: ${said}`);
  }
  return wrong.length > 6 ? [...wrong.slice(0, 6), `and ${wrong.length - 6} more`] : wrong;
}

function scanned(random: () => number, code: Code): { till: Till; scan: ScanScenario; what: string } {
  const scan = scanScenario(random, code);
  const till = new Till(scan.options);
  playScan(till, scan);
  const { device, window, field } = scan;
  return {
    till,
    scan,
    what: JSON.stringify({ device, window, field, text: code.text, actions: till.actions, now: till.field }),
  };
}

test('a contact scanned in any state is taken, and nothing else happens', () => {
  const wrong = wrongIn(1, STREAMS * 2, (random) => {
    const code = contactCode(random);
    const { till, scan, what } = scanned(random, code);
    if (till.acted) return `acted: ${what}`;
    if (till.contact === code.contact) return till.window === 'main' ? undefined : `open: ${what}`;
    if (till.contact !== undefined) return `another: ${what}`;
    const asked = till.doubt?.reading.ok && till.doubt.reading.contact.value === code.contact;
    if (scan.window === 'main') return asked ? undefined : `lost: ${what}`;
    if (scan.sure) return `lost in the field: ${what}`;
    // As slow as a hand, it is typing: Enter takes it. Added to something half typed the whole may be a contact too: both are offered.
    if (!till.asked) till.play([{ key: 'Enter', code: 'Enter', after: 600 }]);
    if (till.asked && scan.field !== '') return undefined;
    return till.contact === code.contact ? undefined : `typed: ${what} ${till.contact}`;
  });
  expect(wrong).toEqual([]);
});

test('an unreadable code does nothing but be told', () => {
  const wrong = wrongIn(2, STREAMS, (random) => {
    const { till, scan, what } = scanned(random, strangeCode(random));
    if (till.acted || till.contact !== undefined || till.window !== scan.window) return `acted: ${what}`;
    const told = till.doubt !== undefined || till.actions.some(({ type }) => type === 'scanUnreadable');
    if ((scan.window === 'main' || scan.sure) && !told) return `untold: ${what}`;
    return scan.sure && till.field !== scan.field ? `field: ${what}` : undefined;
  });
  expect(wrong).toEqual([]);
});

test('a bank card swiped in any state is told and leaves no digit', () => {
  const wrong = wrongIn(3, STREAMS, (random) => {
    const { till, scan, what } = scanned(random, bankCard(random));
    if (till.acted || till.contact !== undefined || till.window !== scan.window) return `acted: ${what}`;
    const told = JSON.stringify(till.actions);
    if (/\d{4}/.test(told)) return `trace: ${what}`;
    if (!told.includes('"bankCard"')) return `untold: ${what}`;
    // Under the Russian layout the sentinel is a letter: it takes two digits more to know it.
    const most = scan.field.replace(/\D/g, '').length + 3;
    const seen = till.shown.find((value) => value.replace(/\D/g, '').length > most);
    return seen || till.field !== scan.field ? `shown: ${what}` : undefined;
  });
  expect(wrong).toEqual([]);
});

test('a hand that waits for the window: each key does what it says', () => {
  const wrong = wrongIn(4, STREAMS, (random) => {
    const hand = handScenario(random, true);
    const till = new Till();
    till.play(hand.typing);
    if (till.field !== hand.text) return `typed ${hand.text}, the field has ${till.field}`;
    till.play(hand.accept);
    if (till.asked) till.play(hand.accept.map((key) => ({ ...key, after: 400 })));
    if (till.contact !== hand.contact || till.window !== 'main') return `${hand.text} → ${till.contact}`;
    till.play(hand.end);
    till.wait(500);
    const right = till.printed === hand.printed && till.cancelled === hand.cancelled;
    return right && till.electronically === hand.electronically ? undefined : JSON.stringify(till.actions);
  });
  expect(wrong).toEqual([]);
});

test('a hand that does not wait: nothing is lost and nothing else is taken', () => {
  const wrong = wrongIn(5, STREAMS, (random) => {
    const hand = handScenario(random, false);
    const till = new Till();
    till.play(hand.typing);
    if (random() < 0.5) till.play(hand.accept);
    till.wait(400);
    const what = () => `${hand.text} ${JSON.stringify(till.actions)} field ${till.field}`;
    if (till.contact !== undefined && till.contact !== hand.contact) return `another: ${what()}`;
    for (let tries = 0; tries < 2 && till.contact !== hand.contact; tries += 1)
      till.play(hand.accept.map((key) => ({ ...key, after: 400 })));
    till.wait(400);
    if (till.contact !== hand.contact) return `lost: ${what()}`;
    return till.printed + till.cancelled > 0 || till.electronically ? `acted: ${what()}` : undefined;
  });
  expect(wrong).toEqual([]);
});

test('single keys, quick pairs, held keys and a scan between them', () => {
  const wrong = wrongIn(6, STREAMS, (random) => {
    const { keys, contact, electronically } = singleScenario(random);
    const till = new Till();
    till.play(keys);
    till.wait(400);
    const right = till.printed === 1 && till.cancelled === 0 && till.electronically === electronically;
    return right && till.contact === contact ? undefined : `${contact} ${JSON.stringify(till.actions)}`;
  });
  expect(wrong).toEqual([]);
});

test('a scan whose keys a busy machine holds up is never half taken, prints nothing and leaves the mode as it was', () => {
  const wrong = wrongIn(7, STREAMS, (random) => {
    const code = contactCode(random);
    const scan = scanScenario(random, code);
    const keys = heldUp(random, scan.keys);
    const till = new Till(scan.options);
    playScan(till, { ...scan, keys });
    const what = () =>
      JSON.stringify({
        ...scan,
        keys: keys.map(({ key, stall }) => (stall ? `…${key}` : key)).join(''),
        actions: till.actions,
        contact: till.contact,
        field: till.field,
      });
    if (till.printed + till.cancelled + till.pressed > 0 || till.electronically) return `acted: ${what()}`;
    if (till.contact !== undefined && till.contact !== code.contact) return `another: ${what()}`;
    if (scan.sure && till.contact !== code.contact) return `lost: ${what()}`;
    return undefined;
  });
  expect(wrong).toEqual([]);
});

test('a hand whose keys a busy machine holds up: nothing is lost and nothing else is taken', () => {
  const wrong = wrongIn(8, STREAMS, (random) => {
    const hand = handScenario(random, random() < 0.5);
    const till = new Till();
    till.play(heldUp(random, hand.typing));
    till.wait(400);
    const what = () => `${hand.text} ${JSON.stringify(till.actions)} field ${till.field}`;
    for (let tries = 0; tries < 3 && till.contact !== hand.contact; tries += 1)
      till.play(hand.accept.map((key) => ({ ...key, after: 400 })));
    till.wait(400);
    if (till.contact !== hand.contact) return `${till.contact === undefined ? 'lost' : 'another'}: ${what()}`;
    if (till.electronically !== hand.electronically) return `mode: ${what()}`;
    return till.printed + till.cancelled > 0 ? `acted: ${what()}` : undefined;
  });
  expect(wrong).toEqual([]);
});
