import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { SettingsHistoryView } from '../../../../src/server/api/settings-history.ts';
import { call } from '../../../parts/api.ts';
import { Waiting } from '../../pages.tsx';
import { say } from '../../say.ts';
import { Change } from './change.tsx';

/** Settings → История: who changed what and when, with a way back. */
export default function History() {
  const asked = useInfiniteQuery({
    queryKey: ['settings', 'history'],
    queryFn: ({ pageParam }) =>
      call<SettingsHistoryView>('GET', `/settings/history${pageParam === undefined ? '' : `?before=${pageParam}`}`),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
  const changes = asked.data?.pages.flatMap((page) => page.changes) ?? [];
  return (
    <Stack>
      <Title order={2}>{say('settingsPages.history')}</Title>
      {asked.error && <Alert color="red">{asked.error.message}</Alert>}
      {asked.isPending && <Waiting />}
      {asked.data && changes.length === 0 && <Text>{say('historyPage.empty')}</Text>}
      {changes.map((change) => (
        <Change key={change.id} change={change} />
      ))}
      {asked.hasNextPage && (
        <Group>
          <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {say('historyPage.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
