import type { EmailAccount } from '../channels/email/index.ts';
import { emailAccountFrom } from '../delivery/index.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { Store, Vault } from '../store/index.ts';

/** What a newcomer has done already: an account for mail is kept, there is a register, a test letter went out through that very account. */
export interface StepsDone {
  mail: boolean;
  register: boolean;
  tried: boolean;
}

interface FirstStepsOptions {
  store: Pick<Store, 'readMeta' | 'writeMeta'>;
  vault: Pick<Vault, 'fingerprint'>;
  settings: SettingsRoom;
}

const KEY = 'mailTried';

/** The steps to the first receipt. */
export function firstSteps({ store, vault, settings }: FirstStepsOptions) {
  // With another password it has not been tried.
  const proofOf = ({ login, password, host, port, security }: EmailAccount): string =>
    vault.fingerprint(`${KEY}:${JSON.stringify([login, password, host, port, security])}`);

  return {
    /** A server took a test letter of this account. */
    mailTried: (account: EmailAccount): Promise<void> => store.writeMeta({ key: KEY, value: proofOf(account) }),
    read: async (): Promise<StepsDone> => {
      const account = emailAccountFrom(settings.get('email'));
      return {
        mail: account !== undefined,
        register: settings.get('registers').list.length > 0,
        tried: account !== undefined && (await store.readMeta({ key: KEY })) === proofOf(account),
      };
    },
  };
}
