/** Erasing, retention, backup and the support bundle. */
export const privacy = {
  title: 'Personal data',
  retention: {
    title: 'Retention',
    forever: 'Receipts and contacts are kept for ever.',
    days_one: 'Receipts and contacts older than {{count}} day are erased by themselves.',
    days_other: 'Receipts and contacts older than {{count}} days are erased by themselves.',
    last: 'Last time {{when}}: receipts {{receipts}}, sales {{sales}}.',
    never: 'It has not run yet.',
    next: 'Next time at {{when}}.',
    figures: 'The figures of the overview stay: they hold nobody’s data.',
  },
  erase: {
    title: 'Erase a buyer’s data',
    hint: 'An e-mail or a phone. It is erased everywhere: in deliveries, attempts and sales. What waits to be sent is cancelled.',
    contact: 'The buyer’s contact',
    button: 'Erase',
    sure: 'Erase for ever',
    keep: 'Don’t erase',
    question: 'It can’t be brought back.',
    done: 'Erased. Deliveries: {{deliveries}}, cancelled: {{cancelled}}, sales: {{sales}}.',
    nothing: 'There is no such contact: nothing to erase.',
    beyond: 'Can’t be erased from here:',
  },
  beyond: {
    buyer: 'what has already come to the buyer’s mailbox or phone;',
    operators: 'what the mail server, the SMS provider and the OFD keep: ask them;',
    backups: 'copies of the database made before: delete them, or erase the contact after restoring;',
    register: 'the contact in the register’s own receipt (tag 1008), if the register wrote it.',
  },
  backup: {
    title: 'Copy of the data',
    hint: 'The whole database in one file. Passwords and contacts in it are encrypted: keep the key file too, the copy can’t be read without it.',
    button: 'Download a copy',
  },
  support: {
    title: 'For the developers',
    hint: 'Versions, numbers, switches and the latest faults. No contacts, logins or passwords: open the file and see.',
    button: 'Download the details',
  },
  failed: 'It did not work',
};
