import type { Texts } from '../ru/index.ts';

export const till: Texts['till'] = {
  reasons: {
    absent: 'The sale did not reach the register, no receipt was made. It may be repeated.',
    notMade: 'There is no receipt at the register: the cashier said so. It may be repeated.',
    timeIsUp: 'The form was open too long, the sale is cancelled.',
    registerGone: 'The register is no longer in the settings: put it back.',
  },
  copiesFailed: 'Copies of receipts cannot be kept in {{folder}}: check the folder and the room on the disk.',
};
