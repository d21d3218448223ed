import type { Texts } from '../ru/index.ts';

export const privacy: Texts['privacy'] = {
  title: 'Personal data',
};
