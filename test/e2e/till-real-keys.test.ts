import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench, willBe } from './till-bench.ts';

const needed = ['Xvfb', 'xdotool', 'setxkbmap'];
const missing = needed.filter((name) => spawnSync('which', [name]).status !== 0);
const skip = missing.length > 0 && process.env.CI === undefined;
if (skip) console.log(`Real key events are not tried: ${missing.join(', ')} not found`);

/** X key codes by the places of a US keyboard. */
const rows: [first: number, plain: string, shifted: string][] = [
  [10, '1234567890-=', '!@#$%^&*()_+'],
  [24, 'qwertyuiop[]', 'QWERTYUIOP{}'],
  [38, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [52, 'zxcvbnm,./', 'ZXCVBNM<>?'],
];
const SHIFTED = '⇧';
const keyOf = (sign: string): string => {
  for (const [first, plain, shifted] of rows) {
    if (plain.includes(sign)) return String(first + plain.indexOf(sign));
    if (shifted.includes(sign)) return `${SHIFTED}${first + shifted.indexOf(sign)}`;
  }
  throw new Error(`no key types ${sign}`);
};
const ENTER = 'Return';
const TAB = 'Tab';
const ESCAPE = 'Escape';

/** A program before all others, where that is allowed: a device keeps its time however loaded the machine is. */
const promptly = (name: string): string[] => (process.getuid?.() === 0 ? ['nice', '-n', '-15', name] : [name]);

let bench: Bench;
let screen: ChildProcess;
let profile: string;
let context: BrowserContext;
let page: Page;
let display: string;

beforeAll(async () => {
  if (skip) return;
  const [xvfb = '', ...first] = promptly('Xvfb');
  screen = spawn(xvfb, [...first, '-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  display = await new Promise<string>((resolve, reject) => {
    screen.stdio[3]?.on('data', (bytes: Buffer) => resolve(`:${String(bytes).trim()}`));
    screen.once('exit', () => reject(new Error('Xvfb did not start')));
  });
  bench = await openBench();
  profile = mkdtempSync(join(tmpdir(), 'kvitok-keys-'));
  context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: false,
    viewport: null,
    locale: 'ru-RU',
    env: { ...process.env, DISPLAY: display } as Record<string, string>,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--window-size=1024,768',
    ],
  });
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${bench.service().url}/till/1`);
  await page.getByText('Готова к продаже').waitFor();
  await page.bringToFront();
}, 90_000);
afterAll(async () => {
  if (skip) return;
  await context.close();
  await bench.close();
  screen.kill();
  rmSync(profile, { recursive: true, force: true });
});
afterEach(() => (skip ? undefined : bench.clear()));

const x = (name: string, args: string[]) => {
  const [command = '', ...first] = promptly(name);
  execFileSync(command, [...first, ...args], { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' });
};
/** Shift takes no time of its own, as with a device, which tells it together with the key. */
const keys = (strokes: string[], delay: number) =>
  x(
    'xdotool',
    strokes.flatMap((stroke) => {
      const key = ['key', '--delay', String(delay), stroke.replace(SHIFTED, '')];
      const shift = (way: string) => [way, '--delay', '0', 'Shift_L'];
      return stroke.startsWith(SHIFTED) ? [...shift('keydown'), ...key, ...shift('keyup')] : key;
    }),
  );
/** One key of a hand, alone. */
const press = async (stroke: string) => {
  await page.waitForTimeout(500);
  keys([stroke], 0);
};
/** The slowest of the scan's keys, milliseconds after the one before. */
const scan = async (text: string, delay: number, suffix: readonly string[]): Promise<number> => {
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    const times: number[] = [];
    const hear = ({ key, timeStamp }: KeyboardEvent) => key !== 'Shift' && times.push(timeStamp);
    window.addEventListener('keydown', hear, true);
    Object.assign(globalThis, { keyTimes: times });
  });
  keys([...Array.from(text, keyOf), ...suffix], delay);
  await page.waitForTimeout(300);
  const times = await page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes);
  return Math.max(...times.slice(1).map((time, at) => time - (times[at] ?? time)));
};

/** Milliseconds between keys above which it is another device's speed, because this machine is busy. */
const latest = (delay: number): number => (delay < 40 ? 35 : 118);
const TRIES = 12;

const ways = (['us', 'ru'] as const).flatMap((layout) =>
  [8, 80].flatMap((delay) => [[layout, delay, [ENTER]] as const, [layout, delay, [TAB]] as const]),
);
const scans = [
  ['', 'ivan.petrov@mail.ru', 'письмо на ivan.petrov@mail.ru'],
  ['1', '+79161234567', 'SMS на +7 916 123-45-67'],
  ['2', 'maria_2@yandex.ru', 'письмо на maria_2@yandex.ru'],
  ['1', 'ivan.petrov@mail.ru', 'письмо на ivan.petrov@mail.ru'],
  ['2', '89260000000', 'SMS на +7 926 000-00-00'],
] as const;

test.skipIf(skip).for(ways)(
  'layout %s, %i ms a key, suffix %s: real keys of a scanner give the contact in every window, and never print',
  { timeout: 400_000 },
  async ([layout, delay, suffix], { skip: leaveOut }) => {
    x('setxkbmap', [layout]);
    for (let left = TRIES; ; left--) {
      const id = await bench.sell();
      await page.getByRole('button', { name: 'Печатать' }).waitFor();
      if (await scannedEverywhere(delay, suffix)) {
        expect((await bench.sale(id)).state).toBe('awaiting-contact');
        await press(ESCAPE);
        await bench.ended(id, 'cancelled');
        await page.getByText('Готова к продаже').waitFor();
        return;
      }
      if (left === 0) leaveOut(`this machine can not type at ${delay} ms: it is too busy`);
      await bench.clear();
      await page.getByText('Готова к продаже').waitFor();
    }
  },
);

/** False if the machine did not keep the device's time. */
async function scannedEverywhere(delay: number, suffix: readonly string[]): Promise<boolean> {
  const dialog = page.getByRole('dialog');
  for (const [window, text, shown] of scans) {
    if (window !== '') await press(keyOf(window));
    if (window !== '') await dialog.waitFor();
    if ((await scan(text, delay, suffix)) > latest(delay)) return false;
    // At the speed of a hand a field keeps what is typed until Enter accepts it: the scan's own, or the cashier's.
    if (window !== '' && suffix[0] === TAB && (await dialog.isVisible())) await press(ENTER);
    await willBe(page, `бумажный чек и ${shown}`);
    await dialog.waitFor({ state: 'detached' });
  }
  return true;
}

test.skipIf(skip)('a hand under the Russian layout: 1, an address, Enter, 3, Enter', async () => {
  x('setxkbmap', ['us']);
  const id = await bench.sell();
  await page.getByRole('button', { name: 'Печатать' }).waitFor();
  await press(keyOf('1'));
  await page.getByRole('dialog').waitFor();
  keys(Array.from('petrov@', keyOf), 140);
  await press('F1');
  await press(ENTER);
  await willBe(page, 'бумажный чек и письмо на petrov@mail.ru');
  x('setxkbmap', ['ru']);
  await press(keyOf('3'));
  await willBe(page, 'чек без бумаги и письмо на petrov@mail.ru');
  await press(ENTER);
  expect(await bench.ended(id, 'fiscalised')).toMatchObject({ contact: 'petrov@mail.ru', paper: false });
});
