import { expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { demoPage } from './demo-page.ts';

const { service, page } = await demoPage({ width: 1280, height: 1000 });

test('a newcomer chooses a sample, types an address and sees the letter with its QR', async () => {
  await page.goto(service.url);
  await page.getByText('Магазин «Корзинка» (возврат прихода)').click();
  await page.getByRole('textbox').fill('petrov@mail.ru');
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('p***@mail.ru: принято почтой').waitFor();
  const letter = page.frameLocator('.letter iframe');
  await letter.getByText('ВОЗВРАТ ПРИХОДА').first().waitFor();
  const picture = letter.locator('img');
  await picture.scrollIntoViewIfNeeded();
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
});

test('the same receipt as PDF arrives beside it, and the source can be read', async () => {
  await page.getByLabel('PDF-файлом').check();
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByRole('tab', { name: 'Вложения (1)' }).click();
  const link = page.locator('.files a');
  expect(await link.textContent()).toMatch(/^Чек \d+\.pdf$/);
  const pdf = await page.request.get(new URL((await link.getAttribute('href')) ?? '', service.url).href);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('tab', { name: 'Исходник' }).click();
  await page.getByText('Auto-Submitted: auto-generated').waitFor();
});

test('a receipt to a number comes to the phone as an SMS, and its delivery is seen', async () => {
  await page.getByRole('textbox').fill('8 916 123-45-67');
  await page.getByRole('button', { name: 'Отправить' }).click();
  const phone = page.getByRole('region', { name: 'Телефон покупателя' });
  await phone.getByText('+7 916 123-45-67').waitFor();
  await phone.getByText(/ККТ \d{16} ИТОГО .* САЙТ www\.nalog\.gov\.ru/).waitFor();
  await phone.getByText(/2 части, 5,00 ₽ · ✓ доставлено/).waitFor();
  await page.getByText(/\+7 .*: доставлено/).waitFor();
});

test('a wrong address is told in one sentence', async () => {
  await page.getByRole('textbox').fill('petrov@mail');
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('В названии почты «mail» не хватает точки').waitFor();
});

test('one click makes the newcomer a cashier with a sale on the screen', async () => {
  await page.getByRole('button', { name: 'Побыть кассиром' }).click();
  await page.waitForURL(/\/till\/1$/);
  await page.getByText('Будет: бумажный чек').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Готова к продаже').waitFor();
  await page.goto(service.url);
  await page.getByRole('textbox').waitFor();
});

test('without the QR the law is named', async () => {
  await page.getByLabel('Не отправлять QR-код чека').check();
  await page.getByText('QR-код обязателен').waitFor();
});

test('the page has no fault that a screen reader or a keyboard would meet, in light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFaults(page), colorScheme).toEqual([]);
  }
});
