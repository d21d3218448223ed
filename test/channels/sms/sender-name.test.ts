import { expect, test } from 'vitest';
import { explainSender } from '../../../src/channels/sms/index.ts';
import { text } from '../../../src/texts/index.ts';

test('a good name still has to be registered, a number may not go everywhere, none at all is the provider’s', () => {
  expect(explainSender('KvitokShop')).toEqual({ notes: ['registration', 'whose'] });
  expect(explainSender('79161234567')).toEqual({ notes: ['digits', 'registration'] });
  expect(explainSender('').notes[0]).toBe('empty');
});

test('a bad name is told what a good one is', () => {
  for (const name of ['Ромашка', 'LongerThan11', 'shop!', ' shop', '1234567890123456'])
    expect(explainSender(name)).toMatchObject({ problem: { path: 'sms.sender' }, notes: ['rule', 'registration'] });
});

test('each note is told in both languages', () => {
  for (const note of [...explainSender('').notes, ...explainSender('1').notes, ...explainSender('A').notes]) {
    expect(text('ru', `sms.senderName.${note}`)).toMatch(/[а-я]{4}/);
    expect(text('en', `sms.senderName.${note}`)).toMatch(/^[\x20-\x7e]+$/);
  }
});
