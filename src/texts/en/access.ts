import type { Texts } from '../ru/index.ts';

export const access: Texts['access'] = {
  title: 'People and access',
};
