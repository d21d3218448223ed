import type { Texts } from '../ru/index.ts';

export const profilesPage: Texts['profilesPage'] = {
  what: 'A profile is for shops or organisations whose mail, SMS or form differ. Who has one of each needs none: the common settings are in force.',
  registers: 'Registers:',
  noRegisters: 'No registers',
  own: 'its own',
  common: 'the common ones',
  add: 'New profile',
  name: 'Name of the profile',
  nameHint: 'The shop or organisation, such as “Lenina 12”',
  whose: 'Registers',
  whoseHint: 'They go over to this profile; until it has settings of its own the common ones are in force',
  make: 'Create',
  needName: 'Name the profile, so that you know it in lists.',
  made: 'Made: open its mail, SMS or form and save settings of its own',
  remove: 'Remove',
  chooseRegister: 'Choose at least one register: a profile without registers changes nothing.',
  needRegister: 'First add a register:',
};

export const historyPage: Texts['historyPage'] = {
  empty: 'The settings have not been changed yet.',
  more: 'Show more',
  secret: 'changed, the value is not kept',
  follows: 'Its own settings are forgotten, the common ones are in force',
  undo: 'Back to what it was',
  undone: 'Done',
  on: 'yes',
  off: 'no',
  nothing: 'empty',
};
