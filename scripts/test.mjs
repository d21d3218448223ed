// `npm test`: installs what the tests need (npm packages; on Debian as root also the servers they talk to), builds the pages, runs every test.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, node, root, stop } from './installed.mjs';

install();
installServers();
// Whatever the tests leave behind lies in one folder and goes with it. The mail server among them runs as another user.
const folder = mkdtempSync(join(tmpdir(), 'kvitok-test-'));
chmodSync(folder, 0o1777);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
const run = (file, ...args) => spawnSync(node, [join(root, file), ...args], { cwd: root, stdio: 'inherit', env });
if (run('scripts/build.mjs').status !== 0) process.exit(1);
const tests = run(
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=./scripts/closing-line.mjs',
  ...process.argv.slice(2),
);
process.exit(tests.status ?? 1);

function installServers() {
  const wanted = readFileSync(join(root, 'scripts', 'debian-packages.txt'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (!existsSync('/usr/bin/dpkg-query')) return;
  const installed = spawnSync('dpkg-query', ['-W', '-f', `\${Package} \${Status}\n`], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  }).stdout;
  const present = new Set(
    installed
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    stop(
      `Тестам нужны программы Debian: sudo apt-get install ${missing.join(' ')}`,
      `The tests need these Debian packages: sudo apt-get install ${missing.join(' ')}`,
    );
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    encoding: 'utf8',
    env,
    maxBuffer: 64 << 20,
  });
  if (done.status !== 0)
    stop(
      `Программы Debian для тестов не установились: ${done.stderr}`,
      `The Debian packages for the tests could not be installed: ${done.stderr}`,
    );
}
