import { type Device, digits, gapsOfFast, oneOf, suffixes } from './streams.ts';

export interface Code {
  text: string;
  /** What the code means; undefined if no contact is in it. */
  contact: string | undefined;
  /** Digits that must leave no trace. */
  card?: string;
}

const names = [
  'ivan',
  'anna.petrova',
  'o-k_2',
  'shop+1',
  'i.ivanov1990',
  'zoya',
  'k7',
  'q.w.e.r.t.y',
  '1ivan',
  '2masha',
  '89x',
];
const domains = ['mail.ru', 'yandex.ru', 'gmail.com', 'bk.ru', 'ya.ru', 'my-shop.su'];
const numbers = [
  '4111111111111111',
  '5555555555554444',
  '2200000000000004',
  '4000056655665556',
  '378282246310005',
  '6200000000000005',
];

export function anyDevice(random: () => number, prefix: string): Device {
  return {
    gap: oneOf(random, [...gapsOfFast, 80, 100]),
    layout: oneOf(random, ['us', 'ru']),
    suffix: oneOf(random, suffixes),
    prefix,
    withoutCodes: random() < 0.15,
  };
}

export function anyEmail(random: () => number): string {
  return `${oneOf(random, names)}@${oneOf(random, domains)}`;
}

export function anyMobile(random: () => number): string {
  return `+79${oneOf(random, ['16', '03', '25', '62', '85'])}${digits(random, 7)}`;
}

/** A code with a contact, as devices type it. */
export function contactCode(random: () => number): Code {
  const email = anyEmail(random);
  const phone = anyMobile(random);
  const national = phone.slice(2);
  return oneOf<() => Code>(random, [
    () => ({ text: phone, contact: phone }),
    () => ({ text: `8${national}`, contact: phone }),
    () => ({ text: `7${national}`, contact: phone }),
    () => ({ text: email, contact: email }),
    () => ({ text: email, contact: email }),
    () => ({ text: `tel:${phone}`, contact: phone }),
    () => ({ text: `mailto:${email}`, contact: email }),
    () => ({ text: `MECARD:N:Ivanov;TEL:${phone};;`, contact: phone }),
    () => ({
      text: `BEGIN:VCARD\nVERSION:3.0\nN:I;A\nTEL;TYPE=CELL:${phone}\nEMAIL:${email}\nEND:VCARD`,
      contact: email,
    }),
    () => ({ text: `%${email.toUpperCase()}?`, contact: email }),
    () => ({ text: `;7${national}=0000?`, contact: phone }),
    () => ({ text: `%I/I^${email.toUpperCase()}?\n;8${national}=?`, contact: email }),
    () => ({ text: `%E?\n;7${national}=00?`, contact: phone }),
  ])();
}

/** Goods, failed swipes, links. */
export function strangeCode(random: () => number): Code {
  return {
    text: oneOf(random, [
      `46${digits(random, 11)}`,
      `2${digits(random, 12)}`,
      `12${digits(random, 6)}`,
      `3${digits(random, 7)}`,
      'https://example.com/a?b=1',
      'ABC-123-XYZ',
      '%E?;E?',
      `0104${digits(random, 12)}21aB3$x`,
      't=20260101T1200&s=100.00&fn=9999078900001234&i=12&fp=1234567890&n=1',
    ]),
    contact: undefined,
  };
}

export function bankCard(random: () => number): Code {
  const card = oneOf(random, numbers);
  return {
    text: oneOf(random, [
      `%B${card}^IVANOV/IVAN^2912101000000000?\n;${card}=29121010000000?`,
      `%B${card}^IVANOV/IVAN^2912101000000000?;${card}=29121010000000?`,
      `;${card}=29121010000000?`,
      `%B${card}^IVANOV/IVAN^2912101000?`,
      `;${card}=2912?\n;01${card}=9=0?`,
    ]),
    contact: undefined,
    card,
  };
}
