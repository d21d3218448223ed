import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { typeAsDevice } from './scanner.ts';
import { type Bench, press, scan, willBe } from './till-bench.ts';
import { tillSuite } from './till-suite.ts';

/** A number that passes the Luhn check and belongs to nobody. */
const CARD = '4111111111111111';
const TRACK = `;${CARD}=30122011234500000000?`;

let bench: Bench;
let context: BrowserContext;
let page: Page;
const said: string[] = [];

tillSuite((own, fresh) => {
  [bench, context] = [own, fresh];
  context.on('request', (request) => said.push(`${request.url()} ${request.postData() ?? ''}`));
  context.on('console', (message) => said.push(message.text()));
});

const begin = async (): Promise<string> => {
  const id = await bench.sell();
  await page.getByRole('button', { name: 'Печатать' }).waitFor();
  return id;
};

/** A scanner where the browser has its interface: the page asks for it once, and a reload finds it allowed. */
const scanners = {
  hid: () => {
    const allowed = () => sessionStorage.getItem('allowed') !== null;
    class Device extends EventTarget {
      opened = false;
      collections = [{ usagePage: 0x8c }];
      async open() {
        this.opened = true;
      }
    }
    const device = new Device();
    const hid = Object.assign(new EventTarget(), {
      requestDevice: async () => {
        sessionStorage.setItem('allowed', '1');
        return [device];
      },
      getDevices: async () => (allowed() ? [device] : []),
    });
    Object.defineProperty(navigator, 'hid', { value: hid });
    Object.assign(globalThis, {
      scanned: (text: string) => {
        const data = new Uint8Array(60);
        const bytes = new TextEncoder().encode(text);
        data[0] = bytes.length;
        data.set(bytes, 4);
        device.dispatchEvent(Object.assign(new Event('inputreport'), { data: new DataView(data.buffer) }));
      },
    });
  },
  serial: () => {
    const allowed = () => sessionStorage.getItem('allowed') !== null;
    let tell: (bytes: Uint8Array) => void = () => {};
    const port = {
      readable: null as ReadableStream<Uint8Array> | null,
      open: async () => {
        port.readable = new ReadableStream({ start: (controller) => (tell = (bytes) => controller.enqueue(bytes)) });
      },
    };
    const serial = Object.assign(new EventTarget(), {
      requestPort: async () => {
        sessionStorage.setItem('allowed', '1');
        return port;
      },
      getPorts: async () => (allowed() ? [port] : []),
    });
    Object.defineProperty(navigator, 'serial', { value: serial });
    // In two pieces, as a slow line gives them.
    Object.assign(globalThis, {
      scanned: (text: string) => {
        tell(new TextEncoder().encode(text.slice(0, 5)));
        tell(new TextEncoder().encode(`${text.slice(5)}\r`));
      },
    });
  },
};
const buttons = { hid: 'Подключить сканер USB (HID-POS)', serial: 'Подключить сканер USB-COM' };
const scanned = (text: string) =>
  page.evaluate((code) => (globalThis as unknown as { scanned(code: string): void }).scanned(code), text);

test.each(['hid', 'serial'] as const)(
  'a scanner by %s is shown in the settings, heard in every window and after a reload',
  async (by) => {
    await context.addInitScript(scanners[by]);
    page = await bench.open(context);
    await page.getByRole('button', { name: 'Настройки кассы' }).click();
    await page.getByRole('button', { name: buttons[by] }).click();
    await page.getByText('Сканер подключён').waitFor();
    await scanned('mailto:ivan@mail.ru');
    await page.getByRole('definition').filter({ hasText: 'ivan@mail.ru' }).first().waitFor();
    const id = await begin();
    await scanned('ivan@mail.ru');
    await willBe(page, 'бумажный чек и письмо на ivan@mail.ru');
    await press(page, '1');
    await page.getByRole('dialog').waitFor();
    await scanned('+79161234567');
    await willBe(page, 'бумажный чек и SMS на +7 916 123-45-67');
    await page.reload();
    await page.getByRole('button', { name: 'Печатать' }).waitFor();
    await scanned('4600051000057');
    await page.getByText('Считано: 4600051000057').waitFor();
    await scanned('petrov@mail.ru');
    await willBe(page, 'бумажный чек и письмо на petrov@mail.ru');
    expect((await bench.sale(id)).state).toBe('awaiting-contact');
  },
);

