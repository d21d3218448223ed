import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const ALLOWED = /^(web\/|src\/(receipt|contact|texts)\/|src\/server\/api(\/[a-z-]+)?\.ts$)/;

test('the pages import nothing of the service but its pure rooms and the types of its answers', () => {
  const files = globSync('web/**/*.tsx', { exclude: ['web/dist/**'] });
  expect(files.length).toBeGreaterThan(0);
  for (const file of files)
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const target = normalize(join(dirname(file), from));
      expect(ALLOWED.test(target), `${file} imports ${target}`).toBe(true);
    }
});

test('no source file is over 500 lines', () => {
  for (const file of globSync('{src,web}/**/*.{ts,tsx}', { exclude: ['web/dist/**'] }))
    expect(readFileSync(file, 'utf8').split('\n').length, file).toBeLessThanOrEqual(500);
});
