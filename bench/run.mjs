// `npm run bench`: every benchmark, one after another, each in a process of its own. Names as arguments choose some of them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { install, node, root } from '../scripts/installed.mjs';

// As `bin/kvitok` runs the service; peers get the same.
const FLAGS = createRequire(import.meta.url)('../bin/flags.js');

install();
const wanted = process.argv.slice(2);
const benches = [
  'letters',
  'accept',
  'pdf',
  'sms',
  'keys',
  'till',
  'till-page',
  'journal-page',
  'journal',
  'overview',
  'rest',
].filter((name) => wanted.length === 0 || wanted.includes(name));
const present = new Set(readdirSync(join(root, 'bench')).map((file) => basename(file, '.ts')));
for (const name of benches.filter((one) => present.has(one))) {
  const run = spawnSync(node, [...FLAGS, join(root, 'bench', `${name}.ts`)], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
