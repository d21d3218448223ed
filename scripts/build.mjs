// Builds the program into dist/ and the pages of web/ into web/dist, each when its sources have changed.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import './bundle.mjs';
import { root } from './installed.mjs';

const dist = join(root, 'web', 'dist');
const stamp = join(dist, '.sources');
const sources = globSync(
  ['web/**/*', 'src/{receipt,contact,texts}/**/*.ts', 'src/server/api{.ts,/*.ts}', 'package-lock.json'],
  {
    cwd: root,
    exclude: ['web/dist/**', 'web/dist'],
    withFileTypes: true,
  },
)
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const hash = createHash('sha256');
for (const file of sources) hash.update(file.slice(root.length)).update(readFileSync(file));
const digest = hash.digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  await build({ root: join(root, 'web'), configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stamp, digest);
}
