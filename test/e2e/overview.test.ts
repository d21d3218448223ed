import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeliveryView } from '../../src/server/api.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../servers/scripted-smtp.ts';
import { receiptNumber, type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-overview-'));
let service: Service;
let smtp: ScriptedSmtp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  smtp = await startScriptedSmtp();
  service = await startService(data, ['--demo']);
  browser = await openChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await smtp.close();
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

const everyLook = async (open: () => Promise<void>) => {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 360],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await open();
    expect(await axeFaults(page), `${colorScheme} ${width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
};
const send = (number: number, to: string) => service.call('POST', '/receipts', { receipt: receiptNumber(number), to });

test('a newcomer is led by steps, and sees the figures come by themselves once a receipt goes out', async () => {
  await page.goto(`${service.url}/overview`);
  await page.getByRole('region', { name: 'С чего начать' }).waitFor();
  await page.getByRole('link', { name: 'Открыть: Проверьте, что письма уходят' }).waitFor();
  await everyLook(async () => {
    await page.reload();
    await page.getByRole('region', { name: 'С чего начать' }).waitFor();
  });
  await send(1, 'one@example.ru');
  await page.getByText('Чеков с контактом 1 = исходов 1').waitFor();
  await page.getByText('Всё в порядке').waitFor();
  await page.locator('.recharts-bar-rectangle path').first().waitFor();
});

test('the same thirty days can be read as a table', async () => {
  await page.goto(`${service.url}/overview`);
  await page.getByRole('button', { name: 'Показать таблицей' }).click();
  const table = page.getByRole('region', { name: 'Отправки по дням' }).getByRole('table');
  expect(await table.getByRole('row').count()).toBe(31);
  expect(await table.getByRole('row').nth(1).getByRole('cell').allTextContents()).toEqual(['1', '0', '0', '0']);
  await everyLook(async () => {});
});

test('a paused mailbox stands first and goes away when it is tried again with success', async () => {
  smtp.script.auth = '535 5.7.8 wrong password';
  const account = { login: 'shop@example.ru', password: 'x', host: '127.0.0.1', port: smtp.port, security: 'none' };
  await service.call('PUT', '/settings/email', account);
  await page.goto(`${service.url}/overview`);
  await page.getByText('Всё в порядке').waitFor();
  await send(2, 'two@example.ru');
  const problem = page.getByRole('alert').filter({ hasText: 'Почта приостановлена, ждёт 1 письмо' });
  await problem.getByText('Логин или пароль не подошёл').waitFor();
  await problem.getByText('535 5.7.8 wrong password').waitFor();
  await page.getByText('Чеков с контактом 2, исходов 1').waitFor();
  expect(await problem.getByRole('link', { name: 'Настройки' }).getAttribute('href')).toBe('/settings/email');
  await everyLook(async () => {});

  smtp.script.auth = '235 2.7.0 welcome';
  await problem.getByRole('button', { name: 'Попробовать сейчас' }).click();
  await page.getByText('Чеков с контактом 2 = исходов 2').waitFor();
  expect(await problem.count()).toBe(0);
});

test('a buyer is erased from the settings after a second word, and the details for the developers hold no address', async () => {
  await page.goto(`${service.url}/settings/data`);
  await page.getByLabel('Контакт покупателя').fill('one@example');
  await page.getByRole('button', { name: 'Стереть', exact: true }).click();
  await page.getByRole('button', { name: 'Стереть навсегда' }).click();
  await page.getByText(/не хватает точки/).waitFor();
  await page.getByLabel('Контакт покупателя').fill('one@example.ru');
  await page.getByRole('button', { name: 'Стереть', exact: true }).click();
  await page.getByRole('button', { name: 'Не стирать' }).click();
  await page.getByRole('button', { name: 'Стереть', exact: true }).click();
  await everyLook(async () => {});
  await page.getByRole('button', { name: 'Стереть навсегда' }).click();
  await page.getByText('Стёрто. Отправок: 1, отменено: 0, продаж: 0.').waitFor();
  await everyLook(async () => {});
  expect((await service.call('GET', '/deliveries?q=one@example.ru')).json.deliveries).toEqual([]);
  const { json } = await service.call('GET', '/deliveries');
  const erased = (json.deliveries as DeliveryView[]).find(({ contact }) => contact === '—');
  await page.goto(`${service.url}/receipts/${erased?.receiptId}`);
  await page.getByText('контакт стёрт').waitFor();
  expect(await page.getByRole('button', { name: /Показать контакт|Ещё раз/ }).count()).toBe(0);
  await page.goto(`${service.url}/settings/data`);

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Скачать сведения' }).click();
  const bundle = readFileSync(await (await coming).path(), 'utf8');
  expect(JSON.parse(bundle)).toMatchObject({ version: expect.any(String), problems: expect.any(Array) });
  expect(bundle).not.toMatch(/(one|two|shop)@example/);
});
