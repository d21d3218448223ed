import type { Texts } from '../ru/index.ts';

export const problems: Texts['problems'] = {
  internal: 'The program failed and nothing is lost: try again, and if it fails again, send the log to the developers.',
};
