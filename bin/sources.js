// Tells whether the built program in dist/ is that of the sources beside it. Plain JavaScript that any Node can read.
'use strict';
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const stamp = (root) => join(root, 'dist', '.sources');

/** A digest of all that the program is built from. */
function digestOf(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  hash.update(readFileSync(join(root, 'scripts', 'bundle.mjs')));
  const add = (folder, name) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) add(path, `${name}/${entry.name}`);
      else hash.update(`${name}/${entry.name}\0`).update(readFileSync(path));
    }
  };
  add(join(root, 'src'), 'src');
  return hash.digest('hex');
}

function isFresh(root) {
  let built;
  try {
    built = readFileSync(stamp(root), 'utf8');
  } catch {
    return false;
  }
  return built === digestOf(root);
}

module.exports = { digestOf, isFresh, stamp };
