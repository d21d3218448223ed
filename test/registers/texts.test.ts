import { expect, test } from 'vitest';
import { atolError } from '../../src/registers/atol/errors.ts';
import { isTextKey, text } from '../../src/texts/index.ts';

test('every error of the ATOL driver has a sentence in both languages', () => {
  for (let code = 1; code <= 520; code++) {
    const { reason, certain } = atolError(code, 'слова');
    const key = `reasons.${reason.code}`;
    if (!isTextKey(key)) throw new Error(`no text ${key}`);
    for (const language of ['ru', 'en'] as const) expect(text(language, key)).toMatch(/\.$/);
    // A cashier who reads that nothing was made may make the receipt again.
    if (!certain) expect(text('ru', key)).toContain('мог пробиться');
    else expect(text('ru', key)).not.toContain('мог пробиться');
  }
});
