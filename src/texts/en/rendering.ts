import type { Texts } from '../ru/index.ts';

export const rendering: Texts['rendering'] = {
  pdfIntro: 'The receipt for {{total}} is in the attached file.',
  pdfText: 'The receipt for {{total}} is in the attached file {{file}}.',
};
