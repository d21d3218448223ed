import type { Texts } from '../ru/index.ts';

export const settingsPages: Texts['settingsPages'] = {
  title: 'Settings',
};
