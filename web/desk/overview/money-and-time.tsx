import { Paper, Stack, Table, Text, Title } from '@mantine/core';
import type { OverviewView } from '../../../src/server/api/overview.ts';
import { roubles } from '../../parts/roubles.ts';
import { say } from '../say.ts';
import { count, duration } from './format.ts';

/** What SMS cost, and how long messages took. */
export function MoneyAndTime({ overview: { days, delays } }: { overview: OverviewView }) {
  const sum = (of: 'parts' | 'cost', from: typeof days) => from.reduce((total, day) => total + day[of], 0);
  const today = days.slice(-1);
  const rows = [
    ['parts', count(sum('parts', today)), count(sum('parts', days))],
    ['cost', roubles(sum('cost', today)), roubles(sum('cost', days))],
  ] as const;
  return (
    <Stack gap="sm">
      <Paper withBorder p="md" component="section" aria-labelledby="sms">
        <Title order={2} size="h4" id="sms" mb="xs">
          {say('overview.sms.title')}
        </Title>
        {sum('parts', days) + sum('cost', days) === 0 ? (
          <Text size="sm">{say('overview.sms.none')}</Text>
        ) : (
          <Figures
            head={[say('overview.today'), say('overview.month')]}
            rows={rows.map(([name, ...values]) => [say(`overview.sms.${name}`), ...values])}
          />
        )}
      </Paper>
      {delays.length > 0 && (
        <Paper withBorder p="md" component="section" aria-labelledby="speed">
          <Title order={2} size="h4" id="speed" mb="xs">
            {say('overview.speed.title')}, {say('overview.month').toLowerCase()}
          </Title>
          <Figures
            head={[say('overview.speed.median'), say('overview.speed.p95')]}
            rows={delays.flatMap(({ channel, kind, month }) =>
              month ? [[nameOf(channel, kind), within(month.median), within(month.p95)]] : [],
            )}
          />
        </Paper>
      )}
    </Stack>
  );
}

function nameOf(channel: 'email' | 'sms', kind: 'sent' | 'delivered'): string {
  if (channel === 'email') return say(kind === 'sent' ? 'overview.speed.emailSent' : 'overview.speed.emailDelivered');
  return say(kind === 'sent' ? 'overview.speed.smsSent' : 'overview.speed.smsDelivered');
}

const within = (milliseconds: number): string => say('overview.speed.within', { time: duration(milliseconds) });

function Figures({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <Table withRowBorders={false} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          {head.map((name) => (
            <Table.Th key={name} scope="col" ta="right">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, ...values]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {name}
            </Table.Th>
            {values.map((value, at) => (
              <Table.Td key={head[at]} ta="right" style={{ whiteSpace: 'nowrap' }}>
                {value}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
