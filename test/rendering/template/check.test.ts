import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkTemplate,
  DEFAULT_SMS,
  exampleReceipt,
  noteText,
  renderTemplate,
  templateVariables,
} from '../../../src/rendering/index.ts';
import { advertisingWords } from '../../../src/rendering/template/advertising.ts';

const codesOf = (source: string) => checkTemplate(source).notes.map((note) => note.code);
const underlined = (source: string) =>
  checkTemplate(source)
    .notes.filter((note) => note.from !== undefined)
    .map((note) => [note.code, source.slice(note.from, note.to)]);
const missing = (source: string) =>
  checkTemplate(source)
    .requisites.filter((one) => !one.present)
    .map((one) => one.requisite);

test('the default template carries the five and has nothing to be said against', () => {
  const { requisites, notes, sample, longest } = checkTemplate(DEFAULT_SMS);
  expect(requisites.every((one) => one.present)).toBe(true);
  expect(notes).toEqual([]);
  expect(sample).toMatchObject({ segments: { parts: 2, encoding: 'UCS-2' }, latin: { segments: { parts: 1 } } });
  expect(longest).toMatchObject({ segments: { parts: 2 }, latin: { segments: { parts: 1 } } });
});

test('the seven of the reference fill under both of their names and in English', () => {
  const values = templateVariables(exampleReceipt);
  const seven = [
    ['рн_ккт', 'пРегистрационныйНомерККТ', 'registrationNumber', '0009990007654321'],
    ['сумма', 'пСумма', 'total', '1240.50'],
    ['дата', 'пДатаФискальногоДокумента', 'dateTime', '23.11.26 17:48'],
    ['фп', 'пФискальныйПризнакДокумента', 'fiscalSign', '3141592653'],
    ['фд', 'пФискальныйНомерДокумента', 'fiscalDocumentNumber', '1205'],
    ['фн', 'пЗаводскойНомерФН', 'fiscalDriveNumber', '9999078900001234'],
    ['сайт', 'пАдресСайтаПроверки', 'checkSite', 'www.nalog.gov.ru'],
  ];
  for (const names of seven) {
    const value = names.pop();
    for (const name of names) expect(renderTemplate(`{{ ${name} }}`, values), name).toBe(value);
  }
  const old =
    'Чек: РН {{ пРегистрационныйНомерККТ }}, сумма {{ пСумма }}, {{ пДатаФискальногоДокумента }}, ФПД {{ пФискальныйПризнакДокумента }}, ФД {{ пФискальныйНомерДокумента }}, ФН {{ пЗаводскойНомерФН }}, проверка {{ пАдресСайтаПроверки }}';
  expect(checkTemplate(old)).toMatchObject({ notes: [] });
  expect(missing(old)).toEqual([]);
});

test('each of the five is missed, and is counted however it comes', () => {
  expect(missing('Спасибо за покупку')).toEqual(['registrationNumber', 'total', 'dateTime', 'fiscalSign', 'site']);
  const five = ['{{ рн_ккт }}', '{{ сумма }}', '{{ дата }}', '{{ фп }}', '{{ сайт }}'];
  for (const [index, without] of five.entries())
    expect(missing(`Чек ${five.filter((one) => one !== without).join(' ')}`)).toEqual(
      [['registrationNumber'], ['total'], ['dateTime'], ['fiscalSign'], ['site']][index],
    );
  expect(missing('Чек {{ рн_ккт }} {{ сумма }} {{ день }} {{ фп }} {{ сайт }}')).toEqual(['dateTime']);
  expect(missing('Чек {{ рн_ккт }} {{ сумма }} {{ время }} в день {{ день }} {{ фп }} nalog.ru')).toEqual([]);
  expect(
    missing('Чек {{ рн_ккт | slice: 0, 4 }} {{ сумма | replace: ".", "," }} {{ дата }} {{ фп }} {{ сайт | upcase }}'),
  ).toEqual(['registrationNumber']);
  expect(missing('Чек {{ рн_кт }} {{ сумма }} {{ дата }} {{ фп }} {{ сайт }}')).toEqual(['registrationNumber']);
});

test('every unknown name is shown where it stands, with the nearest known one', () => {
  const source = 'Чек {{ сума }}\nот {{ фд | append: фпп }} {{ совсем_другое }}';
  const { notes, sample } = checkTemplate(source);
  expect(sample).toBeUndefined();
  const errors = notes.filter((note) => note.level === 'error');
  expect(errors.map((note) => [source.slice(note.from, note.to), note.params.nearest])).toEqual([
    ['сума', 'сумма'],
    ['фпп', 'фп'],
    ['совсем_другое', undefined],
  ]);
  expect(errors.map((note) => noteText(note, 'ru'))[0]).toBe('Переменной «сума» нет: может быть, сумма?');
});

