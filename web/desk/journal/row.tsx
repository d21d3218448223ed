import { Anchor, Button } from '@mantine/core';
import { memo, useState } from 'react';
import { Link } from 'wouter';
import { ERASED } from '../../../src/contact/mask.ts';
import type { DeliveryView } from '../../../src/server/api.ts';
import { roubles } from '../../parts/roubles.ts';
import { SendForm } from '../delivery/send-form.tsx';
import { StatusLine, statusWord } from '../delivery/status-line.tsx';
import { type Actions, actionsOf, actionWord } from '../delivery/use-actions.tsx';
import { say, when } from '../say.ts';

/** Signs of a reason that would make a tall narrow column of itself beside the buttons. */
const LONG = 60;

/** One delivery: when, how much, by what, to whom, what became of it, and what may be done about it. */
export const Row = memo(function Row({ delivery, actions }: { delivery: DeliveryView; actions: Actions }) {
  const { id, receiptId, channel, contact, createdAt, total = 0 } = delivery;
  const [form, setForm] = useState<'elsewhere' | 'bySms'>();
  const isBusy = actions.busy === id;
  const name = say('journal.row', { total: roubles(total), contact, status: statusWord(delivery) });
  const act = { now: actions.now, cancel: actions.cancel, again: actions.again };
  return (
    <li className="journal-row">
      <div className="journal-line" data-long={(delivery.explanation ?? '').length > LONG || undefined}>
        <time className="journal-time" dateTime={new Date(createdAt).toISOString()}>
          {when(createdAt)}
        </time>
        <Anchor
          component={Link}
          href={`/receipts/${receiptId}`}
          className="journal-sum"
          aria-label={name}
          c="inherit"
          underline="hover"
        >
          {roubles(total)}
        </Anchor>
        <span className="journal-to">
          <span className="journal-channel">{say(`journal.channel.${channel}`)}</span>{' '}
          {contact === ERASED ? say('journal.erased') : contact}
        </span>
        <span className="journal-status">
          <StatusLine delivery={delivery} />
        </span>
        <span className="journal-actions">
          {actionsOf(delivery).map((action) => (
            <Button
              key={action}
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              aria-label={`${actionWord(action, delivery)}: ${roubles(total)}, ${contact}`}
              aria-expanded={action === 'elsewhere' || action === 'bySms' ? form === action : undefined}
              onClick={() => {
                if (action === 'elsewhere' || action === 'bySms') setForm(form === action ? undefined : action);
                else void act[action](delivery);
              }}
            >
              {actionWord(action, delivery)}
            </Button>
          ))}
        </span>
      </div>
      {form !== undefined && (
        <div className="journal-form">
          <SendForm
            bySms={form === 'bySms'}
            receipt={delivery}
            send={actions.send}
            onClose={() => setForm(undefined)}
          />
        </div>
      )}
    </li>
  );
});
