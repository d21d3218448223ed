import type { Texts } from '../ru/index.ts';

/** Settings → Data. */
export const dataPage: Texts['dataPage'] = {
  erase: 'Erase old receipts',
  eraseHint: "A receipt goes together with the buyer's contact, letters and SMS",
  neverHint:
    'Receipts and contacts pile up without end. The law 152-FZ allows to keep them no longer than needed: better set a term',
  days: 'After how many days',
  folder: 'Folder for copies of receipts',
  folderHint: "Each receipt is put there as PDF, HTML, TXT and JSON. The whole path on the service's computer",
  noFolder: 'no copies',
  file: {
    title: 'Settings as a file',
    hint: 'Take the settings to another computer, or keep them in case this one breaks. There are no passwords and keys in the file: they are typed anew.',
    save: 'Save to a file',
    load: 'Load from a file',
    refused: 'The file was not taken, nothing has changed',
    tooLarge: 'The file is larger than 1 MiB: these are not settings of Kvitok.',
    nothing: 'All in the file "{{name}}" is as it is now: there is nothing to change.',
    will_one: 'The file "{{name}}" will change {{count}} field:',
    will_other: 'The file "{{name}}" will change {{count}} fields:',
    field: 'Field',
    now: 'Now',
    after: 'Then',
    apply: 'Apply',
    drop: 'Change nothing',
    done: 'Applied and already in force',
  },
};
