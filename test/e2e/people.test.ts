import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-people-'));
const OWNER = { name: 'Анна', password: 'четыре слова подряд' };
/** A till of somebody else's making, which shows ours in a frame; of another site than 127.0.0.1. */
const embedder = createServer((_request, response) => {
  response
    .setHeader('content-type', 'text/html')
    .end(`<iframe title="till" src="${framed}" width=900 height=700></iframe>`);
});
let framed = '';
let embedderUrl: string;
let service: Service;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => embedder.listen(0, '127.0.0.1', resolve));
  embedderUrl = `http://localhost:${(embedder.address() as AddressInfo).port}`;
  service = await startService(data, ['--allow-embed', embedderUrl]);
  await service.call('PUT', '/settings/registers', { list: [{ id: '1', name: 'Касса 1', kind: 'emulator' }] });
  await service.call('POST', '/people', { ...OWNER, role: 'owner' });
  browser = await openChromium();
  page = await (await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 900 } })).newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${service.url}/people`);
  await page.getByLabel('Имя').fill(OWNER.name);
  await page.getByLabel('Пароль', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('heading', { name: 'Люди и доступ' }).waitFor();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await service.stop();
  embedder.close();
  rmSync(data, { recursive: true, force: true });
});

const faults = async (name: string) => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await axeFaults(page)).map((fault) => `${colorScheme}: ${fault}`));
    const folder = process.env.KVITOK_SHOTS;
    if (folder) await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
};

test('a person is added with a password to hand over, becomes an owner, and is removed', async () => {
  await page.getByRole('button', { name: 'Добавить человека' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Имя').fill('анна');
  await dialog.getByRole('button', { name: 'Добавить' }).click();
  await dialog.getByText('Имя «анна» уже занято').waitFor();
  expect(await faults('person')).toEqual([]);
  await dialog.getByLabel('Имя').fill('Пётр');
  await dialog.getByRole('button', { name: 'Добавить' }).click();
  const password = await dialog.getByLabel('Пароль').inputValue();
  expect(await faults('handover')).toEqual([]);
  await dialog.getByRole('button', { name: 'Готово' }).click();
  const signedIn = await page.request.post(`${service.url}/api/v1/sign-in`, { data: { name: 'Пётр', password } });
  expect(await signedIn.json()).toMatchObject({ name: 'Пётр', role: 'cashier' });
  // The request shares the browser's cookies: the owner signs in anew.
  await page.request.post(`${service.url}/api/v1/sign-in`, { data: OWNER });
  await page.reload();

  const row = page.getByRole('region', { name: 'Люди' }).getByRole('row', { name: /Пётр/ });
  await row.getByText('кассир', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Изменить: Пётр' }).click();
  await page.getByRole('menuitem', { name: 'Сделать владельцем' }).click();
  await row.getByText('владелец', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Изменить: Пётр' }).click();
  await page.getByRole('menuitem', { name: 'Убрать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click();
  await row.waitFor({ state: 'detached' });
});

test('the last owner can not be removed', async () => {
  await page.getByRole('button', { name: 'Изменить: Анна' }).click();
  await page.getByRole('menuitem', { name: 'Убрать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click();
  await page.getByText('Это последний владелец').waitFor();
});

test('a token is shown once, works, and is revoked', async () => {
  await page.getByRole('button', { name: 'Создать ключ' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Название').fill('1С бухгалтерии');
  expect(await faults('token')).toEqual([]);
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  const token = await dialog.getByLabel('Ключ', { exact: true }).inputValue();
  expect(token).toMatch(/^kvitok_[\w-]{43}$/);
  await dialog.getByRole('button', { name: 'Готово' }).click();
  await dialog.waitFor({ state: 'detached' });
  const ask = () => fetch(`${service.url}/api/v1/tills`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  expect(await page.content()).not.toContain(token);
  await page.getByRole('button', { name: 'Отозвать: 1С бухгалтерии' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click();
  await page.getByText('Ключей нет.').waitFor();
  expect((await ask()).status).toBe(401);
});

test('what was done is told in words; the page holds at 360 and 1280 pixels, in both languages and themes', async () => {
  await page.getByText('добавлен человек: Пётр (кассир)').first().waitFor();
  await page.getByText('создан ключ: 1С бухгалтерии (продажи, чеки)').waitFor();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await faults(`people-ru-${width}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'People and access' }).waitFor();
  expect(await faults('people-en-360')).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await faults('people-en-1280')).toEqual([]);
  expect(errors).toEqual([]);
});

test('an allowed site shows the till in a frame, which works there; no other page, and no other site', async () => {
  const sale = {
    calculationType: 1,
    taxationSystem: 1,
    items: [
      { name: 'Молоко', price: 1_000, quantity: '1', sum: 1_000, vatRate: 6, paymentMethod: 4, paymentSubject: 1 },
    ],
    total: 1_000,
    payments: { cash: 1_000 },
  };
  const made = await fetch(`${service.url}/api/v1/sales?register=1`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${service.token}`,
      'content-type': 'application/json',
      'idempotency-key': 'framed-1',
    },
    body: JSON.stringify(sale),
  });
  const { formUrl = '', title = '' } = (await made.json()) as { formUrl?: string; title?: string };
  expect([made.status, title]).toEqual([201, '']);
  const stranger = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  framed = formUrl;
  await stranger.goto(embedderUrl);
  const till = stranger.frameLocator('iframe');
  await till.getByText(/10,00/).first().waitFor();

  framed = `${service.url}/sign-in`;
  const refused = stranger.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
  await stranger.goto(embedderUrl);
  await refused;
  const headers = async (path: string) => (await fetch(service.url + path)).headers;
  expect((await headers('/sign-in')).get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect((await headers('/sign-in')).get('x-frame-options')).toBe('SAMEORIGIN');
});
