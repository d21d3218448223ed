import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { composeLetter, messageIdOf } from '../../../src/channels/email/compose.ts';
import type { EmailAccount, EmailMessage } from '../../../src/channels/email/message.ts';

const account: EmailAccount = {
  login: 'shop@почта.рф',
  password: 'secret',
  host: 'mail.test',
  port: 465,
  security: 'tls',
  senderName: 'Магазин «Пример»',
  replyTo: 'reply@example.ru',
};
const message: EmailMessage = {
  id: '01a20cbd-e2a0-7eb4-ba9e-33cc1ac27afb',
  date: Date.UTC(2026, 10, 24, 9, 15),
  to: 'buyer@example.ru',
  subject:
    'Чек о покупке на очень длинную сумму и с очень длинным названием магазина, чтобы заголовок пришлось перенести',
  text: 'Чек\n.точка\n..две\nFrom строка\n',
  html: '<p>Чек ₽</p>',
  inline: [{ name: 'qr', contentType: 'image/png', bytes: Buffer.from([0, 1, 2, 255]) }],
  attachments: [
    {
      name: 'Чек № 1204 «Пример» очень длинное имя файла, которое не помещается в одну строку заголовка.pdf',
      contentType: 'application/pdf',
      bytes: Buffer.alloc(1_000, 7),
    },
  ],
};
const other = (bytes: Buffer) =>
  JSON.parse(execFileSync('python3', [join('test', 'e2e', 'read-letter.py')], { input: bytes, encoding: 'utf8' })) as {
    headers: Record<string, string>;
    parts: { type: string; name: string | null; bytes: string }[];
    defects: string[];
  };

test('two other programs read back what was composed', async () => {
  const bytes = composeLetter(account, message);
  const parsed = await simpleParser(bytes);
  expect(parsed).toMatchObject({
    subject: message.subject,
    messageId: messageIdOf(account, message.id),
    date: new Date(message.date),
  });
  expect(parsed.attachments.map((part) => part.filename ?? part.cid)).toEqual(
    [undefined, message.attachments?.[0]?.name].map((name) => name ?? 'qr'),
  );
  const read = other(bytes);
  expect(read.defects).toEqual([]);
  expect(read.headers.Subject).toBe(message.subject);
  expect(read.headers.From).toContain('Магазин «Пример»');
  expect(read.parts.map((part) => part.type)).toEqual(['text/plain', 'text/html', 'image/png', 'application/pdf']);
  expect(read.parts.at(-1)?.name).toBe(message.attachments?.[0]?.name);
  expect(
    Buffer.from(read.parts[0]?.bytes ?? '', 'base64')
      .toString()
      .replace(/\r\n/g, '\n'),
  ).toBe(message.text);
  expect(Buffer.from(read.parts[2]?.bytes ?? '', 'base64')).toEqual(Buffer.from([0, 1, 2, 255]));
});

test('every byte is 7-bit, every line short and ended by CR LF', () => {
  const bytes = composeLetter(account, message);
  expect(bytes.every((byte) => byte < 0x80)).toBe(true);
  const lines = bytes.toString('latin1').split('\r\n');
  for (const line of lines) {
    // A Message-ID can't be folded.
    if (!line.startsWith('Message-ID:')) expect(line.length).toBeLessThanOrEqual(78);
    expect(line).not.toMatch(/[\r\n]/);
  }
});

test('the same message gives the same bytes, another id other ones', () => {
  expect(composeLetter(account, message).equals(composeLetter(account, structuredClone(message)))).toBe(true);
  expect(composeLetter(account, message).equals(composeLetter(account, { ...message, id: 'other' }))).toBe(false);
});

test('a domain outside ASCII goes out in ASCII', () => {
  const text = composeLetter(account, message).toString('latin1');
  expect(text).toContain('<shop@xn--80a1acny.xn--p1ai>');
  expect(text).toContain(`Message-ID: <${message.id}@xn--80a1acny.xn--p1ai>`);
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    'a\r\nBcc: all@example.ru',
    'a\nBcc: b@c.ru',
    '\r\n\r\nbody',
    'a\u0000b',
    '=?UTF-8?B?eA==?=',
    'a\u2028b',
    '"; filename="x',
    '\\',
    'a"b',
    '<b@c.ru>',
    'тест "кавычки" \\ и , запятая',
  ),
);

test('no subject, name, address or file name can bring in a header or a part', () => {
  const shape = (bytes: Buffer) => {
    const [head = ''] = bytes.toString('latin1').split('\r\n\r\n', 1);
    return head
      .split('\r\n')
      .filter((line) => !line.startsWith(' '))
      .map((line) => line.slice(0, line.indexOf(':')));
  };
  const plain = shape(composeLetter(account, message));
  fc.assert(
    fc.property(nasty, fc.constantFrom('subject', 'senderName', 'replyTo', 'to', 'file'), (text, field) => {
      let bytes: Buffer;
      try {
        bytes = composeLetter(
          { ...account, ...(field === 'senderName' || field === 'replyTo' ? { [field]: `${text}@example.ru` } : {}) },
          {
            ...message,
            ...(field === 'subject' ? { subject: text } : {}),
            ...(field === 'to' ? { to: `${text}@example.ru` } : {}),
            ...(field === 'file'
              ? { attachments: [{ name: text, contentType: 'application/pdf', bytes: Buffer.from('x') }] }
              : {}),
          },
        );
      } catch (error) {
        expect(error).toMatchObject({ code: 'fieldForbiddenSigns' });
        return;
      }
      expect(shape(bytes)).toEqual(plain);
      for (const line of bytes.toString('latin1').split('\r\n')) expect(line).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 1_000 },
  );
});
