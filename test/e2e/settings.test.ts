import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeAuthority } from '../servers/certificates.ts';
import { freePort, type Postfix, startPostfix } from '../servers/postfix.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../servers/scripted-smtp.ts';
import { type Service, startService } from '../servers/service.ts';
import { axeFaults } from './axe.ts';
import { openChromium } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'kvitok-settings-e2e-'));
const authority = makeAuthority();
let postfix: Postfix;
let expired: ScriptedSmtp;
let another: ScriptedSmtp;
let service: Service;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];
/** Every answer of the API in this suite. */
let told = '';

beforeAll(async () => {
  postfix = await startPostfix(authority);
  writeFileSync(join(folder, 'ca.pem'), postfix.ca);
  const smtp = (certificate: ReturnType<typeof authority.issue>) => startScriptedSmtp({ tls: 'implicit', certificate });
  expired = await smtp(authority.issue('127.0.0.1', 0));
  another = await smtp(authority.issue('mail.example.ru'));
  service = await startService(join(folder, 'data'), [], {
    KVITOK_CA_FILE: join(folder, 'ca.pem'),
    KVITOK_ALLOW_PRIVATE: '127.0.0.1',
  });
  browser = await openChromium();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await service.stop();
  postfix.stop();
  await expired.close();
  await another.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await browser.newContext({
    locale: 'ru-RU',
    viewport: { width: 1280, height: 900 },
    extraHTTPHeaders: { authorization: `Bearer ${service.token}` },
  });
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', async (response) => {
    if (response.url().includes('/api/v1/')) told += await response.text().catch(() => '');
  });
});
afterEach(async () => {
  await context.close();
  expect(errors.splice(0)).toEqual([]);
});

