import { Anchor } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import { ERASED } from '../../../src/contact/mask.ts';
import type { DeliveryView } from '../../../src/server/api.ts';
import { roubles } from '../../parts/roubles.ts';
import { StatusLine, statusWord } from '../delivery/status-line.tsx';
import type { Actions } from '../delivery/use-actions.tsx';
import { useDeeds } from '../delivery/use-deeds.tsx';
import { say, when } from '../say.ts';

/** Signs of a reason that would make a tall narrow column of itself beside the buttons. */
const LONG = 60;

/** One delivery: when, how much, by what, to whom, what became of it, and what may be done about it. */
export const Row = memo(function Row({ delivery, actions }: { delivery: DeliveryView; actions: Actions }) {
  const { receiptId, channel, contact, createdAt, total = 0 } = delivery;
  const name = say('journal.row', { total: roubles(total), contact, status: statusWord(delivery) });
  const { buttons, opened } = useDeeds({ delivery, actions, size: 'compact-sm', of: `${roubles(total)}, ${contact}` });
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
        <span className="journal-actions">{buttons}</span>
      </div>
      {opened && <div className="journal-form">{opened}</div>}
    </li>
  );
});
