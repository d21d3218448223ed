// The owner's journal in headless Chromium, built service, 60 deliveries: from the address to 50 rows that answer; the first visit of a browser
// and the next one. Run: node bench/journal-page.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openChromium } from '../test/e2e/chromium.ts';
import { installed, receiptNumber, startService } from '../test/servers/service.ts';
import { median, printTable } from './measure.ts';

const VISITS = Number(process.env.BENCH_VISITS ?? 7);
const DELIVERIES = 60;
const PAGE = 50;

const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
const service = await startService(data, ['--demo'], {}, installed);
for (let number = 1; number <= DELIVERIES; number++)
  await service.call('POST', '/receipts', { receipt: receiptNumber(number), to: `buyer${number}@example.ru` });
const browser = await openChromium();

/** Milliseconds of the page's own clock, which starts with the navigation, until the rows stand and the event loop is free. */
async function visit(page: Page): Promise<number> {
  await page.goto(`${service.url}/journal`, { waitUntil: 'commit' });
  return page.evaluate(
    (rows) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelectorAll('a[href^="/receipts/"]').length < rows) return;
          watch.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        };
        const watch = new MutationObserver(look);
        watch.observe(document, { subtree: true, childList: true });
        look();
      }),
    PAGE,
  );
}

const first: number[] = [];
const next: number[] = [];
for (let number = -1; number < VISITS; number++) {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const [fresh, known] = [await visit(page), await visit(page)];
  await context.close();
  if (number < 0) continue;
  first.push(fresh);
  next.push(known);
}
await browser.close();
await service.stop();
rmSync(data, { recursive: true, force: true });
const row = (values: number[]) => [
  median(values).toFixed(0),
  Math.min(...values).toFixed(0),
  Math.max(...values).toFixed(0),
];
printTable('Journal: from the address to 50 rows that answer, ms', [
  ['', 'median', 'least', 'most'],
  ['first visit of a browser', ...row(first)],
  ['next visit', ...row(next)],
]);
process.exit(0);
