// Installs the packages of package-lock.json once and says in one sentence why it could not. Runs on Node 18 and newer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(root, 'node_modules', '.kvitok-lock');
const russian = /^ru/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

export const say = (ru, en) => (russian ? ru : en);
export const stop = (ru, en) => {
  process.stderr.write(`${say(ru, en)}\n`);
  process.exit(1);
};

/** Installs unless the installed tree is already that of package-lock.json. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  try {
    accessSync(root, constants.W_OK);
  } catch {
    stop(
      `В папку ${root} нельзя писать: дайте права на запись или перенесите программу.`,
      `The folder ${root} is not writable: allow writing or move the program.`,
    );
  }
  process.stdout.write(
    `${say('Ставим пакеты, это нужно один раз (до минуты)…', 'Installing packages, needed once (up to a minute)…')}\n`,
  );
  const npm = process.env.npm_execpath;
  // Not `npm ci`: it refuses a lock that leaves out other systems' optional packages, as npm itself writes it.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, encoding: 'utf8' })
    : spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  const said = `${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}`;
  if (
    run.status !== 0 &&
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|ENOTCACHED|network/i.test(said)
  )
    stop(
      'Пакеты не скачались: нет связи с хранилищем npm. Проверьте интернет или прокси и повторите «npm start».',
      'The packages could not be downloaded: no connection to the npm registry. Check the network or the proxy and run "npm start" again.',
    );
  if (run.status !== 0 && /ENOSPC/.test(said))
    stop(
      'На диске не хватило места для пакетов (нужно около 600 МБ).',
      'The disk has no room for the packages (about 600 MB are needed).',
    );
  if (run.status !== 0 && /EACCES|EPERM|EROFS/.test(said))
    stop(
      `В папку ${root} нельзя писать: дайте права на запись или перенесите программу.`,
      `The folder ${root} is not writable: allow writing or move the program.`,
    );
  if (run.status !== 0)
    stop(`Пакеты не установились: ${lastLine(said)}`, `The packages could not be installed: ${lastLine(said)}`);
  if (!existsSync(node))
    stop(
      'Пакеты установились без скриптов, поэтому нужного Node.js нет: выполните «npm install» без --ignore-scripts.',
      'The packages were installed without scripts, so the right Node.js is missing: run "npm install" without --ignore-scripts.',
    );
  writeFileSync(stamp, lock);
}

const lastLine = (said) =>
  said
    .trim()
    .split('\n')
    .filter((line) => !/complete log/i.test(line))
    .at(-1) ?? '';
