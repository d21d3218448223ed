import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import type { TillView } from '../../src/server/api.ts';
import { axeFaults } from './axe.ts';
import { type Bench, press, scan, willBe } from './till-bench.ts';
import { tillSuite } from './till-suite.ts';

let bench: Bench;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];

// Before the suite's own end, which it follows: a fault while the page closes counts too.
afterEach(() => expect(errors.splice(0)).toEqual([]));
tillSuite(async (own, fresh) => {
  [bench, context] = [own, fresh];
  page = await bench.open(context);
  page.on('pageerror', (error) => errors.push(error.message));
});

const begin = async (given: Parameters<Bench['sell']>[0] = {}): Promise<string> => {
  const id = await bench.sell(given);
  await page.getByRole('button', { name: 'Печатать' }).waitFor();
  return id;
};
const field = () => page.getByRole('dialog').getByRole('textbox');
const trouble = () => page.getByRole('heading', { name: 'Чек не пробит' }).waitFor();

test('a sale that comes while the settings are open takes the keys', async () => {
  await page.getByRole('button', { name: 'Настройки кассы' }).click();
  await begin();
  await press(page, '1');
  await page.getByRole('dialog', { name: 'E-mail покупателя' }).waitFor();
});

test('Enter in an empty window leaves the contact of the other kind; what stands in a window is typed over', async () => {
  await begin({ customerContact: '+79161234567' });
  await press(page, '1');
  expect(await field().inputValue()).toBe('');
  await press(page, 'Enter');
  await willBe(page, 'бумажный чек и SMS на +7 916 123-45-67');
  await press(page, '2');
  expect(await field().inputValue()).toBe('+7(916)123-45-67');
  await press(page, 'Backspace');
  expect(await field().inputValue()).toBe('+7(916)123-45-6_');
  await press(page, 'Escape');
  await press(page, '2');
  await field().pressSequentially('89260000000', { delay: 140 });
  await press(page, 'Enter');
  await willBe(page, 'бумажный чек и SMS на +7 926 000-00-00');
  await press(page, '2');
  await press(page, 'Control+Backspace');
  await press(page, 'Enter');
  await willBe(page, 'бумажный чек');
});

test.each([
  ['тел: +375 29 123-45-67', '+375291234567'],
  ['375291234567', '+375291234567'],
  ['8 (916) 123-45-67', '+7(916)123-45-67'],
  ['tel:+79161234567', '+7(916)123-45-67'],
  ['9161234567', '+7(916)123-45-67'],
])('«%s» pasted lands as %s', async (text, shown) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await begin();
  await press(page, '2');
  await field().waitFor();
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
  await expect.poll(() => field().inputValue()).toBe(shown);
});

test('a landline is never promised an SMS', async () => {
  await begin();
  await press(page, '2');
  await field().pressSequentially('84951234567', { delay: 140 });
  await page.getByText('Это городской номер: SMS на него не придёт.').waitFor();
  await press(page, 'Enter');
  await willBe(page, 'бумажный чек и +7 495 123-45-67 в чеке');
  await page.getByText('Это городской номер: SMS на него не придёт.').waitFor();
});

test('an address typed under the Russian layout is offered, and Enter takes it', async () => {
  await begin();
  await press(page, '1');
  await field().pressSequentially('шмфт"', { delay: 80 });
  await page.getByRole('button', { name: 'F1 mail.ru' }).waitFor();
  await field().pressSequentially('ьфшдюкг', { delay: 80 });
  await page.getByText('Раскладка? ivan@mail.ru').waitFor();
  expect(await field().inputValue()).toBe('шмфт"ьфшдюкг');
  await press(page, 'Enter');
  await willBe(page, 'бумажный чек и письмо на ivan@mail.ru');
});

