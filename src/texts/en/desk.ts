import type { Texts } from '../ru/index.ts';

export const desk: Texts['desk'] = {
  name: 'Kvitok',
  menu: 'Sections',
  skip: 'Skip to content',
  overview: 'Overview',
  journal: 'Journal',
  settings: 'Settings',
  people: 'People and access',
  signIn: 'Sign in',
  signOut: 'Sign out',
  demo: 'Demonstration: letters and SMS stay in this computer, no sign-in needed.',
  demoPage: 'Send a sample receipt',
  demoTill: 'Open the till',
  loading: 'Loading…',
  toStart: 'To the start page',
  noPage: 'There is no such page',
  noPageHint: 'Check the address or begin with the overview.',
};
