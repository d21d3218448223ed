import { Anchor, List, Paper, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { OverviewDayView } from '../../../src/server/api/overview.ts';
import { addressOf } from '../journal/filters.ts';
import { say } from '../say.ts';
import { count, dayLong, dayTyped } from './format.ts';

const MOST = 7;

/** Whether each receipt whose buyer left a contact has an outcome: today, and the days before on which some has none. */
export function Matching({ days }: { days: OverviewDayView[] }) {
  const today = days.at(-1);
  if (!today) return null;
  const open = days.slice(0, -1).filter((day) => day.receipts !== day.outcomes);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="matching">
      <Title order={2} size="h4" id="matching" mb="xs">
        {say('overview.matching')}
      </Title>
      <Text>
        {say('overview.today')}. <Line day={today} />
      </Text>
      {open.length === 0 ? (
        <Text size="sm" c="dimmed">
          ✓ {say('overview.daysMatched')}
        </Text>
      ) : (
        <List size="sm" mt="xs" spacing={4}>
          {open
            .toReversed()
            .slice(0, MOST)
            .map((day) => (
              <List.Item key={day.day}>
                {dayLong(day.day)}. <Line day={day} />
              </List.Item>
            ))}
        </List>
      )}
    </Paper>
  );
}

function Line({ day }: { day: OverviewDayView }) {
  const { receipts, outcomes, unsent } = day;
  const waiting = receipts - outcomes - unsent;
  const numbers = { receipts: count(receipts), outcomes: count(outcomes) };
  if (receipts === outcomes) return <>{`✓ ${say('overview.matched', numbers)}`}</>;
  return (
    <>
      {say('overview.unmatched', numbers)}:{' '}
      {waiting > 0 && (
        <Anchor component={Link} href={addressOf({ outcome: 'way', q: dayTyped(day.day) })} inherit>
          {say('overview.waiting', { count: waiting })}
        </Anchor>
      )}
      {waiting > 0 && unsent > 0 && ', '}
      {unsent > 0 && (
        <Anchor href="#problems" inherit>
          {say('overview.unsent', { count: count(unsent) })}
        </Anchor>
      )}
    </>
  );
}