const open = async (section: string) => {
  await page.goto(`${service.url}/settings/${section}`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
};
const field = (label: string) => page.getByLabel(label, { exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const saved = async (section: string) => (await service.call('GET', `/settings/${section}`)).json;
const save = async () => {
  await button('Сохранить').click();
  await page.getByText('Сохранено и уже действует').waitFor();
};
const kept = () => ({
  login: postfix.login,
  host: '127.0.0.1',
  port: postfix.port,
  security: 'starttls',
  password: postfix.password,
});
/** Presses «Проверить» and gives what is said of the step that failed. */
const failure = async () => {
  await button('Проверить').click();
  const alert = page.getByRole('alert').filter({ hasText: '✕' });
  await alert.waitFor({ timeout: 30_000 });
  return (await alert.textContent()) ?? '';
};

test('typing the login fills in server, port and SSL, and tells which password is wanted and where it is made', async () => {
  await open('email');
  await field('Логин').fill('shop@outlook.com');
  await expect.poll(() => field('Адрес сервера SMTP').inputValue()).toBe('smtp.office365.com');
  expect(await field('Порт').inputValue()).toBe('587');
  await page.getByText('152-ФЗ').waitFor();
  await field('Логин').fill('shop@yandex.ru');
  await expect.poll(() => field('Адрес сервера SMTP').inputValue()).toBe('smtp.yandex.ru');
  expect(await field('Порт').inputValue()).toBe('465');
  const link = page.getByRole('link', { name: 'Создать пароль' });
  expect(await link.getAttribute('href')).toContain('id.yandex.ru');
  expect(await page.getByText('152-ФЗ').count()).toBe(0);
  expect(await saved('email')).toMatchObject({ login: '', host: '' });
});

test('what is typed is checked before it is saved, in a real Postfix, and then saved', async () => {
  await open('email');
  await field('Логин').fill(postfix.login);
  await field('Пароль').fill(postfix.password);
  await field('Адрес сервера SMTP').fill('127.0.0.1');
  await page.getByRole('combobox', { name: 'Как включается защита' }).click();
  await page.getByRole('option', { name: /STARTTLS/ }).click();
  await field('Порт').fill(String(postfix.port));
  await button('Проверить').click();
  await page.getByText('Всё работает').waitFor();
  await postfix.waitFor(postfix.login, 1);
  expect(await saved('email')).toMatchObject({ host: '', password: { set: false } });
  await save();
  expect(await saved('email')).toMatchObject({ host: '127.0.0.1', security: 'starttls', password: { set: true } });
  await page.getByText('Всё работает').waitFor();
  await field('Порт').fill('26');
  await page.getByText('Поля с тех пор изменились: проверьте ещё раз.').waitFor();
  expect(await page.getByText('Всё работает').count()).toBe(0);
  await button('Вернуть как было').click();
  await page.getByText('Всё работает').waitFor();
  await button('Пароль: изменить').click();
  await field('Пароль').fill(postfix.password);
  await button('Проверить').click();
  await page.getByText('Всё работает').waitFor();
  await button('Вернуть как было').click();
  await page.getByText('Поля с тех пор изменились: проверьте ещё раз.').waitFor();
  await page.reload();
  await button('Пароль: изменить').waitFor();
  expect(await page.content()).not.toContain(postfix.password);
  await button('Проверить').click();
  await page.getByText('Всё работает').waitFor();
});

test('a wrong password, a wrong port, an unknown host, an expired and a foreign certificate are shown as such', async () => {
  await service.call('PUT', '/settings/email', kept());
  await open('email');
  await button('Пароль: изменить').click();
  await field('Пароль').fill('not the password');
  expect(await failure()).toMatch(/вход.*пароль не подошёл.*535/s);

  await field('Порт').fill(String(await freePort()));
  expect(await failure()).toContain('не отвечает на этом порту');

  await field('Адрес сервера SMTP').fill('no-such-host.invalid');
  expect(await failure()).toMatch(/имя сервера.*(не найден|не находятся)/s);

  await field('Адрес сервера SMTP').fill('127.0.0.1');
  await page.getByRole('combobox', { name: 'Как включается защита' }).click();
  await page.getByRole('option', { name: /сразу/ }).click();
  await field('Порт').fill(String(expired.port));
  expect(await failure()).toContain('просрочен сертификат');
  await field('Порт').fill(String(another.port));
  expect(await failure()).toContain('Сертификат выдан другому серверу');
  expect([expired, another].flatMap((server) => server.commands)).toEqual([]);
  expect(await saved('email')).toMatchObject({ port: postfix.port, security: 'starttls' });
});

test('a saved password is not carried to another server', async () => {
  await service.call('PUT', '/settings/email', kept());
  await open('email');
  await field('Адрес сервера SMTP').fill('localhost');
  await button('Проверить').click();
  await page.getByText('наберите его ещё раз').waitFor();
});

test('a refusal stands at its field, and nothing is saved', async () => {
  await service.call('PUT', '/settings/email', kept());
  await open('email');
  await field('Адрес сервера SMTP').fill('shop@gmail.com');
  await button('Сохранить').click();
  await page.getByText('нужен адрес сервера: smtp.gmail.com?').waitFor();
  expect(await field('Адрес сервера SMTP').getAttribute('aria-invalid')).toBe('true');
  await field('Адрес сервера SMTP').fill('127.0.0.1');
  await field('Тема письма').fill('Чек {{ номерок }}');
  await button('Сохранить').click();
  await page.locator('.mantine-InputWrapper-error', { hasText: 'Переменной «номерок» нет' }).waitFor();
  expect(await saved('email')).toMatchObject({ host: '127.0.0.1', subject: 'Чек о покупке' });
});

test('the letter is shown by what is typed: subject, PDF, dark', async () => {
  await open('email');
  await field('Тема письма').fill('');
  await button('+ сумма').click();
  await page.getByText('Тема: 1092.64').waitFor();
  await page.getByLabel('Образец чека').selectOption({ index: 1 });
  await page.frameLocator('iframe[title="Письмо"]').getByText('ВОЗВРАТ ПРИХОДА').first().waitFor();
  await page.getByRole('tab', { name: 'Тёмная тема' }).click();
  const card = page.frameLocator('iframe[title="Тёмная тема"]').locator('.k-card');
  expect(await card.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(31, 34, 37)');
  const [drawn] = await Promise.all([
    page.waitForResponse('**/preview.pdf**'),
    page.getByRole('tab', { name: 'PDF' }).click(),
  ]);
  expect([drawn.status(), drawn.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await page.locator('iframe[title="PDF"][src^="blob:"]').waitFor();
});

test('a stray click does not lose what was typed, and a draft holds no secret', async () => {
  await service.call('PUT', '/settings/email', kept());
  await open('email');
  await field('Имя отправителя').fill('Лавка на углу');
  await button('Пароль: изменить').click();
  await field('Пароль').fill('typed and not saved');
  await page.getByRole('link', { name: 'Журнал' }).click();
  await page.getByText('Уйти, не сохранив?').waitFor();
  await button('Остаться').click();
  expect(new URL(page.url()).pathname).toBe('/settings/email');
  expect(await field('Имя отправителя').inputValue()).toBe('Лавка на углу');
  expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain(
    'typed and not saved',
  );

  await page.getByRole('link', { name: 'История' }).click();
  await button('Уйти').click();
  await page.getByRole('heading', { name: 'История' }).waitFor();
  await page.getByRole('link', { name: 'Почта' }).click();
  await expect.poll(() => field('Имя отправителя').inputValue()).toBe('Лавка на углу');
  const asked = new Promise<string>((resolve) =>
    page.once('dialog', (dialog) => {
      resolve(dialog.type());
      void dialog.accept();
    }),
  );
  await field('Имя отправителя').fill('Лавка на углу 2');
  await page.reload();
  expect(await asked).toBe('beforeunload');
  await button('Вернуть как было').click();
  expect(await field('Имя отправителя').inputValue()).toBe('');
  await page.getByRole('link', { name: 'Журнал' }).click();
  await page.waitForURL('**/journal');
});

test('the history tells the change and takes it back', async () => {
  await service.call('PUT', '/settings/email', { subject: 'Прежняя тема', password: 'first-secret' });
  await service.call('PUT', '/settings/email', { subject: 'Новая тема', password: 'second-secret' });
  await open('history');
  const newest = page.getByRole('article').first();
  await newest.getByText('Тема письма').waitFor();
  expect(await newest.textContent()).toMatch(/Прежняя тема → Новая тема/);
  expect(await page.content()).not.toMatch(/first-secret|second-secret/);
  await newest.getByRole('button', { name: 'Вернуть как было' }).click();
  await expect.poll(async () => (await saved('email')).subject).toBe('Прежняя тема');
});

test('the history calls every field and choice as its page does', async () => {
  const list = [{ id: '7', name: 'У входа' }];
  await service.call('PUT', '/settings/registers', { list });
  await service.call('PUT', '/settings/registers', { list: [{ id: '7', delivers: 'both' }] });
  await service.call('PUT', '/settings/sms', { dailyBudget: 50_000 });
  await service.call('PUT', '/settings/form', { timeLimit: 60, whenTimeIsUp: 'cancel' });
  await open('history');
  await page.getByText('Сколько ждать кассира, секунд: 0 → 60').waitFor();
  await page.getByText('Когда время вышло: Печатать с тем, что введено → Отменить печать').waitFor();
  await page.getByText(/Бюджет на день: 0,00\s₽ → 500,00\s₽/).waitFor();
  await page.getByText('7 · Кто отправляет чек покупателю: Квиток → И Квиток, и ОФД: покупатель получит два').waitFor();
  await service.call('PUT', '/settings/registers', { list: [] });
});

test('settings go to a file and come back; what will change is shown first, a bad file changes nothing', async () => {
  await service.call('PUT', '/settings/email', { ...kept(), subject: 'Из файла' });
  await open('data');
  const [download] = await Promise.all([page.waitForEvent('download'), button('Сохранить в файл').click()]);
  expect(download.suggestedFilename()).toMatch(/^kvitok-settings-\d{4}-\d\d-\d\d\.json$/);
  const file = join(folder, 'settings.json');
  await download.saveAs(file);
  const content = readFileSync(file, 'utf8');
  expect(content).not.toContain(postfix.password);

  await service.call('PUT', '/settings/email', { subject: 'Другая' });
  const load = async (name: string) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Загрузить из файла').click()]);
    await chooser.setFiles(name);
  };
  writeFileSync(join(folder, 'bad.json'), content.replace('"port":', '"port": 0, "x":'));
  await load(join(folder, 'bad.json'));
  await page.getByText('Файл не принят, ничего не изменилось').waitFor();
  await load(file);
  const row = page.getByRole('row', { name: /Тема письма/ });
  expect(await row.textContent()).toMatch(/Другая.*Из файла/);
  expect((await saved('email')).subject).toBe('Другая');
  await button('Применить').click();
  await page.getByText('Применено и уже действует').waitFor();
  expect(await saved('email')).toMatchObject({ subject: 'Из файла', password: { set: true } });
});

test('retention and the folder of copies are saved; a folder that can’t be written is told at its field', async () => {
  await open('data');
  await field('Через сколько дней').fill('90');
  await field('Папка для копий чеков').fill('/proc/copies');
  await button('Сохранить').click();
  await page.locator('.mantine-InputWrapper-error', { hasText: 'служба писать не может' }).waitFor();
  await field('Папка для копий чеков').fill(join(folder, 'copies'));
  await save();
  expect(await saved('privacy')).toEqual({ retentionDays: 90, copiesFolder: join(folder, 'copies') });
});

test('every section can be read and worked by anybody: light, dark, both languages, narrow and wide', async () => {
  await service.call('PUT', '/settings/registers', { list: [{ id: '1', name: 'Касса 1' }] });
  await service.call('PUT', '/settings/profiles', { list: [{ id: 'cafe', name: 'Кафе' }] });
  const found: string[] = [];
  for (const language of ['ru', 'en']) {
    await page.goto(`${service.url}/settings`);
    await page.evaluate((chosen) => localStorage.setItem('kvitok-language', chosen), language);
    for (const section of ['email', 'sms', 'form', 'registers', 'profiles', 'data', 'history'])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: colorScheme === 'light' ? 360 : 1920, height: 900 });
        await open(section);
        await page.waitForLoadState('networkidle');
        const where = `${section} ${language} ${colorScheme}`;
        found.push(...(await axeFaults(page)).map((fault) => `${where}: ${fault}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) found.push(`${where}: ${overflow} px wider than the window`);
      }
  }
  expect(found).toEqual([]);
}, 120_000);

test('no answer of the API held a byte of a password', () => {
  expect(told.length).toBeGreaterThan(10_000);
  for (const secret of [postfix.password, 'not the password', 'first-secret', 'second-secret'])
    expect(told.includes(secret), secret).toBe(false);
});
