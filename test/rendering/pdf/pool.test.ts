import { execFileSync } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { closePdfPool, renderPdf } from '../../../src/rendering/index.ts';
import { withNames } from './tools.ts';

test('the main thread never loads the PDF library, and ends though the pool is open', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    const { renderPdf } = await import('./src/rendering/index.ts');
    const { readReceipt } = await import('./src/formats/index.ts');
    const { readFileSync } = await import('node:fs');
    const bytes = await renderPdf(readReceipt(readFileSync('samples/4-cafe.json')).receipt);
    console.log(bytes.length > 1000, loaded.some((url) => /node_modules\\/(pdfkit|fontkit)\\//.test(url)));
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(printed.trim()).toBe('true false');
});

test('the event loop is not held up while long receipts are drawn', async () => {
  const long = withNames(Array.from({ length: 500 }, (_, index) => `Товар ${index} с длинным названием`));
  await renderPdf(long);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await Promise.all(Array.from({ length: 8 }, () => renderPdf(long)));
  delay.disable();
  await closePdfPool();
  // Drawing one such receipt takes hundreds of milliseconds.
  expect(delay.percentile(50) / 1e6).toBeLessThan(50);
});
