import { expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { demoPage } from './demo-page.ts';

const { service, page } = await demoPage({ width: 1280, height: 900 });

const sender = async (profile: string) =>
  (await service.call('GET', `/settings/email?profile=${profile}`)).json.senderName;

test('a profile begins with its registers and goes by the common settings', async () => {
  await page.goto(`${service.url}/settings/profiles`);
  await page.getByRole('button', { name: 'Создать' }).click();
  await page.getByText('Назовите профиль').waitFor();
  await page.getByLabel('Имя профиля').fill('Ленина, 12');
  await page.getByRole('combobox', { name: 'Кассы' }).click();
  await page.getByRole('option', { name: 'Касса 1' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Создать' }).click();
  const card = page.getByRole('region', { name: 'Ленина, 12' });
  await card.getByText('Кассы: Касса 1').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await card.getByRole('link', { name: 'Почта' }).click();
  await page.getByText('Действуют общие. Сохраните').waitFor();
});

test('it has its own once they are saved; leaving before that is asked about and loses nothing', async () => {
  const common = await sender('default');
  await page.getByLabel('Имя отправителя').fill('На Ленина');
  await page.getByRole('link', { name: 'Журнал' }).click();
  const asked = page.getByRole('dialog', { name: 'Уйти, не сохранив?' });
  await asked.getByRole('button', { name: 'Уйти' }).click();
  await page.getByRole('heading', { name: 'Журнал' }).waitFor();
  await page.goto(`${service.url}/settings/email?profile=profile-1`);
  expect(await page.getByLabel('Имя отправителя').inputValue()).toBe('На Ленина');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('У профиля свои настройки этого раздела').waitFor();
  expect([await sender('profile-1'), await sender('default')]).toEqual(['На Ленина', common]);
});

test('the history takes the change back, and the profile can go by the common settings again', async () => {
  await page.getByRole('link', { name: 'История' }).click();
  const change = page.getByRole('article').filter({ hasText: 'На Ленина' });
  await change.getByRole('button', { name: 'Вернуть как было' }).click();
  await change.getByText('Возвращено').waitFor();
  expect(await sender('profile-1')).toBe(await sender('default'));
  await page.goto(`${service.url}/settings/email?profile=profile-1`);
  await page.getByText('Действуют общие. Сохраните').waitFor();
  await page.getByLabel('Имя отправителя').fill('Снова на Ленина');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('button', { name: 'Вернуть общие' }).click();
  await page.getByText('Действуют общие. Сохраните').waitFor();
});

test('a profile with registers stays until they go over to another one', async () => {
  await page.goto(`${service.url}/settings/profiles`);
  await page.getByRole('region', { name: 'Ленина, 12' }).getByRole('button', { name: 'Убрать' }).click();
  await page.getByRole('alert').filter({ hasText: 'Касса 1' }).waitFor();
  await page.getByRole('region', { name: 'Ленина, 12' }).waitFor();
});
