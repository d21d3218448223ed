import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const render = (...args: string[]) =>
  spawnSync(process.execPath, ['bin/kvitok', 'render', 'samples/1-grocery.json', '--lang', 'ru', ...args], {
    encoding: 'utf8',
  });

test('the SMS of a receipt is printed by the usual template and by any other', () => {
  expect(render('--as', 'sms').stdout).toBe(
    'ККТ 0009990001065348 ИТОГО 1092.64 ДАТА 20.11.26 ВРЕМЯ 12:14 ФП 0085813599 ФД 1204 ФН 9999078900001234 САЙТ www.nalog.gov.ru\n',
  );
  const own = render('--as', 'sms', '--template', 'Чек {{ пСумма }} руб., {{ магазин | латиницей }}');
  expect(own).toMatchObject({ status: 0, stdout: 'Чек 1092.64 руб., Magazin "Korzinka"\n' });
});

test('a template at fault ends in one sentence and 2', () => {
  const { status, stdout, stderr } = render('--as', 'sms', '--template', '{{ сума }}');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe('Переменной «сума» нет: может быть, сумма?\n');
});

test('a receipt without what the buyer finds it by makes no SMS with gaps', () => {
  const sms = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ['bin/kvitok', 'render', 'test/fixtures/receipts/dump-refund.json', '--lang', 'ru', '--as', 'sms', ...args],
      { encoding: 'utf8' },
    );
  const { status, stdout, stderr } = sms();
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^SMS не составить, в чеке нет реквизитов: РН ККТ \(1037\), .*ФП \(1077\), ФН \(1041\)\.\n$/);
  expect(sms('--template', 'Возврат {{ сумма }}')).toMatchObject({ status: 0 });
});
