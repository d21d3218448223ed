import { Anchor, List, Paper, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { OverviewDayView } from '../../../src/server/api/overview.ts';
import { say } from '../say.ts';
import { count, dateOf, dayLong } from './format.ts';

const DAY_MS = 86_400_000;
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
  const since = dateOf(day.day).getTime();
  const numbers = { receipts: count(receipts), outcomes: count(outcomes) };
  if (receipts === outcomes) return <>{`✓ ${say('overview.matched', numbers)}`}</>;
  return (
    <>
      {say('overview.unmatched', numbers)}:{' '}
      {waiting > 0 && (
        <Anchor component={Link} href={`/journal?outcome=way&from=${since}&until=${since + DAY_MS}`} inherit>
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
