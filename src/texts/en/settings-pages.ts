import type { Texts } from '../ru/index.ts';

export const settingsPages: Texts['settingsPages'] = {
  title: 'Settings',
  email: 'E-mail',
  sms: 'SMS',
  form: 'Cashier’s form',
  registers: 'Registers',
  profiles: 'Profiles',
  data: 'Data',
  history: 'History',
  profile: 'Whose settings',
  defaultProfile: 'Common to all registers',
  save: 'Save',
  undo: 'Back to what it was',
  saved: 'Saved and already in force',
  unsaved: 'Something is not saved',
  refused: 'Not saved',
  secret: { change: 'change', keep: 'Keep the old one' },
  leave: {
    title: 'Leave without saving?',
    text: 'What you typed stays on this computer and comes back when you open the section again. Passwords have to be typed anew.',
    go: 'Leave',
    stay: 'Stay',
  },
};
