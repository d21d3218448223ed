import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OverviewDayView, OverviewView } from '../../../src/server/api/overview.ts';
import { say } from '../say.ts';
import { count, duration } from './format.ts';

const sumOf = (days: OverviewDayView[], of: 'receipts' | 'delivered' | 'way' | 'failed' | 'cancelled') =>
  days.reduce((sum, day) => sum + day[of], 0);

/** The four numbers of today, each with what it was over 30 days. */
export function Numbers({ overview: { days, delays, queue } }: { overview: OverviewView }) {
  const today = days.slice(-1);
  const all = (['delivered', 'way', 'failed', 'cancelled'] as const).reduce((sum, of) => sum + sumOf(today, of), 0);
  const failed = sumOf(today, 'failed');
  const [speed] = delays
    .filter(({ channel, kind }) => (channel === 'email' ? kind === 'sent' : kind === 'delivered'))
    .flatMap((one) => one.today ?? [])
    .sort((one, other) => other.count - one.count);
  return (
    <SimpleGrid component="section" cols={{ base: 2, md: 4 }} spacing="sm" aria-label={say('overview.today')}>
      <Tile label={say('overview.receipts')} today={sumOf(today, 'receipts')} month={sumOf(days, 'receipts')} />
      <Tile
        sign="✓"
        color="green"
        label={say('overview.delivered')}
        today={sumOf(today, 'delivered')}
        month={sumOf(days, 'delivered')}
      >
        {speed && say('overview.took', { median: duration(speed.median), p95: duration(speed.p95) })}
      </Tile>
      <Tile sign="◷" color="yellow" label={say('overview.way')} today={sumOf(today, 'way')} month={sumOf(days, 'way')}>
        {queue.oldest !== undefined &&
          say('overview.queued', { count: count(queue.count), age: duration(Date.now() - queue.oldest) })}
      </Tile>
      <Tile sign="✕" color="red" label={say('overview.failed')} today={failed} month={sumOf(days, 'failed')}>
        {failed > 0 && say('overview.share', { share: Math.max(1, Math.round((100 * failed) / all)) })}
      </Tile>
    </SimpleGrid>
  );
}

function Tile(props: {
  label: string;
  today: number;
  month: number;
  sign?: string;
  color?: string;
  children?: ReactNode;
}) {
  const { label, today, month, sign, color, children } = props;
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {sign && color && (
          <Text
            span
            aria-hidden
            c={today > 0 ? `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-4))` : 'dimmed'}
          >
            {sign}{' '}
          </Text>
        )}
        {label}
      </Text>
      <Text fz={32} fw={600} lh={1.2}>
        {count(today)}
      </Text>
      <Text size="sm" c="dimmed">
        {say('overview.month')}: {count(month)}
      </Text>
      {children && (
        <Text size="xs" c="dimmed">
          {children}
        </Text>
      )}
    </Paper>
  );
}
