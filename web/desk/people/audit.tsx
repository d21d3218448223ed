import { Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntryView, AuditPageView } from '../../../src/server/api/access.ts';
import { isTextKey } from '../../../src/texts/index.ts';
import { call } from '../../parts/api.ts';
import { say, when } from '../say.ts';
import { whoText } from '../who.ts';
import { Section } from './section.tsx';

/** What was done, newest first. */
export function Audit() {
  const { data, isPending, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call<AuditPageView>('GET', `/audit?limit=20${pageParam === '' ? '' : `&cursor=${pageParam}`}`),
    getNextPageParam: ({ cursor }) => cursor,
  });
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Section
      title={say('access.audit')}
      hint={say('access.auditHint')}
      waiting={isPending}
      error={error}
      empty={entries.length === 0 ? say('access.noAudit') : undefined}
    >
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('access.when')}</Table.Th>
            <Table.Th>{say('access.what')}</Table.Th>
            <Table.Th visibleFrom="sm">{say('access.whoDid')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}>{when(entry.at)}</Table.Td>
              <Table.Td>
                <Text size="sm">{actText(entry)}</Text>
                <Text size="sm" c="dimmed" hiddenFrom="sm">
                  {whoText(entry.who)}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">{whoText(entry.who)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {hasNextPage && (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          style={{ alignSelf: 'flex-start' }}
        >
          {say('access.earlier')}
        </Button>
      )}
    </Section>
  );
}

function actText({ act, subject }: AuditEntryView): string {
  const named = (word: string) => {
    const key = `access.words.${word}`;
    return isTextKey(key) ? say(key) : word;
  };
  // What stands for a setting, a right or a scope is a code; names stay as people wrote them.
  const codes = act.startsWith('settings') ? /^\w+/ : /(?<=\([^()]*)\w+(?=[^()]*\)$)/g;
  const words = subject.replace(codes, named);
  const key = `access.acts.${act}`;
  const told = isTextKey(key) ? say(key) : act;
  return words === '' ? told : `${told}: ${words}`;
}
