import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SaleView } from '../../src/server/api.ts';
import { type EmulatorProcess, startEmulator } from '../registers/emulator-process.ts';
import { type Service, startService } from '../servers/service.ts';
import { saleDocument } from '../till/shop.ts';
import { openChromium } from './chromium.ts';
import { typeAsDevice } from './scanner.ts';

/** A till at a register in a process of its own, with a browser before it. */
export interface Bench {
  folder: string;
  service(): Service;
  emulator(): EmulatorProcess;
  browser: Browser;
  /** The till's page, ready for a sale; `settings` go to the context. */
  open(context?: BrowserContext): Promise<Page>;
  context(): Promise<BrowserContext>;
  /** A sale arrives; gives its id. */
  sell(given?: Parameters<typeof saleDocument>[0]): Promise<string>;
  sale(id: string): Promise<SaleView>;
  /** Waits for a state of the sale. */
  ended(id: string, state: SaleView['state']): Promise<SaleView>;
  /** The next sale at the register meets it. */
  fault(name: string, seconds?: number): Promise<void>;
  restartService(): Promise<void>;
  restartEmulator(): Promise<void>;
  /** Gives up every sale that is open, so that the next test begins with a till that is ready. */
  clear(): Promise<void>;
  /** Files under the folder that hold the text. */
  filesWith(text: string): string[];
  close(): Promise<void>;
}

export async function openBench(args: string[] = ['--demo']): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'kvitok-till-'));
  const drive = join(folder, 'drive.jsonl');
  let emulator = await startEmulator(drive);
  let service = await startService(folder, args);
  const list = [{ id: '1', kind: 'atol', url: emulator.url, timeout: 5 }];
  await service.call('PUT', '/settings/registers', list);
  const browser = await openChromium();
  const sale = async (id: string) => (await service.call('GET', `/sales/${id}`)).json as unknown as SaleView;
  const bench: Bench = {
    folder,
    service: () => service,
    emulator: () => emulator,
    browser,
    context: async () => {
      const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1024, height: 768 } });
      context.setDefaultTimeout(10_000);
      return context;
    },
    open: async (given) => {
      const page = await (given ?? (await bench.context())).newPage();
      await page.goto(`${service.url}/till/1`);
      await page.getByText('Готова к продаже').waitFor();
      return page;
    },
    sell: async (given = {}) => {
      const { json } = await service.call('POST', '/sales?register=1', saleDocument(given));
      if (typeof json.id !== 'string') throw new Error(JSON.stringify(json));
      return json.id;
    },
    sale,
    ended: async (id, state) => {
      for (const end = Date.now() + 20_000; ; ) {
        const now = await sale(id);
        if (now.state === state) return now;
        if (Date.now() > end) throw new Error(`still ${JSON.stringify(now)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    fault: async (name, seconds) => {
      const body = JSON.stringify({ name, ...(seconds === undefined ? {} : { seconds }) });
      const answer = await fetch(`${emulator.url}/emulator/faults`, { method: 'POST', body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    restartService: async () => {
      const { port } = new URL(service.url);
      await service.kill();
      service = await startService(folder, ['--port', port, ...args]);
    },
    restartEmulator: async () => {
      emulator = await startEmulator(drive, emulator.port);
    },
    clear: async () => {
      const { json } = await service.call('GET', '/tills/1');
      const { sale: current, waiting } = json as unknown as { sale?: SaleView; waiting: SaleView[] };
      for (const one of current ? [current, ...waiting] : []) {
        if (one.state === 'unclear') await service.call('POST', `/sales/${one.id}/resolve`, { made: false });
        await service.call('POST', `/sales/${one.id}/cancel`);
      }
    },
    filesWith: (text) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
        const file = join(folder, name);
        return statSync(file).isFile() && readFileSync(file).includes(text);
      }),
    close: async () => {
      await browser.close();
      await service.stop();
      await emulator.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Typed as a scanner types: quick, key by key, a while after whatever was before it. */
export async function scan(page: Page, text: string, delay = 8): Promise<void> {
  await page.waitForTimeout(500);
  await typeAsDevice(page, text, delay);
}

/** One key of a hand, alone. */
export async function press(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(400);
  await page.keyboard.press(key);
}

export const willBe = (page: Page, what: string) => page.getByText(`Будет: ${what}`, { exact: true }).waitFor();
