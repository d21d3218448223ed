import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';
import { typeAsDevice } from './scanner.ts';

/** A number that passes the Luhn check and belongs to nobody. */
const CARD = '4111111111111111';

const data = mkdtempSync(join(tmpdir(), 'kvitok-till-'));
let service: Service;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];
const requests: string[] = [];

beforeAll(async () => {
  service = await startService(data, ['--demo']);
  browser = await openChromium();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1024, height: 768 } });
  context.setDefaultTimeout(8_000);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto(`${service.url}/till/1`);
  await page.getByText('Готова к продаже').waitFor();
});
let begun = '';
afterEach(async () => {
  await shot('end');
  // The next test begins with a till that is ready.
  await service.call('POST', `/sales/${begun}/cancel`);
  await context.close();
  expect(errors.splice(0)).toEqual([]);
});

/** Keeps a picture of the state where the environment names a folder for it. */
const shot = async (name: string) => {
  const folder = process.env.KVITOK_SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
};
const begin = async (): Promise<string> => {
  const answer = await page.request.post(`${service.url}/api/v1/demo/sales?register=1`);
  await page.getByRole('button', { name: 'Печатать' }).waitFor();
  begun = ((await answer.json()) as { id: string }).id;
  return begun;
};
const sale = async (id: string) => (await service.call('GET', `/sales/${id}`)).json;
const ended = async (id: string, state: string) => {
  for (const end = Date.now() + 15_000; ; ) {
    const now = await sale(id);
    if (now.state === state) return now;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
/** Typed as a scanner types: quick, key by key. */
const scan = async (text: string, delay = 8) => {
  // Nobody scans twice within half a second; the engine takes what follows a scan closely for its rest.
  await page.waitForTimeout(500);
  await typeAsDevice(page, text, delay);
};
/** A key of the form, pressed by a hand that has just put the scanner down. */
const pressAfterScan = async (key: string) => {
  await page.waitForTimeout(500);
  await page.keyboard.press(key);
};

test('1, an address, Enter, Enter: the receipt is made with the e-mail and the letter goes out', async () => {
  const id = await begin();
  await page.getByText('Чек на 1 240,50 ₽').waitFor();
  await page.getByText('Будет: бумажный чек').waitFor();
  await shot('form');
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press('1');
  const field = page.getByRole('textbox', { name: 'E-mail покупателя' });
  await field.pressSequentially('petrov@', { delay: 70 });
  await page.getByRole('button', { name: 'F1 mail.ru' }).waitFor();
  await shot('email');
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press('F1');
  expect(await field.inputValue()).toBe('petrov@mail.ru');
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.getByText('Будет: бумажный чек и письмо на petrov@mail.ru').waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Готово' }).waitFor();
  await shot('done');
  const made = await ended(id, 'fiscalised');
  expect(made.contact).toBe('petrov@mail.ru');
  expect(made.paper).toBe(true);
  await page.getByText('Готова к продаже').waitFor();
  await page.getByText('p***@mail.ru: отправлено').waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test('2 opens the phone under its mask; 8… lands as +7(9…; 3 makes it electronic', async () => {
  const id = await begin();
  await page.keyboard.press('2');
  const field = page.getByRole('textbox', { name: 'Телефон покупателя' });
  expect(await field.inputValue()).toBe('+7(___)___-__-__');
  await field.pressSequentially('8916', { delay: 150 });
  expect(await field.inputValue()).toBe('+7(916)___-__-__');
  for (const digit of '12345') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.keyboard.press('Backspace');
  expect(await field.inputValue()).toBe('+7(916)123-4_-__');
  await shot('phone');
  expect(await axeFaults(page)).toEqual([]);
  for (const digit of '567') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Принять' }).click();
  await page.getByText('Будет: бумажный чек и SMS на +7 916 123-45-67').waitFor();
  await page.keyboard.press('3');
  await page.getByText('Будет: чек без бумаги и SMS на +7 916 123-45-67').waitFor();
  await shot('form-electronic');
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  const made = await ended(id, 'fiscalised');
  expect(made).toMatchObject({ contact: '+79161234567', paper: false, electronically: true });
});

test('electronic without a contact says that there will be paper', async () => {
  const id = await begin();
  await page.keyboard.press('3');
  await page.getByText('будет напечатан бумажный чек').waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  expect(await ended(id, 'fiscalised')).toMatchObject({ paper: true });
});

test('Esc leaves nothing fiscalised', async () => {
  const id = await begin();
  await page.keyboard.press('Escape');
  await page.getByText('Отменено: чек не пробит').waitFor();
  expect(await ended(id, 'cancelled')).not.toHaveProperty('receipt');
});

test('a new contact replaces the other, says so, and can be taken back', async () => {
  await begin();
  await scan('ivan@mail.ru');
  await page.getByText('Указан ivan@mail.ru').waitFor();
  await scan('79161234567');
  await page.getByText('Теперь +7 916 123-45-67 вместо ivan@mail.ru').waitFor();
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await page.getByText('Будет: бумажный чек и письмо на ivan@mail.ru').waitFor();
  await page.keyboard.press('Escape');
});

test.each([8, 30, 80])('a scan at %i ms a key is a contact in every window and never prints', async (delay) => {
  const id = await begin();
  for (const key of ['', '1', '2']) {
    if (key !== '') await pressAfterScan(key);
    if (key !== '') await page.getByRole('dialog').waitFor();
    await scan('+79161234567', delay);
    await page.getByText('и SMS на +7 916 123-45-67').waitFor();
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  }
  expect((await sale(id)).state).toBe('awaiting-contact');
  await page.keyboard.press('Escape');
});

test('a bank card swiped anywhere leaves no trace', async () => {
  await begin();
  for (const key of ['', '1', '2']) {
    if (key !== '') await page.keyboard.press(key);
    await scan(`;${CARD}=30122011234500000000?`, 6);
    await page.getByText('банковская карта').first().waitFor();
    await shot('card');
    expect(await page.content()).not.toContain(CARD);
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Escape');
  expect(requests.filter((one) => one.includes(CARD.slice(4, 12)))).toEqual([]);
  for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
    const file = join(data, name);
    if (statSync(file).isFile()) expect(readFileSync(file).includes(CARD), name).toBe(false);
  }
});

test('a wrong address is named and Enter does not go on', async () => {
  const id = await begin();
  await page.keyboard.press('1');
  await page.getByRole('textbox').pressSequentially('petrov', { delay: 70 });
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: '@' }).waitFor();
  expect((await sale(id)).state).toBe('awaiting-contact');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(150);
  await page.keyboard.press('Escape');
});

test('a likely slip is offered and taken only by hand', async () => {
  await begin();
  await page.keyboard.press('1');
  const field = page.getByRole('textbox');
  await field.pressSequentially('ivan@gmial.com', { delay: 70 });
  await page.getByText('Может быть, ivan@gmail.com?').waitFor();
  expect(await field.inputValue()).toBe('ivan@gmial.com');
  await page.getByRole('button', { name: 'Взять' }).click();
  expect(await field.inputValue()).toBe('ivan@gmail.com');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(150);
  await page.keyboard.press('Escape');
});

test('without the service the form says so, keeps what was typed, and prints once after the return', async () => {
  const id = await begin();
  await context.setOffline(true);
  await scan('petrov@mail.ru');
  await page.getByText('Нет связи со службой').waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect((await sale(id)).state).toBe('awaiting-contact');
  await context.setOffline(false);
  expect(await ended(id, 'fiscalised')).toMatchObject({ contact: 'petrov@mail.ru' });
});

test('every state fits 800 × 600 in the dark', async () => {
  await page.setViewportSize({ width: 800, height: 600 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await begin();
  await shot('dark');
  expect(await axeFaults(page)).toEqual([]);
  const print = await page.getByRole('button', { name: 'Печатать' }).boundingBox();
  expect((print?.y ?? 600) + (print?.height ?? 0)).toBeLessThanOrEqual(600);
  await page.keyboard.press('2');
  await page.getByRole('dialog').waitFor();
  await shot('dark-phone');
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(150);
  await page.keyboard.press('Escape');
});

test('«Проверить сканер» shows what came and sets the till for it', async () => {
  await page.getByRole('button', { name: 'Настройки кассы' }).click();
  await page.getByText('Считайте любой код покупателя.').waitFor();
  await scan('+79161234567', 80);
  await page.getByText('+7 916 123-45-67').waitFor();
  await shot('scanner');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Настроить кассу под этот сканер' }).click();
  await page.getByRole('button', { name: 'Настроено' }).waitFor();
});
