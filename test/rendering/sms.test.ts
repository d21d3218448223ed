import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { expect, test } from 'vitest';
import { splitText } from '../../src/channels/sms/smpp-text.ts';
import { countSegments, DEFAULT_SMS, renderSms, toLatin } from '../../src/rendering/index.ts';
import { anyReceipt } from '../receipt/arbitrary.ts';

const EXTENSION = '^{}\\[~]|€\f';
const gsmSigns = Array.from(`@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà${EXTENSION}`);

/** Texts as an SMS may hold them: Latin, Russian, with signs of the extension, emoji, halves of pairs, of lengths about the borders of parts. */
const anySms = fc.oneof(
  fc.string({ unit: fc.constantFrom(...gsmSigns), maxLength: 500 }),
  fc.string({ unit: fc.constantFrom(...Array.from(EXTENSION), 'a', 'b'), minLength: 140, maxLength: 320 }),
  fc.string({ unit: fc.constantFrom(...Array.from('АБВгдё №₽«»—1a👍🧾')), maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'я', 'a'), minLength: 60, maxLength: 160 }),
);

test('parts, alphabet and units are those of an independent counter, for any text', () => {
  fc.assert(
    fc.property(anySms, (text) => {
      const own = countSegments(text);
      const other = new SegmentedMessage(text);
      expect(own.encoding).toBe(other.getEncodingName());
      // Twilio's counter also keeps signs together that are drawn as one (flags, families); the networks don't, so it may need a part more.
      const joined = other.graphemes.some((grapheme) => Array.from(grapheme).length > 1);
      if (joined) expect(own.parts).toBeLessThanOrEqual(other.segmentsCount);
      else expect(own.parts).toBe(other.segmentsCount);
      const unit = own.encoding === 'GSM-7' ? 7 : 16;
      expect(own.units * unit).toBe(other.messageSize);
    }),
    { numRuns: 2_000 },
  );
});

test('each sign of the basic plane is in the same alphabet as the independent counter has it', () => {
  for (let code = 0; code < 0x10000; code++) {
    const sign = String.fromCharCode(code);
    expect(countSegments(sign).encoding === 'GSM-7', code.toString(16)).toBe(
      new SegmentedMessage(sign).getEncodingName() === 'GSM-7',
    );
  }
});

test('the parts counted are the parts that go out by SMPP, and none ends within a sign', () => {
  fc.assert(
    fc.property(anySms, (text) => {
      const own = countSegments(text);
      const { parts, dataCoding } = splitText(text, 'gsm', false);
      expect(dataCoding).toBe(own.encoding === 'GSM-7' ? 0 : 8);
      const unit = own.encoding === 'GSM-7' ? 1 : 2;
      expect(parts.map((part) => part.length / unit)).toEqual(own.partUnits);
    }),
  );
});

const borders: [string, string, Partial<ReturnType<typeof countSegments>>][] = [
  ['nothing', '', { parts: 1, units: 0, left: 160 }],
  ['160 Latin', 'a'.repeat(160), { parts: 1, left: 0, encoding: 'GSM-7' }],
  ['161 Latin', 'a'.repeat(161), { parts: 2, partUnits: [153, 8], left: 145 }],
  ['an escape at the border', `${'a'.repeat(152)}€${'a'.repeat(152)}`, { parts: 3, partUnits: [152, 153, 1] }],
  ['70 Russian', 'я'.repeat(70), { parts: 1, left: 0, encoding: 'UCS-2' }],
  ['71 Russian', 'я'.repeat(71), { parts: 2, partUnits: [67, 4], left: 63 }],
  ['a pair at the border', `${'я'.repeat(66)}👍${'я'.repeat(66)}`, { parts: 3, partUnits: [66, 67, 1] }],
];
test.each(borders)('%s', (_name, text, expected) => {
  expect(countSegments(text)).toMatchObject(expected);
});

test('what forces UCS-2 is named once, where it first stands', () => {
  expect(countSegments('Cash № 1, № 2 — 5 ₽').forcing).toEqual([
    { sign: '№', at: 5 },
    { sign: '—', at: 14 },
    { sign: '₽', at: 18 },
  ]);
});

test('Latin letters are those of the passport, plain signs stay, addresses are not touched', () => {
  expect(toLatin('Чек № 5: Щука, объект, подъезд, МЯСО И ЁЖ — 5 ₽')).toBe(
    'Chek N 5: Shchuka, obieekt, podieezd, MIASO I EZH - 5 rub.',
  );
  expect(toLatin('ЩИ щи Щи Я')).toBe('SHCHI shchi Shchi Ia');
  expect(toLatin('Сайт магазин.рф/чек и www.nalog.gov.ru')).toBe('Sait магазин.рф/чек i www.nalog.gov.ru');
  expect(toLatin('façade 👍')).toBe('facade 👍');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБЩЪЬЮЯ №₽«»—0:')) }),
      (text) => {
        expect(countSegments(toLatin(text)).encoding).toBe('GSM-7');
      },
    ),
  );
});

test('the default SMS is two parts for whatever a register gives below 100 million, one in Latin letters', () => {
  fc.assert(
    fc.property(anyReceipt(), (receipt) => {
      const usual = {
        ...receipt,
        total: Math.min(receipt.total, 9_999_999_999) as typeof receipt.total,
        registrationNumber: receipt.registrationNumber ?? '0009990001065348',
        dateTime: receipt.dateTime.padEnd(16, 'T00:00'),
        fiscalDriveNumber: receipt.fiscalDriveNumber ?? '9999078900001234',
        fiscalSign: receipt.fiscalSign ?? '85813599',
        fiscalDocumentNumber: Math.min(receipt.fiscalDocumentNumber ?? 1, 250_000),
      };
      const text = renderSms(usual);
      expect(countSegments(text)).toMatchObject({ parts: 2, encoding: 'UCS-2' });
      expect(countSegments(toLatin(text)).parts).toBe(1);
      expect(renderSms(usual, '')).toBe(renderSms(usual, DEFAULT_SMS));
    }),
  );
});
