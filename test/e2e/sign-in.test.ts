import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-sign-in-'));
const OWNER = { name: 'Анна', password: 'четыре слова подряд' };
const CASHIER = { name: 'Пётр', password: 'кот спит на окне' };
let service: Service;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  service = await startService(data);
  browser = await openChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(async () => {
  await context.close();
  expect(errors.splice(0)).toEqual([]);
});

const signIn = async ({ name, password }: typeof OWNER, at = '/sign-in') => {
  await page.goto(service.url + at);
  await page.getByLabel('Имя').fill(name);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
};
const faults = async () => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await axeFaults(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
};
const otherLanguage = async (name: 'English' | 'Русский', then: string) => {
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: then }).waitFor();
};

test('the first start prints a link with a code, by which the first owner is made', async () => {
  const [, link = ''] = /(http:\/\/\S+\/sign-in#\S+)/.exec(service.said()) ?? [];
  await page.goto(`${service.url}/overview`);
  await page.getByRole('heading', { name: 'Первый вход' }).waitFor();
  await page.getByLabel('Код').fill('AAAA-AAAA');
  await page.getByLabel('Ваше имя').fill(OWNER.name);
  await page.getByLabel('Пароль', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Начать' }).click();
  await page.getByText('Код не подошёл').waitFor();
  expect(await faults()).toEqual([]);
  await otherLanguage('English', 'First sign-in');
  expect(await faults()).toEqual([]);
  await otherLanguage('Русский', 'Первый вход');

  await page.goto('about:blank');
  await page.goto(link);
  await page.getByLabel('Ваше имя').fill(OWNER.name);
  expect(page.url()).not.toContain('#');
  await page.getByLabel('Пароль', { exact: true }).fill('короткий');
  await page.getByRole('button', { name: 'Начать' }).click();
  await page.getByText('Пароль короче 10 знаков').waitFor();
  await page.getByLabel('Пароль', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Начать' }).click();
  await page.getByRole('heading', { name: 'Обзор' }).waitFor();
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ name: 'kvitok_session', httpOnly: true, sameSite: 'Lax' });
  expect(await page.evaluate('document.cookie')).toBe('');
});

test('a wrong password and an unknown name are told alike, a right one opens the page that was asked for', async () => {
  await signIn({ ...OWNER, password: 'not the password' }, '/journal');
  await page.getByText('Имя или пароль не подошли.').waitFor();
  await signIn({ ...OWNER, name: 'Никто' }, '/journal');
  await page.getByText('Имя или пароль не подошли.').waitFor();
  expect(await faults()).toEqual([]);
  await otherLanguage('English', 'Sign in');
  expect(await faults()).toEqual([]);
  await otherLanguage('Русский', 'Вход');
  await signIn(OWNER, '/journal');
  await page.getByRole('heading', { name: 'Журнал' }).waitFor();
});

test('who signs out is out: the page shows the sign-in, and the cookie opens nothing any more', async () => {
  await signIn(OWNER);
  await page.getByRole('heading', { name: 'Обзор' }).waitFor();
  const [cookie] = await context.cookies();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByRole('heading', { name: 'Вход' }).waitFor();
  expect(await context.cookies()).toEqual([]);
  await context.addCookies(cookie ? [cookie] : []);
  await page.goto(`${service.url}/journal`);
  await page.getByRole('heading', { name: 'Вход' }).waitFor();
});

test('a session that ends in the middle of a page leads to the sign-in and back to what was typed', async () => {
  await signIn(OWNER, '/settings/email?profile=default');
  const name = page.getByLabel('Имя отправителя');
  await name.fill('Корзинка у дома');
  await context.clearCookies();
  // The page may find out by itself before the click; then there is no button any more.
  const found = page.getByRole('heading', { name: 'Вход' }).waitFor();
  await Promise.race([page.getByRole('button', { name: 'Сохранить' }).click(), found]);
  await page.getByRole('heading', { name: 'Вход' }).waitFor();
  await page.getByLabel('Имя').fill(OWNER.name);
  await page.getByLabel('Пароль', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await name.waitFor();
  expect(new URL(page.url()).search).toBe('?profile=default');
  expect(await name.inputValue()).toBe('Корзинка у дома');
  await page.getByRole('button', { name: 'Вернуть как было' }).click();
});

test('a cashier has the till alone, and comes to the one that was asked for', async () => {
  const registers = {
    list: [
      { id: '1', name: 'Касса у входа', kind: 'emulator' },
      { id: '2', name: 'Вторая' },
    ],
  };
  await service.call('PUT', '/settings/registers', registers);
  await service.call('POST', '/people', { ...CASHIER, role: 'cashier' });
  await signIn(CASHIER, '/settings');
  await page.getByRole('heading', { name: 'За какую кассу?' }).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await faults()).toEqual([]);
  for (const path of ['/settings/email', '/deliveries', '/people', '/tokens', '/audit', '/events'])
    expect((await page.request.get(`${service.url}/api/v1${path}`)).status(), path).toBe(403);
  await page.getByRole('link', { name: 'Касса у входа' }).click();
  await page.getByText('Касса у входа').first().waitFor();

  await context.clearCookies();
  await page.goto(`${service.url}/till/2`);
  await page.getByRole('heading', { name: 'Вход' }).waitFor();
  await page.getByLabel('Имя').fill(CASHIER.name);
  await page.getByLabel('Пароль', { exact: true }).fill(CASHIER.password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByText('Вторая').first().waitFor();
  expect(page.url()).toBe(`${service.url}/till/2`);
});

test('signing out everywhere ends a person’s other browsers at once, and not the one that asked for it', async () => {
  const other = await browser.newContext({ locale: 'ru-RU' });
  const stateIn = async (of: BrowserContext) => (await of.request.get(`${service.url}/api/v1/session`)).status();
  try {
    const elsewhere = await other.newPage();
    await elsewhere.goto(`${service.url}/sign-in`);
    await elsewhere.getByLabel('Имя').fill(OWNER.name);
    await elsewhere.getByLabel('Пароль', { exact: true }).fill(OWNER.password);
    await elsewhere.getByRole('button', { name: 'Войти' }).click();
    await elsewhere.getByRole('heading', { name: 'Обзор' }).waitFor();
    await signIn(OWNER, '/people');
    await page.getByRole('button', { name: `Изменить: ${OWNER.name}` }).click();
    await page.getByRole('menuitem', { name: 'Выйти на остальных устройствах' }).click();
    await expect.poll(() => stateIn(other)).toBe(401);
    expect(await stateIn(context)).toBe(200);
    await elsewhere.goto(`${service.url}/journal`);
    await elsewhere.getByRole('heading', { name: 'Вход' }).waitFor();
  } finally {
    await other.close();
  }
});
