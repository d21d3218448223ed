import type { Texts } from '../ru/index.ts';

export const overview: Texts['overview'] = {
  title: 'Overview',
};
