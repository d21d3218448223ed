import { expect, test } from 'vitest';
import { isForeignServer, presetByExchanger, presetFor } from '../../../src/channels/email/index.ts';

test('a mailbox is known by its domain and a server by its name', () => {
  expect(presetFor('Shop@Yandex.RU')?.host).toBe('smtp.yandex.ru');
  expect(presetFor('smtp.mail.ru')?.name).toBe('Mail.ru');
  expect(presetFor('shop@my-shop.ru')).toBeUndefined();
});

test('a domain of the shop’s own is known by the exchanger that comes first', async () => {
  const by = (...exchangers: [string, number][]) =>
    presetByExchanger('shop@my-shop.ru', async (domain) => {
      expect(domain).toBe('my-shop.ru');
      return exchangers.map(([exchange, priority]) => ({ exchange, priority }));
    });
  expect((await by(['mx.yandex.net', 10]))?.name).toBe('Яндекс');
  expect((await by(['aspmx2.googlemail.com', 30], ['ASPMX.L.GOOGLE.COM', 1]))?.foreign).toBe(true);
  expect((await by(['emx.mail.ru', 10], ['mx.yandex.net', 20]))?.name).toBe('Mail.ru');
  expect(await by(['mx.notyandex.net', 10])).toBeUndefined();
  expect(await by()).toBeUndefined();
});

test('a domain that can’t be looked up is no fault', async () => {
  const failing = () => Promise.reject(new Error('queryMx ENOTFOUND'));
  expect(await presetByExchanger('a@b.ru', failing)).toBeUndefined();
});

test('servers abroad are known by the ending of their names', () => {
  for (const host of ['smtp.gmail.com', 'email-smtp.eu-west-1.amazonaws.com', 'SMTP.SendGrid.net', 'smtp.zoho.eu'])
    expect(isForeignServer(host), host).toBe(true);
  for (const host of ['smtp.yandex.ru', 'smtp.mail.ru', 'notgoogle.com.ru', 'mail.my-shop.ru', ''])
    expect(isForeignServer(host), host).toBe(false);
});
