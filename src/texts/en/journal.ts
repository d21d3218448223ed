import type { Texts } from '../ru/index.ts';

export const journal: Texts['journal'] = {
  title: 'Journal',
};
