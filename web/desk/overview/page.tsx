import { Alert, Button, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { OverviewView } from '../../../src/server/api/overview.ts';
import { call } from '../../parts/api.ts';
import { useEvents } from '../../parts/use-events.ts';
import { Waiting } from '../pages.tsx';
import { say, when } from '../say.ts';
import { useSession } from '../session.ts';
import { Days } from './days.tsx';
import { Matching } from './matching.tsx';
import { MoneyAndTime } from './money-and-time.tsx';
import { Numbers } from './numbers.tsx';
import { Problems } from './problems.tsx';
import { Reasons } from './reasons.tsx';
import { Start } from './start.tsx';

/** However much happens, the figures are asked for at most this often, and at least that often if nothing does. */
const SOONEST_MS = 1_500;
const LATEST_MS = 15_000;

export default function Page() {
  const { session } = useSession();
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['overview'],
    queryFn: () => call<OverviewView>('GET', '/overview'),
    refetchInterval: LATEST_MS,
  });
  const soon = useThrottledCallback(() => void refetch(), SOONEST_MS);
  useEvents({ delivery: soon });
  return (
    <>
      <Group justify="space-between" align="baseline">
        <Title order={1}>{say('overview.title')}</Title>
        {dataUpdatedAt > 0 && (
          <Text size="xs" c="dimmed">
            {say('overview.updated', { time: when(dataUpdatedAt) })}
          </Text>
        )}
      </Group>
      {error && (
        <Alert color="red" title={`✕ ${say('overview.failedToLoad')}`} role="alert">
          <Text size="sm" mb="xs">
            {error.message}
          </Text>
          <Button size="xs" variant="default" onClick={() => void refetch()}>
            {say('overview.again')}
          </Button>
        </Alert>
      )}
      {data ? <Shown overview={data} demo={session?.demo ?? false} /> : !error && <Waiting />}
    </>
  );
}

function Shown({ overview, demo }: { overview: OverviewView; demo: boolean }) {
  const { problems, days, reasons, steps } = overview;
  const isEmpty = days.every((day) => day.receipts + day.delivered + day.way + day.failed + day.cancelled === 0);
  // A newcomer is led by the steps: that the mail isn't there yet is the first of them.
  const shown = isEmpty ? problems.filter((problem) => problem.kind !== 'notSetUp') : problems;
  return (
    <>
      <Problems problems={shown} />
      {isEmpty ? (
        <Start steps={steps} demo={demo} />
      ) : (
        <>
          {shown.length === 0 && <Text>✓ {say('overview.problems.none')}</Text>}
          <Numbers overview={overview} />
          <Matching days={days} />
          <Days days={days} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
            <Reasons reasons={reasons} />
            <MoneyAndTime overview={overview} />
          </SimpleGrid>
        </>
      )}
    </>
  );
}