test('a telephone that a slow scanner or a hand types into the e-mail window is taken', async () => {
  await begin();
  await press(page, '1');
  await field().waitFor();
  await scan(page, '+79161234567', 80);
  await willBe(page, 'бумажный чек и SMS на +7 916 123-45-67');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('focus stays in a window, and a click leaves Enter to print', async () => {
  const id = await begin();
  await press(page, '1');
  await field().waitFor();
  for (let tab = 0; tab < 6; tab++) {
    await press(page, 'Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
  }
  await page.getByRole('button', { name: 'Назад' }).click();
  await page.getByRole('button', { name: /Электронно/ }).click();
  await page.getByRole('button', { name: /Электронно/ }).click();
  await press(page, 'Enter');
  await bench.ended(id, 'fiscalised');
});

test('a register that refuses the contact: another one is given and the receipt made, and a key too many does nothing', async () => {
  await bench.fault('contact-refused');
  const id = await begin({ customerContact: '+79161234567' });
  await press(page, 'Enter');
  await page.waitForTimeout(250);
  await page.keyboard.press('Enter');
  await trouble();
  await page.waitForTimeout(250);
  expect((await bench.sale(id)).state).toBe('failed');
  expect(await axeFaults(page)).toEqual([]);
  await scan(page, 'ivan@mail.ru');
  await willBe(page, 'бумажный чек и письмо на ivan@mail.ru');
  await press(page, 'Enter');
  expect(await bench.ended(id, 'fiscalised')).toMatchObject({ contact: 'ivan@mail.ru' });
  const documents = (await bench.emulator().documents()).filter(({ contact }) => contact === 'ivan@mail.ru');
  expect(documents).toHaveLength(1);
});

test('nobody knows: it stays red until the cashier copies the receipt, by keys alone', async () => {
  await bench.fault('slow', 30);
  const id = await begin();
  await press(page, 'Enter');
  await bench.ended(id, 'fiscalising');
  await bench.emulator().kill();
  await page.getByRole('heading', { name: 'Неизвестно, пробит ли чек' }).waitFor({ timeout: 20_000 });
  expect(await axeFaults(page)).toEqual([]);
  await scan(page, 'ivan@mail.ru');
  await press(page, 'Enter');
  await press(page, 'Escape');
  expect((await bench.sale(id)).state).toBe('unclear');
  await page.getByRole('button', { name: 'Чек на кассе есть' }).click();
  await page.getByLabel('Номер ФД').pressSequentially('77', { delay: 140 });
  await press(page, 'Enter');
  await page.getByRole('alert').filter({ hasText: 'ФП — число' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await press(page, 'Tab');
  await page.keyboard.type('1234567890', { delay: 140 });
  await press(page, 'Tab');
  await press(page, 'End');
  await page.keyboard.type('20:55', { delay: 140 });
  await press(page, 'Enter');
  const made = await bench.ended(id, 'fiscalised');
  expect(made.receipt).toMatchObject({ fiscalDocumentNumber: 77, fiscalSign: '1234567890' });
  expect(made.receipt?.dateTime).toMatch(/T20:55/);
  await bench.restartEmulator();
}, 60_000);

test('what the service refuses is told and not printed without', async () => {
  const id = await begin();
  await context.setOffline(true);
  await scan(page, 'ivan@mail.ru');
  await page.getByText('Нет связи со службой').waitFor();
  await press(page, 'Enter');
  await page.getByText('Сделаем сами, как только она вернётся').waitFor();
  // Meanwhile somebody gave the sale up at another till.
  await bench.service().call('POST', `/sales/${id}/cancel`);
  await context.setOffline(false);
  await page.getByText('Готова к продаже').waitFor();
  expect((await bench.sale(id)).state).toBe('cancelled');
});

test('the service is killed and comes back in the middle of a form open in two windows: one receipt with what was typed', async () => {
  const second = await bench.open(context);
  const id = await begin();
  await scan(page, 'petrov@mail.ru');
  await bench.service().kill();
  await page.getByText('Нет связи со службой').waitFor();
  await second.getByText('Нет связи со службой').waitFor();
  await press(page, '3');
  await willBe(page, 'чек без бумаги и письмо на petrov@mail.ru');
  await bench.restartService();
  await second.getByText('чек без бумаги и письмо на petrov@mail.ru').waitFor();
  await page.waitForTimeout(500);
  await Promise.all([page.keyboard.press('Enter'), second.keyboard.press('Enter')]);
  expect(await bench.ended(id, 'fiscalised')).toMatchObject({ paper: false, contact: 'petrov@mail.ru' });
  const documents = (await bench.emulator().documents()).filter(({ contact }) => contact === 'petrov@mail.ru');
  expect(documents).toHaveLength(1);
  await second.getByText('Готова к продаже').waitFor();
});

test('an answer of a proxy in the service’s place is an absence, and the page goes on after it', async () => {
  await context.route('**/api/v1/**', (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
  await page.reload();
  await page.getByText('Нет связи со службой').waitFor();
  await context.unroute('**/api/v1/**');
  await page.getByText('Готова к продаже').waitFor();
  await begin();
});

test('a register that makes no receipts without paper is told before money is taken, and nothing says otherwise', async () => {
  const { json } = await bench.service().call('GET', '/settings/registers');
  const [register] = json.list as Record<string, unknown>[];
  const set = (electronically: string) =>
    bench
      .service()
      .call('PUT', '/settings/registers', [{ id: '1', kind: 'atol', url: register?.url, timeout: 5, electronically }]);
  await set('no');
  await begin({ customerContact: 'ivan@mail.ru' });
  await press(page, '3');
  await page.getByRole('alert').filter({ hasText: 'Эта касса не делает чеков без печати' }).waitFor();
  await willBe(page, 'бумажный чек и письмо на ivan@mail.ru');
  expect(await page.getByText('Чек без бумаги', { exact: true }).isVisible()).toBe(false);
  await set('unknown');
});

test('a contact taken away in another window is away here too', async () => {
  const id = await begin({ customerContact: 'ivan@mail.ru' });
  await willBe(page, 'бумажный чек и письмо на ivan@mail.ru');
  await bench.service().call('PUT', `/sales/${id}/contact`, { contact: null });
  await willBe(page, 'бумажный чек');
});

test('a receipt that did not arrive is sent to another contact from the ready screen', async () => {
  const id = await begin({ customerContact: '+74951234567' });
  await press(page, 'Enter');
  await bench.ended(id, 'fiscalised');
  await page.getByRole('button', { name: 'Исправить' }).click();
  expect(await axeFaults(page)).toEqual([]);
  await field().pressSequentially('ivan', { delay: 80 });
  await press(page, 'Enter');
  await page.getByRole('alert').waitFor();
  await press(page, 'Control+A');
  await scan(page, 'fixed@mail.ru');
  await press(page, 'Enter');
  await page.getByText('f***@mail.ru: отправлено').waitFor();
});

test('an outcome that is told while an older answer is on its way stays on the screen', async () => {
  const id = await begin({ customerContact: '+74951234567' });
  await press(page, 'Enter');
  await bench.ended(id, 'fiscalised');
  await page.getByRole('button', { name: 'Исправить' }).first().click();
  // Hears what the page hears, a moment after it.
  const sent = await page.evaluateHandle(() => ({
    event: new Promise((resolve) => {
      new EventSource('/api/v1/events?register=1').addEventListener('delivery', (event) => {
        if (JSON.parse(event.data).status === 'sent') resolve(true);
      });
    }),
  }));
  let older = 0;
  await page.route('**/api/v1/tills/1', async (route) => {
    const response = await route.fetch();
    await sent.evaluate(({ event }) => event);
    const view = (await response.json()) as TillView;
    const last = view.last.map((sale) => ({
      ...sale,
      deliveries: sale.deliveries.map((one) => {
        if (!one.contact.startsWith('l***')) return one;
        older++;
        const { sentAt: _, ...rest } = one;
        return { ...rest, status: 'sending' as const, outcome: 'way' as const };
      }),
    }));
    await route.fulfill({ response, json: { ...view, last } });
  });
  await field().pressSequentially('late@mail.ru', { delay: 80 });
  await press(page, 'Enter');
  await page.getByText('l***@mail.ru: отправлено').waitFor();
  expect(older).toBeGreaterThan(0);
});

test('a window that the caller opened for one sale closes itself when that has ended', async () => {
  const { json } = await bench.service().call('POST', '/demo/sales?register=1');
  const { formUrl } = (await bench.service().call('GET', `/sales/${String(json.id)}`)).json;
  const [window] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate((url) => globalThis.open(url, '_blank', 'noopener'), String(formUrl)),
  ]);
  await window.getByRole('button', { name: 'Печатать' }).waitFor();
  await Promise.all([window.waitForEvent('close'), press(window, 'Enter')]);
  expect((await bench.sale(String(json.id))).state).toBe('fiscalised');
});

test('a sale after one without a contact gets its own contact', async () => {
  const first = await begin();
  await press(page, 'Enter');
  await bench.ended(first, 'fiscalised');
  await page.getByText('Готова к продаже').waitFor();
  const second = await begin();
  await scan(page, 'second@mail.ru');
  await willBe(page, 'бумажный чек и письмо на second@mail.ru');
  await press(page, 'Enter');
  expect(await bench.ended(second, 'fiscalised')).toMatchObject({ contact: 'second@mail.ru' });
});
