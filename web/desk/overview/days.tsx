import { Button, Group, Paper, Skeleton, Table, Title, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { OverviewDayView } from '../../../src/server/api/overview.ts';
import { say } from '../say.ts';
import { count, dayLong } from './format.ts';

const Chart = lazy(() => import('./chart.tsx'));
const columns = ['delivered', 'way', 'failed', 'cancelled'] as const;

/** Thirty days by outcome: a chart, and the same as a table for who wants numbers or can't see it. */
export function Days({ days }: { days: OverviewDayView[] }) {
  const [shown, setShown] = useState(false);
  const table = <DaysTable days={days} />;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="days">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="days">
          {say('overview.chart.title')}
        </Title>
        <Button size="xs" variant="default" onClick={() => setShown(!shown)}>
          {say(shown ? 'overview.chart.hideTable' : 'overview.chart.table')}
        </Button>
      </Group>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={240} animate={false} />}>
          <Chart days={days} />
        </Suspense>
      </div>
      {shown ? (
        <Table.ScrollContainer minWidth={420} mah={420} type="native" tabIndex={0}>
          {table}
        </Table.ScrollContainer>
      ) : (
        <VisuallyHidden>{table}</VisuallyHidden>
      )}
    </Paper>
  );
}

function DaysTable({ days }: { days: OverviewDayView[] }) {
  return (
    <Table captionSide="top" stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{say('overview.chart.day')}</Table.Th>
          {columns.map((column) => (
            <Table.Th key={column} scope="col" ta="right">
              {say(`overview.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days.toReversed().map((day) => (
          <Table.Tr key={day.day}>
            <Table.Th scope="row" fw={400}>
              {dayLong(day.day)}
            </Table.Th>
            {columns.map((column) => (
              <Table.Td key={column} ta="right">
                {count(day[column])}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
