import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalPageView } from '../../src/server/api/journal.ts';
import type { DeliveryView, PhoneSmsView } from '../../src/server/api.ts';
import { makeAuthority } from '../servers/certificates.ts';
import { type Postfix, startPostfix } from '../servers/postfix.ts';
import { receiptNumber, type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-journal-'));
const BUYER = 'buyer@mail.test';
const NOBODY = 'nobody@mail.test';
/** Letters that Postfix refuses; it slows down a client with many of them. */
const FAILED = 13;
const STEP = 5;
let postfix: Postfix;
let service: Service;
let browser: Browser;
let page: Page;
const errors: string[] = [];

/** Sends a receipt and gives its delivery once its outcome is known. */
async function send(number: number, to: string, total = 1_500): Promise<DeliveryView> {
  const { json } = await service.call('POST', '/receipts', { receipt: { ...receiptNumber(number), total }, to });
  const [{ id } = { id: '' }] = json.deliveries as { id: string }[];
  return (await service.call('GET', `/deliveries/${id}?wait=20`)).json as unknown as DeliveryView;
}
const deliveryOf = async (id: string) =>
  (await service.call('GET', `/deliveries/${id}`)).json as unknown as DeliveryView & { journal: unknown[] };
const emailTo = (port: number) => service.call('PUT', '/settings/email', { port });
const row = (text: string | RegExp): Locator => page.locator('.journal-row').filter({ hasText: text });
const open = (address: string) => page.goto(service.url + address);

beforeAll(async () => {
  const authority = makeAuthority();
  postfix = await startPostfix(authority);
  const ca = join(data, 'ca.pem');
  writeFileSync(ca, postfix.ca);
  service = await startService(data, ['--demo'], { KVITOK_CA_FILE: ca });
  const { login, password, port } = postfix;
  const account = { login, password, host: '127.0.0.1', port, security: 'starttls' };
  expect((await service.call('PUT', '/settings/email', account)).status).toBe(200);
  browser = await openChromium();
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  postfix?.stop();
  rmSync(data, { recursive: true, force: true });
});

test('an empty journal says what will come, and the first receipt appears in it by itself', async () => {
  await open('/journal');
  await page.getByRole('heading', { name: 'Отправок ещё не было' }).waitFor();
  expect(await send(1, BUYER, 124_050)).toMatchObject({ status: 'sent' });
  await row('b***@mail.test').getByText('принято почтой').waitFor();
  await row('1 240,50 ₽').waitFor();
});

test('a letter that was refused shows a plain reason, and the page of its receipt the server s own words', async () => {
  expect(await send(2, NOBODY)).toMatchObject({ status: 'failed', outcome: 'failed' });
  const failed = row('n***@mail.test');
  await failed.getByText(/✕ не доставлено · Нет такого ящика/).waitFor();
  await failed.getByRole('link').click();
  await page.getByRole('heading', { name: 'Чек на 15,00 ₽' }).waitFor();
  await page.getByText(/^550 5\.1\.1 /).waitFor();
  await page.frameLocator('.receipt-letter').getByText('Товар 2').waitFor();
  await page.getByText('Тема: Чек о покупке').waitFor();
  await page.getByRole('tab', { name: 'QR' }).click();
  const qr = page.getByRole('img', { name: 'QR' });
  await qr.evaluate((image: HTMLImageElement) => image.decode());
  await page.getByRole('tab', { name: 'JSON' }).click();
  await page.getByText('"fiscalDocumentNumber": 2').waitFor();
  await page.getByRole('tab', { name: 'SMS' }).click();
  await page.locator('.receipt-sms').getByText(/ФД 2 /).waitFor();
  await page.getByRole('tab', { name: 'PDF' }).click();
  const pdf = await page.getByRole('link', { name: 'Открыть PDF' }).getAttribute('href');
  expect((await (await page.request.get(service.url + (pdf ?? ''))).body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('link', { name: 'В журнал' }).click();
  await failed.waitFor();
});

test('elsewhere: the letter arrives at the other address, and the refused delivery stays as it was', async () => {
  const [refused] = (await service.call('GET', `/deliveries?q=${NOBODY}`)).json.deliveries as DeliveryView[];
  const failed = row('n***@mail.test');
  await failed.getByRole('button', { name: /^Другой адрес/ }).click();
  const form = page.getByRole('form', { name: 'Отправить по другому адресу' });
  await form.getByRole('textbox').fill('buyer@mail');
  await form.getByRole('button', { name: 'Отправить' }).click();
  await form.getByText('не хватает точки').waitFor();
  await form.getByRole('textbox').fill(BUYER);
  await form.getByRole('textbox').press('Enter');
  const [, second] = await postfix.waitFor(BUYER, 2);
  expect(second?.toString()).toContain('multipart');
  await form.waitFor({ state: 'detached' });
  await page.locator('.journal-row').nth(2).waitFor();
  expect(await deliveryOf(refused?.id ?? '')).toMatchObject({
    status: 'failed',
    attempts: 1,
    contact: refused?.contact,
  });
});

test('by SMS: what the mailbox refused comes to the phone', async () => {
  await row('n***@mail.test').getByRole('button', { name: /^SMS/ }).click();
  const form = page.getByRole('form', { name: 'Отправить по SMS' });
  await form.getByLabel('Телефон').fill('8 916 123-45-67');
  await form.getByLabel('Телефон').press('Enter');
  await row('+7 916 ***-**-67').getByText('доставлено').waitFor();
  const sms = (await service.call('GET', '/demo/sms')).json as unknown as PhoneSmsView[];
  expect(sms[0]).toMatchObject({ to: '79161234567', text: expect.stringContaining('ФД 2 ') });
});

test('once more: a letter that was taken is sent to the same address again', async () => {
  await row('1 240,50 ₽')
    .getByRole('button', { name: /^Ещё раз/ })
    .click();
  await page.getByText('Отправляем ещё раз: b***@mail.test').waitFor();
  const letters = await postfix.waitFor(BUYER, 3);
  expect(letters).toHaveLength(3);
});

test('once more after a refusal tries the very delivery again', async () => {
  const [refused] = (await service.call('GET', `/deliveries?q=${NOBODY}`)).json.deliveries as DeliveryView[];
  await row('n***@mail.test')
    .getByRole('button', { name: /^Ещё раз/ })
    .click();
  await page.getByText('Отправляем сейчас: n***@mail.test').waitFor();
  await expect.poll(async () => (await deliveryOf(refused?.id ?? '')).attempts, { timeout: 20_000 }).toBe(2);
});

test('what waits is cancelled and brought back, and goes when its server answers again', async () => {
  await emailTo(9);
  const { json } = await service.call('POST', '/receipts', { receipt: receiptNumber(3), to: 'иван@mail.test' });
  const [{ id } = { id: '' }] = json.deliveries as { id: string }[];
  const waiting = row('и***@mail.test');
  await waiting.getByText(/ждёт отправки · .*Повторим в/).waitFor();
  await waiting.getByRole('button', { name: /^Отменить/ }).click();
  await waiting.getByText('– отменено').waitFor();
  expect((await deliveryOf(id)).status).toBe('cancelled');
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await waiting.getByText('ждёт отправки').waitFor();
  await waiting.getByRole('button', { name: /^Сейчас/ }).click();
  await page.getByText('Отправляем сейчас: и***@mail.test').waitFor();
  await emailTo(postfix.port);
  await postfix.waitFor('иван@mail.test', 1);
  await waiting.getByText('принято почтой').waitFor();
});

const searches: [string, string, string][] = [
  ['BUYER@mail.test', 'Ищем этот контакт целиком.', 'b***@mail.test'],
  ['8 (916) 123-45-67', 'Ищем этот контакт целиком.', '+7 916 ***-**-67'],
  ['9161234567', 'Ищем этот контакт целиком.', '+7 916 ***-**-67'],
  ['1240,50', 'Ищем сумму 1 240,50 ₽.', '1 240,50 ₽'],
  ['3', 'Ищем № ФД 3 или сумму 3,00 ₽.', 'и***@mail.test'],
  ['№ 2', 'Ищем № ФД 2.', 'n***@mail.test'],
];
test.each(searches)('the search «%s» tells what it looked for and finds it alone', async (typed, told, found) => {
  await open('/journal');
  await row('n***@mail.test').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  await page.getByText(told).waitFor();
  await row(found).first().waitFor();
  const shown = await page.locator('.journal-row').count();
  const { json } = await service.call('GET', `/deliveries?q=${encodeURIComponent(typed)}`);
  expect(shown).toBe((json.deliveries as unknown[]).length);
  await page.goBack();
  await row('n***@mail.test').waitFor();
  expect(await page.getByRole('textbox', { name: 'Поиск' }).inputValue()).toBe('');
});

test('days, outcomes and channels narrow the list, stand in the address, and nothing found says how to search', async () => {
  await open('/journal?q=вчера');
  await page.getByRole('heading', { name: 'Ничего не нашли' }).waitFor();
  await page.getByText(/^Ищем за \d/).waitFor();
  await page.getByRole('link', { name: 'Показать всё' }).click();
  await row('n***@mail.test').waitFor();
  await page.locator('.mantine-SegmentedControl-root').getByText('не доставлено').click();
  await page.waitForURL('**/journal?outcome=failed');
  await page.getByRole('combobox', { name: 'Канал' }).selectOption('sms');
  await page.getByRole('heading', { name: 'Ничего не нашли' }).waitFor();
  await page.getByRole('combobox', { name: 'Канал' }).selectOption('email');
  await page.getByRole('combobox', { name: 'За какое время' }).selectOption('today');
  await row('n***@mail.test').waitFor();
  expect(await page.locator('.journal-row').count()).toBe(1);
  expect(new URL(page.url()).search).toBe('?outcome=failed&channel=email&range=today');
  await page.reload();
  await row('n***@mail.test').waitFor();
});

test('a link of another page narrows the list by reason and days, and each can be dropped', async () => {
  const from = new Date().setHours(0, 0, 0, 0);
  await open(`/journal?outcome=failed&reason=email.noSuchMailbox&from=${from}&until=${from + 86_400_000}`);
  await row('n***@mail.test').waitFor();
  await page.getByRole('button', { name: 'Убрать дни' }).click();
  await page.waitForURL('**/journal?outcome=failed&reason=email.noSuchMailbox');
  await row('n***@mail.test').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Убрать причину' }).click();
  await page.waitForURL('**/journal?outcome=failed');
  await open('/journal?reason=email.mailboxFull');
  await page.getByRole('heading', { name: 'Ничего не нашли' }).waitFor();
});

test('the arrows go from receipt to receipt and Enter opens one', async () => {
  await open('/journal');
  const links = page.locator('.journal-sum');
  await links.nth(1).waitFor();
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  expect(await links.nth(1).evaluate((link) => link === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/receipts/*');
});

test('the whole contact is shown to who asks and hides itself again', async () => {
  const [delivery] = (await service.call('GET', `/deliveries?q=${BUYER}`)).json.deliveries as DeliveryView[];
  await page.clock.install();
  await open(`/receipts/${delivery?.receiptId}`);
  const card = page.getByRole('article', { name: /b\*\*\*@mail\.test/ }).first();
  await card.getByRole('button', { name: 'Показать контакт' }).click();
  await card.getByText(BUYER).waitFor();
  await page.clock.fastForward(61_000);
  await card.getByText('b***@mail.test').waitFor();
  expect(await card.getByText(BUYER).count()).toBe(0);
  await page.clock.resume();
});

test('new deliveries do not move what is being read: they wait above until they are asked for', async () => {
  for (let number = 1_000; number < 1_100; number += 10)
    await Promise.all(Array.from({ length: 10 }, (_, more) => send(number + more, BUYER)));
  await open('/journal');
  await page.locator('.journal-row').nth(49).waitFor();
  await page.getByRole('button', { name: 'Показать ещё' }).click();
  await page.locator('.journal-row').nth(99).waitFor();
  await page.locator('.journal-row').nth(60).scrollIntoViewIfNeeded();
  const read = page.locator('.journal-row').nth(60);
  const [before, words] = [await read.boundingBox(), await read.textContent()];
  await send(2_000, BUYER, 77_700);
  const fresh = page.getByRole('button', { name: '1 новая отправка' });
  await fresh.waitFor();
  expect(await read.textContent()).toBe(words);
  expect((await read.boundingBox())?.y).toBe(before?.y);
  await fresh.click();
  await row('777,00 ₽').waitFor();
});

test('many at once: a step, a stop that leaves the rest alone, then all with its progress', async () => {
  await Promise.all(Array.from({ length: FAILED }, (_, more) => send(3_000 + more, NOBODY)));
  const attempts = async () => {
    const { json } = await service.call('GET', `/deliveries?q=${NOBODY}&outcome=failed&limit=500`);
    return (json.deliveries as DeliveryView[])
      .filter((one) => one.fiscalDocumentNumber !== 2)
      .map((one) => one.attempts);
  };
  await open('/journal?outcome=failed');
  await page.getByRole('button', { name: 'Повторить все' }).click();
  const panel = page.getByRole('group', { name: 'Повторить все подходящие' });
  await panel.getByText(`Подходит ${FAILED + 1} отправок`).waitFor();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // Small steps, the first of which waits until the button was pressed.
  await page.route('**/deliveries/retry', async (route) => {
    await held;
    await route.continue({ postData: { ...route.request().postDataJSON(), limit: STEP } });
  });
  await panel.getByRole('button', { name: 'Повторить', exact: true }).click();
  await panel.getByRole('progressbar').waitFor({ state: 'attached' });
  await panel.getByText(`Поставлено в очередь: 0 из ${FAILED + 1}`).waitFor();
  await panel.getByRole('button', { name: 'Остановить' }).click();
  letGo();
  await panel.getByText(`Остановлено. Поставлено в очередь: ${STEP}, остальные не тронуты.`).waitFor();
  const triedAgain = async () => (await attempts()).filter((count) => count === 2).length;
  await expect.poll(triedAgain, { timeout: 40_000 }).toBe(STEP);
  expect(await attempts()).toHaveLength(FAILED);
  await panel.getByRole('button', { name: 'Закрыть' }).click();
  await page.getByRole('button', { name: 'Повторить все' }).click();
  await panel.getByRole('button', { name: 'Повторить', exact: true }).click();
  await panel.getByText(`Готово. Поставлено в очередь: ${FAILED + 1}.`).waitFor();
  await page.unroute('**/deliveries/retry');
  const untried = async () => (await attempts()).filter((count) => count === 1).length;
  await expect.poll(untried, { timeout: 40_000 }).toBe(0);
}, 120_000);

test('the file has all that the filters show, masked or whole', async () => {
  await open(`/journal?q=${BUYER}`);
  await row('b***@mail.test').first().waitFor();
  const take = async (item: RegExp): Promise<string> => {
    await page.getByRole('button', { name: 'Скачать CSV' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    return readFileSync(await (await coming).path(), 'utf8');
  };
  const masked = await take(/Контакты скрыты/);
  expect(masked.startsWith('\ufeffВремя;Сумма;')).toBe(true);
  // More than the page shows.
  const { count } = (await service.call('GET', `/deliveries/count?q=${BUYER}`)).json;
  expect(masked.trim().split('\r\n')).toHaveLength(1 + Number(count));
  expect(Number(count)).toBeGreaterThan(await page.locator('.journal-row').count());
  expect(masked).toContain('b***@mail.test');
  expect(masked).not.toContain(BUYER);
  expect(await take(/С контактами целиком/)).toContain(BUYER);
});

test('no fault that a screen reader or a keyboard would meet, in both languages and themes, and nothing is cut off at 360 px', async () => {
  const [delivery] = (await service.call('GET', '/deliveries?channel=sms')).json.deliveries as DeliveryView[];
  for (const locale of ['ru-RU', 'en-US'])
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ locale, colorScheme, viewport: { width: 360, height: 800 } });
      const looked = await context.newPage();
      looked.on('pageerror', (error) => errors.push(error.message));
      for (const address of ['/journal', '/journal?outcome=failed', `/receipts/${delivery?.receiptId}`]) {
        const where = `${address} ${locale} ${colorScheme}`;
        await looked.setViewportSize({ width: 360, height: 800 });
        await looked.goto(service.url + address);
        await looked.locator('.journal-row, article').first().waitFor();
        if (address.includes('failed')) {
          await looked.getByRole('button', { name: /^(Повторить все|Retry all)$/ }).click();
          await looked
            .getByRole('button', { name: /^(Другой адрес|Another address)/ })
            .first()
            .click();
        }
        expect(await axeFaults(looked), where).toEqual([]);
        expect(await looked.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where).toBe(true);
        await looked.setViewportSize({ width: 1920, height: 1080 });
        expect(await axeFaults(looked), where).toEqual([]);
      }
      await context.close();
    }
  expect(errors).toEqual([]);
}, 120_000);

test('an outcome that is told while an older answer is on its way stays on the screen', async () => {
  const streaming = page.waitForResponse('**/api/v1/events?*');
  await page.route(
    '**/api/v1/deliveries?*',
    async (route) => {
      await streaming;
      expect(await send(90, BUYER, 98_765)).toMatchObject({ status: 'sent' });
      const response = await route.fetch();
      const view = (await response.json()) as JournalPageView;
      const [{ sentAt: _, ...late }, ...others] = view.deliveries as [DeliveryView, ...DeliveryView[]];
      expect(late).toMatchObject({ total: 98_765, status: 'sent' });
      await route.fulfill({
        response,
        json: { ...view, deliveries: [{ ...late, status: 'sending', outcome: 'way' }, ...others] },
      });
    },
    { times: 1 },
  );
  await page.goto(`${service.url}/journal`);
  await row('987,65 ₽').getByText('принято почтой').waitFor();
});

test('a receipt that is not there says so, and while the service is away the journal says that it may lag behind', async () => {
  await open('/receipts/none');
  await page.getByRole('heading', { name: 'Такого чека нет' }).waitFor();
  await open('/journal');
  await row('n***@mail.test').first().waitFor();
  await service.stop();
  await page.getByRole('status').filter({ hasText: 'Связь со службой прервалась' }).waitFor();
  const database = new DatabaseSync(join(data, 'kvitok.db'), { readOnly: true });
  const audit = database.prepare('SELECT act, subject FROM audit').all();
  database.close();
  expect(audit).toContainEqual(expect.objectContaining({ act: 'contactSeen' }));
  expect(audit).toContainEqual(
    expect.objectContaining({ act: 'journalExported', subject: expect.stringContaining('q=contact') }),
  );
  expect(JSON.stringify(audit)).not.toContain('@');
});
