import { Button, Card, Group, Stack, Text, Timeline } from '@mantine/core';
import { ERASED } from '../../../src/contact/mask.ts';
import type { AttemptView, DeliveryWithAttemptsView } from '../../../src/server/api/journal.ts';
import { roubles } from '../../parts/roubles.ts';
import { StatusLine } from '../delivery/status-line.tsx';
import type { Actions } from '../delivery/use-actions.tsx';
import { useDeeds } from '../delivery/use-deeds.tsx';
import { say, when } from '../say.ts';
import { ContactReveal } from './contact-reveal.tsx';

const SIGNS = { accepted: '✓', rejected: '✕', deferred: '◷', unknown: '?' } as const;

/** One delivery of the receipt: to whom, what became of it, every attempt with the server's words, and what may be done. */
export function DeliveryCard({
  delivery,
  actions,
  isChosen,
  onChoose,
}: {
  delivery: DeliveryWithAttemptsView;
  actions: Actions;
  /** Its message is the one that the page shows. */
  isChosen: boolean;
  onChoose(): void;
}) {
  const { id, channel, contact, createdAt, deliveredAt, parts, cost, journal } = delivery;
  const { buttons, opened } = useDeeds({ delivery, actions, size: 'compact-md' });
  return (
    <Card withBorder component="article" aria-label={`${say(`journal.channel.${channel}`)}, ${contact}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Text size="sm">{say(`journal.channel.${channel}`)}</Text>
            {contact === ERASED ? (
              <Text fw={600}>{say('journal.erased')}</Text>
            ) : (
              <ContactReveal deliveryId={id} masked={contact} />
            )}
          </div>
          {!isChosen && (
            <Button size="compact-sm" variant="default" onClick={onChoose}>
              {say(channel === 'email' ? 'journal.page.showLetter' : 'journal.page.showSms')}
            </Button>
          )}
        </Group>
        <StatusLine delivery={delivery} />
        {parts !== undefined && (
          <Text size="sm">
            {say('journal.page.parts', { count: parts })}
            {cost !== undefined && `, ${say('journal.page.cost', { cost: roubles(cost) })}`}
          </Text>
        )}
        <Timeline bulletSize={20} lineWidth={2} active={journal.length + 1} aria-label={say('journal.page.timeline')}>
          <Timeline.Item title={say('journal.page.made')}>
            <Text size="sm">{when(createdAt)}</Text>
          </Timeline.Item>
          {journal.map((attempt) => (
            <Timeline.Item key={attempt.number} title={titleOf(attempt)}>
              <Text size="sm">{when(attempt.finishedAt)}</Text>
              {attempt.explanation !== undefined && <Text size="sm">{attempt.explanation}</Text>}
              {attempt.reply !== undefined && (
                <Text size="xs" className="receipt-reply">
                  {attempt.reply}
                </Text>
              )}
            </Timeline.Item>
          ))}
          {deliveredAt !== undefined && (
            <Timeline.Item title={`✓ ${say('journal.page.confirmed')}`}>
              <Text size="sm">{when(deliveredAt)}</Text>
            </Timeline.Item>
          )}
        </Timeline>
        {delivery.reply !== undefined && delivery.reply !== journal.at(-1)?.reply && (
          <Text size="xs" className="receipt-reply">
            {say('journal.page.said', { reply: delivery.reply })}
          </Text>
        )}
        <Group gap="xs">{buttons}</Group>
        {opened}
      </Stack>
    </Card>
  );
}

const titleOf = ({ number, outcome }: AttemptView): string =>
  `${SIGNS[outcome]} ${number}: ${say(`journal.page.${outcome}`)}`;
