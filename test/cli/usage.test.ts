import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const kvitok = (...args: string[]) =>
  spawnSync(process.execPath, ['bin/kvitok', '--lang', 'ru', ...args], { encoding: 'utf8' });

test.each([
  [['frob'], 'Команды frob нет: посмотрите kvitok --help.'],
  [['user', 'frob'], 'Команды frob нет: посмотрите kvitok --help.'],
  [['send', 'x.json'], 'Не хватает значения --to <contact>: посмотрите kvitok --help.'],
  [['send', 'x.json', '--to'], 'Не хватает значения --to <contact>: посмотрите kvitok --help.'],
  [['render', 'x.json', '--as', 'doc'], 'Значение «doc» для --as не подходит, можно: html, pdf, text, sms, qr.'],
  [['inspect', '--frob', 'x.json'], 'Ключа --frob нет: посмотрите kvitok --help.'],
  [['inspect', 'nothing.json'], 'Файла nothing.json нет: проверьте имя.'],
  [['check', 'fax'], 'Проверить можно email или sms.'],
])(
  'a command written wrongly (%j) ends in one sentence of the language that was asked for, and 2',
  (args, sentence) => {
    const { status, stdout, stderr } = kvitok(...args);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `${sentence}\n` });
  },
);

test.each([[[]], [['serve']], [['user']], [['user', 'add']], [['settings', 'set']]])(
  'the help of %j is Russian throughout',
  (args) => {
    const { status, stdout } = kvitok(...args, '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Как писать: kvitok/);
    expect(stdout).not.toMatch(/Usage|Options|Commands|Arguments|\(default|display|\(env/);
  },
);
