import { Alert, Anchor, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { OverviewProblemView } from '../../../src/server/api/overview.ts';
import { call } from '../../parts/api.ts';
import { roubles } from '../../parts/roubles.ts';
import { LinkButton } from '../link-button.tsx';
import { say, when } from '../say.ts';

/** What is wrong, each with its cure. */
export function Problems({ problems }: { problems: OverviewProblemView[] }) {
  if (problems.length === 0) return null;
  return (
    <Stack component="section" gap="xs" aria-labelledby="problems">
      <Title order={2} size="h4" id="problems">
        {say('overview.problems.heading')}
      </Title>
      {problems.map((problem) => (
        <Problem key={`${problem.kind} ${problem.title} ${problem.account ?? ''}`} problem={problem} />
      ))}
    </Stack>
  );
}

function Problem({ problem }: { problem: OverviewProblemView }) {
  const { kind, severity, title, cure, reply, link, receipts } = problem;
  return (
    <Alert
      color={severity === 'stop' ? 'red' : 'yellow'}
      title={`${severity === 'stop' ? '✕' : '!'} ${title}`}
      styles={{ title: { color: 'var(--mantine-color-text)' }, message: { color: 'var(--mantine-color-text)' } }}
    >
      <Stack gap="xs">
        <Text size="sm">{cure}</Text>
        {reply && (
          <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {reply}
          </Text>
        )}
        {receipts && <Unsent receipts={receipts} />}
        <Group gap="xs">
          {problem.account && <TryAgain account={problem.account} />}
          {link && (
            <LinkButton size="xs" variant="default" href={link}>
              {say(`overview.open.${kind}`)}
            </LinkButton>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

function Unsent({ receipts }: { receipts: NonNullable<OverviewProblemView['receipts']> }) {
  return (
    <List size="sm" spacing={4}>
      {receipts.map(({ sale, receipt, total, createdAt, problem }) => (
        <List.Item key={sale}>
          {when(createdAt)} · {roubles(total)} · {problem}{' '}
          {receipt && (
            <Anchor component={Link} href={`/receipts/${receipt}`} inherit>
              {say('overview.open.unsent')}
            </Anchor>
          )}
        </List.Item>
      ))}
    </List>
  );
}

/** Tries a paused mailbox or SMS provider at once; how it ended is seen in the problem itself. */
function TryAgain({ account }: { account: string }) {
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => call('POST', '/overview/try', { account }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['overview'] }),
  });
  return (
    <Button size="xs" loading={isPending} onClick={() => mutate()}>
      {say('overview.try')}
    </Button>
  );
}
