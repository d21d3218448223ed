import { Anchor, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { OverviewView } from '../../../src/server/api/overview.ts';
import { addressOf } from '../journal/filters.ts';
import { say } from '../say.ts';
import { count } from './format.ts';

const MOST = 8;

/** Why deliveries failed, as bars; each leads to those deliveries. */
export function Reasons({ reasons }: { reasons: OverviewView['reasons'] }) {
  const most = Math.max(1, ...reasons.map((one) => one.count));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="reasons">
      <Title order={2} size="h4" id="reasons" mb="sm">
        {say('overview.reasonsTitle')}
      </Title>
      {reasons.length === 0 && <Text size="sm">✓ {say('overview.reasonsNone')}</Text>}
      <Stack gap="sm">
        {reasons.slice(0, MOST).map(({ reason, channel, explanation, today, count: all }) => (
          <div key={`${channel} ${reason}`}>
            <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
              <Anchor
                component={Link}
                href={addressOf({ outcome: 'failed', channel, range: 'month', ...(reason === '' ? {} : { reason }) })}
                size="sm"
              >
                {explanation}
              </Anchor>
              <Text size="sm" ta="right" style={{ flexShrink: 0 }}>
                {say('overview.reasonsCount', { count: count(all), today: count(today) })}
              </Text>
            </Group>
            <Progress value={(100 * all) / most} color="red.7" size="sm" aria-hidden mt={4} />
          </div>
        ))}
      </Stack>
    </Paper>
  );
}