test('a scanner that could not be connected is told', async () => {
  await context.addInitScript(() => {
    const hid = Object.assign(new EventTarget(), { requestDevice: async () => [], getDevices: async () => [] });
    Object.defineProperty(navigator, 'hid', { value: hid });
  });
  page = await bench.open(context);
  await page.getByRole('button', { name: 'Настройки кассы' }).click();
  await page.getByRole('button', { name: buttons.hid }).click();
  await page.getByText('Сканер не подключился').waitFor();
});

test('a browser without these interfaces says so', async () => {
  await context.addInitScript(() => {
    for (const name of ['hid', 'serial']) Object.defineProperty(navigator, name, { value: undefined });
  });
  page = await bench.open(context);
  await page.getByRole('button', { name: 'Настройки кассы' }).click();
  await page.getByText('Этот браузер подключает только сканеры-клавиатуры.').waitFor();
});

test('a bank card swiped in every state of the page is in no file, request, message or storage', async () => {
  page = await bench.open(context);
  const swipe = async (state: string) => {
    await page.waitForTimeout(500);
    await typeAsDevice(page, TRACK, 6);
    await page.waitForTimeout(300);
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    const fields = await page.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value).join());
    expect(`${state}: ${await page.content()} ${kept} ${fields}`).not.toContain(CARD.slice(2, 12));
  };
  await swipe('ready');
  await page.getByRole('button', { name: 'Настройки кассы' }).click();
  await swipe('settings');
  await page.getByText('не показываем: это карта').waitFor();
  await bench.fault('contact-refused');
  const id = await begin();
  await swipe('form');
  await page.getByText('Это банковская карта').waitFor();
  for (const key of ['1', '2']) {
    await press(page, key);
    await page.getByRole('dialog').waitFor();
    await swipe(`window ${key}`);
    await press(page, 'Escape');
  }
  await scan(page, 'ivan@mail.ru');
  await willBe(page, 'бумажный чек и письмо на ivan@mail.ru');
  await context.setOffline(true);
  await swipe('away');
  await context.setOffline(false);
  await press(page, 'Enter');
  await page.getByRole('heading', { name: 'Чек не пробит' }).waitFor();
  await swipe('failed');
  expect((await bench.sale(id)).state).toBe('failed');
  await press(page, 'Enter');
  await bench.ended(id, 'fiscalised');
  await bench.fault('slow', 30);
  const second = await begin();
  await press(page, 'Enter');
  await bench.ended(second, 'fiscalising');
  await swipe('printing');
  await bench.emulator().kill();
  await page.getByRole('heading', { name: 'Неизвестно, пробит ли чек' }).waitFor({ timeout: 25_000 });
  await swipe('unclear');
  await page.getByRole('button', { name: 'Чек на кассе есть' }).click();
  await page.getByLabel('Номер ФД').waitFor();
  await swipe('copying the receipt');
  expect((await bench.sale(second)).state).toBe('unclear');
  await bench.restartEmulator();
  expect(said.filter((one) => one.includes(CARD.slice(2, 12)))).toEqual([]);
  expect(bench.filesWith(CARD.slice(2, 12))).toEqual([]);
}, 90_000);

test('a scan that a busy machine holds up in its middle is taken whole, in every window', async () => {
  page = await bench.open(context);
  const id = await begin();
  await page.waitForTimeout(500);
  await typeAsDevice(page, '1ivan@mail.ru', 8, ['Enter'], 1);
  await willBe(page, 'бумажный чек и письмо на 1ivan@mail.ru');
  await press(page, '1');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(500);
  await typeAsDevice(page, 'maria@yandex.ru', 8, ['Enter'], 3);
  await willBe(page, 'бумажный чек и письмо на maria@yandex.ru');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
  await typeAsDevice(page, '3van@mail.ru', 8, ['Enter'], 1);
  await willBe(page, 'бумажный чек и письмо на 3van@mail.ru');
  expect((await bench.sale(id)).state).toBe('awaiting-contact');
});

test('a slow scan after something half typed: both contacts are shown, Enter takes the field, F6 the scan', async () => {
  page = await bench.open(context);
  await begin();
  const halfTyped = async () => {
    await press(page, '1');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.insertText('ma');
    await page.waitForTimeout(500);
    await typeAsDevice(page, 'ivan@mail.ru', 80);
    await page.getByRole('alert').getByText('Это прочёл сканер? Тогда ivan@mail.ru.').waitFor();
  };
  await halfTyped();
  await press(page, 'F6');
  await willBe(page, 'бумажный чек и письмо на ivan@mail.ru');
  await halfTyped();
  expect(await axeFaults(page)).toEqual([]);
  await press(page, 'Enter');
  await willBe(page, 'бумажный чек и письмо на maivan@mail.ru');
});
