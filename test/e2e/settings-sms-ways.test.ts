import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPeer } from '../channels/sms/smpp-peer.ts';
import { type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-sms-ways-'));
const errors: string[] = [];
let service: Service;
let page: Page;
let ended: () => Promise<void>;

beforeAll(async () => {
  service = await startService(data, ['--demo']);
  const browser = await openChromium();
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 1000 } });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  ended = () => browser.close();
}, 60_000);
afterAll(async () => {
  await ended();
  await service.stop();
  rmSync(data, { recursive: true, force: true });
  expect(errors).toEqual([]);
});
beforeEach(async () => {
  await page.goto(`${service.url}/settings/sms`);
  await page.getByRole('heading', { level: 2 }).waitFor();
});

const box = (name: string) => page.getByRole('textbox', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const choose = async (provider: string) => {
  await page.getByRole('combobox', { name: 'Провайдер' }).click();
  await page.getByRole('option', { name: provider }).click();
};
const save = async () => {
  await button('Сохранить').last().click();
  await page.getByText('✓ Сохранено').waitFor();
};
const kept = async () => (await service.call('GET', '/settings/sms')).json;

test('a provider of no list is described by its address, fields and answers, tried, and kept', async () => {
  const asked: { url: string; key: string; body: string }[] = [];
  const gateway = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const key = String(request.headers.authorization);
      asked.push({ url: String(request.url), key, body });
      response.setHeader('content-type', 'application/json');
      response.end(
        key === 'Bearer right' ? '{"result":"accepted","message":{"id":77}}' : '{"error":{"text":"bad key"}}',
      );
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => gateway.once('listening', resolve));
  const base = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  try {
    await choose('Любой провайдер по HTTP');
    await page.getByRole('combobox', { name: 'Адрес (URL)' }).fill(base);
    await page.getByLabel('API-ключ', { exact: true }).fill('wrong');
    await button('Как говорить по HTTP').click();
    await box('Адрес отправки').first().fill('v1/send');
    await box('Заголовки').fill('Authorization: Bearer {apiKey}');
    await box('Тело запроса вместо полей').fill('{"to":"{phone}","text":"{text}"}');
    const group = (name: string) => page.getByRole('group', { name, exact: true });
    await group('Принято, если').getByRole('textbox', { name: 'в ответе есть поле' }).fill('result');
    await group('Принято, если').getByRole('textbox', { name: 'и оно равно' }).fill('accepted');
    await group('Номер SMS у провайдера').getByRole('textbox', { name: 'поле ответа' }).fill('message.id');
    await group('Текст ошибки').getByRole('textbox', { name: 'поле ответа' }).fill('error.text');
    await group('Текст ошибки').getByRole('textbox', { name: 'Что значат ошибки' }).fill('login=bad key');
    await button('Проверить').click();
    await page.getByRole('alert').filter({ hasText: 'Провайдер не узнал вас' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await page.getByLabel('API-ключ', { exact: true }).fill('right');
    await button('Проверить').click();
    await page.getByText(/проверочное SMS принято/).waitFor();
    expect(asked.at(-1)).toMatchObject({ url: '/v1/send', key: 'Bearer right' });
    expect(JSON.parse(asked.at(-1)?.body ?? '')).toEqual({ to: '79000000000', text: 'Проверка отправки чеков' });

    await save();
    expect(await kept()).toMatchObject({
      provider: 'http',
      host: base,
      apiKey: { set: true },
      http: { url: 'v1/send', success: { path: 'result', value: 'accepted' }, id: { path: 'message.id' } },
    });
  } finally {
    gateway.close();
    gateway.closeAllConnections();
  }
});

test('an operator by SMPP: a wrong password is told as such, and the SMS goes out as its form says', async () => {
  const peer = await startPeer();
  try {
    await choose('Любой провайдер или оператор по SMPP');
    const host = page.getByRole('combobox', { name: 'Сервер и порт' });
    await host.fill(`127.0.0.1:${peer.port}`);
    await box('system_id (логин)').fill('kvitok');
    const password = page.getByLabel('Пароль', { exact: true });
    await password.fill('wrong');
    await button('Как говорить по SMPP').click();
    await box('system_type').fill('VMA');
    await page.getByRole('combobox', { name: 'Длинный текст' }).click();
    await page.getByRole('option', { name: 'целиком в message_payload' }).click();
    await button('Проверить').click();
    await page.getByRole('alert').filter({ hasText: 'Провайдер не узнал вас' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await password.fill('secret');
    await button('Проверить').click();
    await page.getByText(/проверочное SMS принято/).waitFor();
    expect(peer.of('bind').at(-1)).toMatchObject({ system_id: 'kvitok', system_type: 'VMA' });
    expect(peer.of('submit')).toHaveLength(1);

    await save();
    expect(await kept()).toMatchObject({
      provider: 'smpp',
      login: 'kvitok',
      smpp: { systemType: 'VMA', long: 'payload' },
    });
  } finally {
    await peer.close();
  }
});
