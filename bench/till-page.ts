// The cashier's page in headless Chromium before the demo's service: a sale, a key, a scan to the painted frame; its weight; its memory.
// Run: node bench/till-page.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { formatPhone } from '../src/contact/phone.ts';
import { openChromium } from '../test/e2e/chromium.ts';
import { typeAsDevice } from '../test/e2e/scanner.ts';
import { installed, startService } from '../test/servers/service.ts';
import { saleDocument } from '../test/till/shop.ts';
import { printTable, quantile } from './measure.ts';
import { installProbe, react } from './page-probe.ts';

const SALES = Number(process.env.BENCH_SALES ?? 60);
const CYCLES = Number(process.env.BENCH_CYCLES ?? 30);
/** Sales of one page that stays open: the heap is read after a tenth of them, after half and after the last. */
const KEPT = Number(process.env.BENCH_KEPT ?? 1_000);

const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
const service = await startService(data, ['--demo'], {}, installed);
const browser = await openChromium();
const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1024, height: 768 } });
await context.addInitScript(installProbe);
const { json: till } = await service.call('GET', '/tills/1');
const guard = (till as unknown as { form: { scanner: { gap: number } } }).form.scanner.gap;

let id = '';
let posted = 0;
const sell = async (given: Parameters<typeof saleDocument>[0] = {}): Promise<void> => {
  posted = performance.now();
  const { json } = await service.call('POST', '/sales?register=1', saleDocument(given));
  id = String(json.id);
};
const cancel = (page: Page) => react(page, () => service.call('POST', `/sales/${id}/cancel`), 'main.ready');
const open = async (): Promise<Page> => {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${service.url}/till/1`);
  await page.locator('main.ready').waitFor();
  return page;
};

/** What the page's clock is ahead of ours, by the quickest of many questions. */
async function clockOf(page: Page): Promise<number> {
  let [best, ahead] = [Number.POSITIVE_INFINITY, 0];
  for (let question = 0; question < 50; question++) {
    const asked = performance.now();
    const theirs = await page.evaluate(() => performance.now());
    const answered = performance.now();
    if (answered - asked < best) [best, ahead] = [answered - asked, theirs - (asked + answered) / 2];
  }
  return ahead;
}

const scripts: Promise<Buffer>[] = [];
context.on('response', (answer) => {
  if (answer.request().resourceType() === 'script') scripts.push(answer.body());
});
const page = await open();
const weight = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);

const fromEvent: number[] = [];
const fromPost: number[] = [];
const ahead = await clockOf(page);
for (let number = -5; number < SALES; number++) {
  const { sale, painted } = await react(page, sell, 'main.form');
  await cancel(page);
  if (number < 0) continue;
  fromEvent.push(painted - sale);
  fromPost.push(painted - posted - ahead);
}

/** A hand's pause, at any moment of the screen's frame. */
const pause = (least: number) => page.waitForTimeout(least + Math.random() * 17);
const typed = { shown: [] as number[], painted: [] as number[] };
const hotkeys = { shown: [] as number[], painted: [] as number[] };
const scans = { shown: [] as number[], painted: [] as number[] };
const press = async (into: typeof typed, key: string, selector: string, text = ''): Promise<void> => {
  await pause(into === typed ? 70 : 2 * guard);
  const reaction = await react(page, () => page.keyboard.press(key), selector, text);
  const from = reaction.key + (into === typed ? 0 : guard);
  into.shown.push(reaction.shown - from);
  into.painted.push(reaction.painted - from);
};
await react(page, sell, 'main.form');
for (let cycle = 0; cycle < CYCLES; cycle++) {
  // Begins with a letter that the address before, which still stands in the field, has not.
  const address = `${'bcd'[cycle % 3]}${cycle}@mail.ru`;
  await press(hotkeys, '1', '[role="dialog"]');
  for (let length = 1; length <= address.length; length++)
    await press(typed, address[length - 1] ?? '', '[role="dialog"] input', address.slice(0, length));
  await press(typed, 'Enter', '#will', address);
  await press(hotkeys, '3', `[aria-pressed="${cycle % 2 === 0}"]`);
  await press(hotkeys, '1', '[role="dialog"]');
  await press(typed, 'Escape', 'main.form');
}
for (let cycle = 0; cycle < CYCLES; cycle++) {
  const phone = `+79161234${String(cycle).padStart(3, '0')}`;
  await pause(4 * guard);
  const { key, shown, painted } = await react(page, () => typeAsDevice(page, phone), '#will', formatPhone(phone));
  scans.shown.push(shown - key - guard);
  scans.painted.push(painted - key - guard);
}
await cancel(page);
await page.close();

const kept = await open();
const inspector = await context.newCDPSession(kept);
const heap = async (): Promise<{ bytes: number; nodes: number }> => {
  await inspector.send('HeapProfiler.collectGarbage');
  const { usedSize } = await inspector.send('Runtime.getHeapUsage');
  const { nodes } = await inspector.send('Memory.getDOMCounters');
  return { bytes: usedSize, nodes };
};
const heaps: { bytes: number; nodes: number }[] = [];
const read = [KEPT / 10, KEPT / 2, KEPT];
for (let number = 1; number <= KEPT; number++) {
  await react(kept, () => sell({ customerContact: `buyer${number}@mail.ru` }), 'main.form');
  await react(kept, () => kept.locator('main.form .main').click(), 'main', 'Готово');
  if (read.includes(number)) heaps.push(await heap());
}
const [tenth, half, last] = heaps.map(({ bytes }) => bytes) as [number, number, number];

const row = (name: string, values: number[], limit: string): string[] => [
  name,
  ...[0.5, 0.95].map((part) => quantile(values, part).toFixed(1)),
  limit,
];
printTable(`The till's page, milliseconds (guard of ${guard} ms taken off where it is)`, [
  ['', 'p50', 'p95', 'limit p95'],
  row('sale event in the page → form painted', fromEvent, '50'),
  row('sale sent by HTTP → form painted', fromPost, ''),
  row('key in a field, Enter, Esc → document changed', typed.shown, ''),
  row('key in a field, Enter, Esc → painted', typed.painted, '16'),
  row('hotkey → document changed, over the guard', hotkeys.shown, ''),
  row('hotkey → painted, over the guard', hotkeys.painted, '16'),
  row('scan end → contact in the document, over the guard', scans.shown, ''),
  row('scan end → contact painted, over the guard', scans.painted, '50'),
]);
const KB = 1_024;
printTable('The page itself', [
  ['', '', '', 'limit'],
  ['JavaScript gzipped, KB', '', (weight / KB).toFixed(1), '100'],
  ['after so many sales in one page', ...read.map(String)],
  ['JS heap, KB', ...[tenth, half, last].map((bytes) => (bytes / KB).toFixed(0))],
  ['DOM nodes', ...heaps.map(({ nodes }) => String(nodes))],
  [
    'growth of the heap a sale, bytes: since the tenth, since half',
    ((last - tenth) / (KEPT * 0.9)).toFixed(0),
    ((last - half) / (KEPT * 0.5)).toFixed(0),
    '0',
  ],
]);
await browser.close();
await service.stop();
rmSync(data, { recursive: true, force: true });