const faults: [string, string, string, string][] = [
  ['a tag', 'Чек {% if %}', 'templateTag', '{%'],
  ['an open placeholder', 'Чек {{ сумма', 'templateNotClosed', '{{ сумма'],
  ['a filter mistyped', 'Чек {{ сумма | upcas }}', 'templateFilterNear', 'upcas'],
  ['a filter that is not', 'Чек {{ сумма | wherever_it_is }}', 'templateFilterUnknown', 'wherever_it_is'],
  ['an empty placeholder', 'Чек {{ }}', 'templateBroken', '{{ }}'],
];
test.each(faults)('%s is one error at its place', (_name, source, code, place) => {
  const { notes, sample } = checkTemplate(source);
  expect(sample).toBeUndefined();
  expect(notes).toMatchObject([{ level: 'error', code }]);
  const [note] = notes;
  expect(source.slice(note?.from, note?.to)).toBe(place);
  for (const language of ['ru', 'en'] as const)
    expect(note && noteText(note, language)).not.toMatch(/undefined|\{\{code/);
});

test('advertising is found in any form of the word, and only as a word', () => {
  for (const text of [
    'Скидка 10 %',
    'наши АКЦИИ',
    'акцией',
    'бонусы',
    'кешбэк',
    'в подарок',
    'по промокоду',
    'Розыгрыш призов',
    'только сегодня',
    'ПРИХОДИТЕ',
    'Cashback 5',
  ])
    expect(advertisingWords(text), text).not.toEqual([]);
  for (const text of [
    'Акционерное общество',
    'призма',
    'признак расчёта',
    'приход',
    'ПРИХОД',
    'возврат прихода',
    'скидывать',
    'дарительница',
    'куплено',
    'Купить',
    'спешное',
    'акцизный',
    'рекламация',
  ])
    expect(advertisingWords(text), text).toEqual([]);
  const source = `Скидки и подарки! ${DEFAULT_SMS}`;
  expect(underlined(source)).toEqual([
    ['advertising', 'Скидки'],
    ['advertising', 'подарки'],
  ]);
});

test('unstable text is warned of where it stands', () => {
  expect(underlined('{{ сумма }} рублей за покупку')).toContainEqual(['startsWithVariable', '{{ сумма }}']);
  expect(codesOf('1 {{ сумма }} {{ фп }}')).toContain('fewWords');
  expect(underlined('Ваш чек на https://shop.example.ru/r/1 готов')).toContainEqual([
    'link',
    'https://shop.example.ru/r/1',
  ]);
  expect(underlined('Ваш чек на vk.cc/abc готов')).toContainEqual(['link', 'vk.cc/abc']);
  expect(codesOf('Чек проверьте на www.nalog.gov.ru и nalog.ru')).not.toContain('link');
  expect(underlined('Спасибо 🎉 за покупку')).toContainEqual(['emoji', '🎉']);
  expect(underlined(`Чек по форме ${DEFAULT_SMS} {{ инн }}`)).toContainEqual(['manyVariables', 'инн']);
  expect(codesOf(`Чек ${'очень '.repeat(100)}`)).toContain('manyParts');
});

test('a sign that alone makes a Latin text dear is named with what may stand instead', () => {
  const source = 'Receipt № {{ фд }}: {{ сумма }} ₽ ☂ text';
  expect(
    checkTemplate(source)
      .notes.filter((note) => note.code.startsWith('forces'))
      .map((note) => [source.slice(note.from, note.to), note.params.instead]),
  ).toEqual([
    ['№', 'N'],
    ['₽', 'rub.'],
    ['☂', undefined],
  ]);
  expect(codesOf('Receipt {{ фд }} {{ признак }}').some((code) => code.startsWith('forces'))).toBe(false);
});

test('a check never throws, and each note has words and a place within the template', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('{{', '}}', '{{ сумма }}', '{{ сума }}', '|', 'скидка', '\n', '{%', ' 👍 ', 'a.ru'),
          fc.string(),
        ),
        { maxLength: 12 },
      ),
      (pieces) => {
        const source = pieces.join('');
        for (const note of checkTemplate(source).notes) {
          expect(noteText(note, 'ru')).not.toBe('');
          expect(noteText(note, 'en')).not.toMatch(/template\.note|problems\./);
          if (note.from === undefined) continue;
          expect(note.from).toBeLessThan(note.to ?? 0);
          expect(note.to).toBeLessThanOrEqual(source.length);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('the template is offered in Latin letters: words written anew, names kept, a filter where a value has Cyrillic letters', () => {
  const { latin = '' } = checkTemplate('Чек № {{ фд }} на {{сумма}} — «{{магазин}}» {{ shop }}, nalog.gov.ru');
  expect(latin).toBe('Chek N {{ фд }} na {{сумма}} - "{{магазин | латиницей }}" {{ shop | latin }}, nalog.gov.ru');
  const again = checkTemplate(latin);
  expect(again.sample?.segments).toMatchObject({ encoding: 'GSM-7', parts: 1 });
  expect(again).not.toHaveProperty('latin');
});

test('what the offered template gives is what was promised', () => {
  for (const source of ['', '{{ признак }} {{ магазин | truncate: 5 }}: {{адрес}}', 'ЩИ {{ дата }}']) {
    const { latin, sample } = checkTemplate(source);
    expect(checkTemplate(latin ?? source).sample?.text).toBe(sample?.latin.text);
  }
});
