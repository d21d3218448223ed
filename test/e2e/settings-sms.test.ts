import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmscServer, type SmscServer } from '../../src/demo/smsc-server.ts';
import { type Emulator, openEmulator } from '../../src/registers/index.ts';
import { type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-settings-sms-'));
let service: Service;
let smsc: SmscServer;
let emulator: Emulator;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  smsc = await openSmscServer({ login: 'shop', password: 'right', deliversAfter: 500, balance: 90_00 });
  emulator = await openEmulator({ login: 'kassa', password: 'right' });
  service = await startService(data, ['--demo']);
  browser = await openChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await service.stop();
  await smsc.close();
  await emulator.close();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 1000 } });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(async () => {
  await shot('end');
  await context.close();
  expect(errors.splice(0)).toEqual([]);
});

/** Keeps a picture of the state where the environment names a folder for it. */
const shot = async (name: string) => {
  const folder = process.env.KVITOK_SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
const open = async (path: string) => {
  await page.goto(`${service.url}/settings/${path}`);
  await page.getByRole('heading', { level: 2 }).waitFor();
};
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const box = (name: string) => page.getByRole('textbox', { name });
const save = async () => {
  await button('Сохранить').last().click();
  await page.getByText('✓ Сохранено').waitFor();
};
const section = async (name: string) => (await service.call('GET', `/settings/${name}`)).json;

test('the provider is filled in, a wrong password is told as such, and all is tried before it is kept', async () => {
  await open('sms');
  await box('Логин').fill('shop');
  await page.getByRole('combobox', { name: 'Сервер' }).fill(smsc.base);
  // Another server: the kept password is not for it, so the field stands open.
  const password = page.getByLabel('Пароль', { exact: true });
  await password.fill('wrong');
  await button('Проверить').click();
  await page.getByRole('alert').filter({ hasText: 'Логин или пароль не подошёл' }).waitFor();
  await shot('sms-wrong-password');
  expect(await axeFaults(page)).toEqual([]);

  await password.fill('right');
  await button('Проверить').click();
  await page.getByText(/на счёте 90,00/).waitFor();
  await page.getByText(/цена 2,50.*частей: 1/).waitFor();
  await page.getByText('SMS доставлено').waitFor();
  expect(smsc.list()[0]).toMatchObject({ to: '79000000000', text: 'Проверка отправки чеков', delivered: true });
  await shot('sms-checked');
  expect(await section('sms')).toMatchObject({ login: 'demo' });

  await save();
  expect(await section('sms')).toMatchObject({ login: 'shop', host: smsc.base, password: { set: true } });
  await page.getByRole('heading', { name: /На счёте (?:87,50|90,00)/ }).waitFor();
  await page.getByText('На счёте меньше 100,00').waitFor();
  await button('Спросить провайдера').click();
  await page.getByRole('heading', { name: /На счёте 87,50/ }).waitFor();
});

test('a sender name is explained as it is typed, and a Russian one is offered in Latin letters', async () => {
  await open('sms');
  await box('Имя отправителя').fill('Корзинка');
  await page.getByText('не латинские буквы').waitFor();
  await button('Взять Korzinka').click();
  await page.getByText('Имя регистрирует провайдер').waitFor();
  expect(await box('Имя отправителя').inputValue()).toBe('Korzinka');
  await page.getByText('не латинские буквы').waitFor({ state: 'detached' });
});

test('a proxy that is no address is refused at its field', async () => {
  await open('sms');
  await button('Прокси').click();
  await box('Адрес прокси').fill('proxy:3128');
  await button('Сохранить').first().click();
  await page.getByText('Адреса прокси «proxy:3128» быть не может').waitFor();
  await box('Адрес прокси').fill('http://proxy:3128');
  await button('Сохранить').first().click();
  await page.getByText('✓ Сохранено').waitFor();
  expect(await section('network')).toMatchObject({ proxy: 'http://proxy:3128' });
  await service.call('PUT', '/settings/network', { proxy: '' });
});

test('the template is written with chips, completion and dragging, and shows what it makes of a receipt', async () => {
  // The price is known from the last check.
  expect((await service.call('POST', '/settings/sms/check', {})).status).toBe(200);
  await open('sms#template');
  const text = page.getByRole('textbox', { name: 'Текст SMS' });
  await page.getByText(/2 части · 67 \+ 57 знаков · около 5,00/).waitFor();
  await text.fill('');
  await text.fill('Чек на ');
  await button(/^Вставить сумма:/).click();
  expect(await text.inputValue()).toBe('Чек на {{ сумма }}');
  await text.press('End');
  await text.pressSequentially(' от {{да', { delay: 20 });
  const list = page.getByRole('listbox', { name: 'Подстановки на выбор' });
  await list.getByRole('option', { name: /^дата/ }).waitFor();
  await shot('template-completion');
  expect(await axeFaults(page)).toEqual([]);
  await text.press('Enter');
  expect(await text.inputValue()).toBe('Чек на {{ сумма }} от {{ дата }}');
  await text.pressSequentially(' {{', { delay: 20 });
  await list.waitFor();
  await text.press('Escape');
  await list.waitFor({ state: 'detached' });
  for (let sign = 0; sign < 3; sign++) await text.press('Backspace');

  await button(/^Вставить фп:/).dragTo(text, { targetPosition: { x: 400, y: 100 } });
  await expect.poll(() => text.inputValue()).toContain('{{ фп }}');
  await page.locator('.sms-bubble', { hasText: 'Чек на 1240.50 от 23.11.26 17:48' }).waitFor();
  await page.locator('[data-present=true]', { hasText: 'сумма' }).waitFor();
  await button('Вставить: регистрационный номер ККТ').click();
  await page.locator('[data-present=true]', { hasText: 'регистрационный номер ККТ' }).waitFor();
  expect(await text.inputValue()).toBe('Чек на {{ сумма }} от {{ дата }}{{ фп }} {{ рн_ккт }}');
});

test('what is wrong is underlined where it stands and mended by a click; the text goes into Latin letters and back', async () => {
  await open('sms#template');
  const text = page.getByRole('textbox', { name: 'Текст SMS' });
  await text.fill('Скидка 10%! ККТ {{ рн_кт }} {{ сумма }} {{ дата }} {{ фп }} {{ сайт }}');
  await page.getByText('Переменной «рн_кт» нет: может быть, рн_ккт?').waitFor();
  expect(await page.locator('.template-drawn [data-mark=error]').textContent()).toContain('рн_кт');
  await button('Заменить на рн_ккт').click();
  expect(await page.getByRole('listbox').count()).toBe(0);
  await page.getByText('похоже на рекламу').waitFor();
  expect(await page.locator('.template-drawn [data-mark=warning]').first().textContent()).toMatch(/скидк/i);
  await shot('template-notes');
  expect(await axeFaults(page)).toEqual([]);
  await button('Показать в тексте: Скидка').click();
  expect(await text.evaluate((field: HTMLTextAreaElement) => [field.selectionStart, field.selectionEnd])).toEqual([
    0, 6,
  ]);
  const before = await text.inputValue();
  await button('Написать латиницей: 1 часть').click();
  await page.locator('.sms-bubble', { hasText: 'Skidka 10%! KKT 0009990007654321' }).waitFor();
  await page.getByText(/^1 часть · \d+ знак/).waitFor();
  await text.press('Control+z');
  expect(await text.inputValue()).toBe(before);
  await text.fill('{{ нет');
  await page.getByText('Подстановка не закрыта').waitFor();
  await button('Сохранить').last().click();
  await page.getByRole('alert').filter({ hasText: 'Подстановка не закрыта' }).waitFor();
  expect(await section('sms')).toMatchObject({ template: '' });
  await button('Вернуть обычный текст').click();
  await page.getByText('Это обычный текст').waitFor();
});

test('limits and money are read and written as the reader writes them', async () => {
  await open('sms#limits');
  await box('Бюджет на день').fill('1500,50');
  await box('На один номер в день, не больше SMS').fill('3');
  await save();
  expect(await section('sms')).toMatchObject({ dailyBudget: 150_050, limits: { perNumberADay: 3 } });
  await open('sms#limits');
  await expect.poll(() => box('Бюджет на день').inputValue()).toMatch(/^1\s500,5 ₽$/);
});

test('hotkeys are set by pressing them; one key for two windows is refused at its field', async () => {
  await open('form');
  await box('Ввод телефона').focus();
  await page.keyboard.press('1');
  await button('Сохранить').click();
  await page.getByText('Клавиша «1» занята дважды').waitFor();
  await box('Ввод телефона').focus();
  await page.keyboard.press('F4');
  await save();
  expect(await section('form')).toMatchObject({ keys: { email: '1', phone: 'F4', electronically: '3' } });
  await box('Как контакт записан в коде').fill('((a+)+');
  await button('Сохранить').click();
  await page.getByText('Это не регулярное выражение').waitFor();
});

test('the wizard learns how the scanner types, and its figures are saved', async () => {
  await open('form');
  await button('Проверить сканер').click();
  await page.getByText('Считайте любой код покупателя.').waitFor();
  await page.keyboard.type('ab');
  await page.getByText('Пришло слишком мало знаков').waitFor();
  await page.keyboard.type('`89161234567', { delay: 45 });
  await page.keyboard.press('Enter');
  const report = page.getByRole('table', { name: 'Проверить сканер' });
  await report.getByRole('cell', { name: '+79161234567' }).first().waitFor();
  await report.getByRole('row', { name: 'Префикс `' }).waitFor();
  await shot('scanner-wizard');
  expect(await axeFaults(page)).toEqual([]);
  await button('Поставить эти числа').click();
  await save();
  const { scanner } = (await section('form')) as { scanner: { gap: number; fast: number; prefix: string } };
  expect(scanner.prefix).toBe('`');
  expect(scanner.fast).toBeGreaterThan(45);
  expect(scanner.gap).toBeGreaterThan(scanner.fast);
});

test('a register is added, tried before it is kept, opened, and not dropped while it has an open sale', async () => {
  await open('registers');
  await button('Добавить кассу').click();
  await box('Адрес программы кассы').fill('http://127.0.0.1:1');
  await button('Проверить связь').click();
  await page.getByText('Касса не отвечает: включите её и программу кассы.').waitFor();
  await box('Адрес программы кассы').fill('127.0.0.1:1');
  await page.getByText('Поля с тех пор изменились: проверьте ещё раз.').waitFor();
  await button('Сохранить').click();
  await page.getByText('Адрес программы кассы «127.0.0.1:1» не понят: напишите его целиком').waitFor();
  await box('Адрес программы кассы').fill(emulator.url);
  await box('Логин').fill('kassa');
  await page.getByLabel('Пароль', { exact: true }).fill('right');
  await button('Проверить связь').click();
  await page.getByText('Касса отвечает').waitFor();
  await page.getByRole('row', { name: `РН ККТ ${emulator.registrationNumber}` }).waitFor();
  await page.getByRole('row', { name: 'Модель Kvitok emulator' }).waitFor();
  await shot('register-checked');
  expect(await axeFaults(page)).toEqual([]);
  await save();
  expect(((await section('registers')) as { list: object[] }).list).toMatchObject([
    { id: '1' },
    { id: '2', kind: 'atol' },
  ]);
  expect(await page.getByRole('link', { name: 'Рабочее место кассира' }).getAttribute('href')).toBe('/till/2');

  const sale = await service.call('POST', '/demo/sales?register=2');
  await button('Убрать кассу «Касса 2»').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click();
  await button('Сохранить').click();
  await page.getByRole('alert').filter({ hasText: 'есть незавершённые продажи (1)' }).waitFor();
  await service.call('POST', `/sales/${String(sale.json.id)}/cancel`);
  await save();
  expect(((await section('registers')) as { list: object[] }).list).toHaveLength(1);
});

test.each([
  ['ru-RU', 'light', 360],
  ['ru-RU', 'dark', 1920],
  ['en-GB', 'dark', 360],
  ['en-GB', 'light', 1920],
] as const)('every page is whole in %s, %s, at %i px', async (locale, colorScheme, width) => {
  await context.close();
  context = await browser.newContext({ locale, colorScheme, viewport: { width, height: 1080 } });
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  for (const path of ['sms', 'sms#template', 'sms#limits', 'form', 'registers']) {
    await page.goto('about:blank');
    await open(path);
    await page.waitForLoadState('networkidle');
    if (path === 'registers') await page.getByRole('button', { name: /Касса 1/ }).click();
    await shot(`${path}-${locale}-${colorScheme}-${width}`);
    expect(await axeFaults(page), path).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
  }
});
