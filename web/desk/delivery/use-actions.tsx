import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ERASED } from '../../../src/contact/mask.ts';
import type { AcceptedView, DeliveryView } from '../../../src/server/api.ts';
import type { TextKey } from '../../../src/texts/index.ts';
import { call, Refused } from '../../parts/api.ts';
import { say } from '../say.ts';

export type Action = 'now' | 'cancel' | 'again' | 'elsewhere' | 'bySms';

const UNDO_MS = 10_000;

/** What a person may do with a delivery now; the likeliest first. */
export function actionsOf(delivery: DeliveryView): Action[] {
  const actions = actionsByOutcome(delivery);
  return delivery.contact === ERASED ? actions.filter((one) => one === 'elsewhere' || one === 'bySms') : actions;
}

function actionsByOutcome({ status, outcome, channel }: DeliveryView): Action[] {
  if (status === 'queued') return ['now', 'elsewhere', 'cancel'];
  if (status === 'sending') return [];
  if (outcome === 'failed' || status === 'cancelled')
    return channel === 'email' ? ['elsewhere', 'bySms', 'now'] : ['elsewhere', 'now'];
  return ['again', 'elsewhere'];
}

/** What the button says: what waits goes now, what has ended goes once more. */
export const actionWord = (action: Action, { status }: DeliveryView): string =>
  say(`journal.${action === 'now' && status !== 'queued' ? 'again' : action}`);

export interface Actions {
  /** Id of the delivery with which something is being done. */
  busy: string | undefined;
  now: (delivery: DeliveryView) => Promise<void>;
  cancel: (delivery: DeliveryView) => Promise<void>;
  again: (delivery: DeliveryView) => Promise<void>;
  /** Resolves to a sentence when the address is refused, else to undefined. */
  send: (receiptId: string, wish: { to: string; channel?: 'sms' }) => Promise<string | undefined>;
}

/** Doing things with deliveries: each says how it went, and a cancelled one can be brought back. `onChanged` gets what a delivery became. */
export function useActions(onChanged: (delivery: DeliveryView) => void): Actions {
  const [busy, setBusy] = useState<string>();
  const run = async (id: string, act: () => Promise<void>) => {
    setBusy(id);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      notifications.show({ color: 'red', message: error.message });
    } finally {
      setBusy(undefined);
    }
  };
  const told = (key: TextKey, contact: string) => notifications.show({ message: say(key, { contact }) });
  const retry = (delivery: DeliveryView, key: TextKey) =>
    run(delivery.id, async () => {
      onChanged(await call<DeliveryView>('POST', `/deliveries/${delivery.id}/retry`));
      told(key, delivery.contact);
    });
  return {
    busy,
    now: (delivery) => retry(delivery, 'journal.done.retried'),
    again: (delivery) =>
      run(delivery.id, async () => {
        await call<AcceptedView>('POST', `/deliveries/${delivery.id}/resend`);
        told('journal.done.resent', delivery.contact);
      }),
    cancel: (delivery) =>
      run(delivery.id, async () => {
        onChanged(await call<DeliveryView>('POST', `/deliveries/${delivery.id}/cancel`));
        const note = `cancelled-${delivery.id}`;
        const undo = () => {
          notifications.hide(note);
          void retry(delivery, 'journal.done.returned');
        };
        notifications.show({
          id: note,
          autoClose: UNDO_MS,
          message: (
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm">{say('journal.done.cancelled', { contact: delivery.contact })}</Text>
              <Button size="compact-sm" variant="default" onClick={undo}>
                {say('journal.done.undo')}
              </Button>
            </Group>
          ),
        });
      }),
    send: async (receiptId, wish) => {
      setBusy(receiptId);
      try {
        const accepted = await call<AcceptedView>('POST', `/receipts/${receiptId}/deliveries`, wish);
        const [made] = accepted.deliveries;
        if (made) {
          const delivery = await call<DeliveryView>('GET', `/deliveries/${made.id}`);
          onChanged(delivery);
          told('journal.done.elsewhere', delivery.contact);
        }
        return undefined;
      } catch (error) {
        if (error instanceof Refused) return error.message;
        throw error;
      } finally {
        setBusy(undefined);
      }
    },
  };
}
