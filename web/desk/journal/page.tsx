import { Alert, Button, Center, Group, Loader, Pill, Stack, Text, Title } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { SearchedView } from '../../../src/server/api/journal.ts';
import { isTextKey } from '../../../src/texts/index.ts';
import { roubles } from '../../parts/roubles.ts';
import { useActions } from '../delivery/use-actions.tsx';
import { dayOf, say } from '../say.ts';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { addressOf, type Filters, readFilters, rememberJournal } from './filters.ts';
import './journal.css';
import { RetryMany } from './retry-many.tsx';
import { Row } from './row.tsx';
import { useJournal } from './use-journal.ts';

/** The journal: what was sent, newest first, and what became of it. */
export default function Page() {
  const search = useSearch();
  const [, go] = useLocation();
  const filters = useMemo(() => readFilters(search), [search]);
  useEffect(() => rememberJournal(filters), [filters]);
  const journal = useJournal(filters);
  const actions = useActions(journal.put);
  const [many, setMany] = useState<string>();
  const address = addressOf(filters);
  const mayRetry = filters.outcome === 'failed' || filters.outcome === 'way' || filters.reason !== undefined;
  const { deliveries } = journal;

  return (
    <Stack gap="md">
      <Group justify="space-between" align="center">
        <Title order={1}>{say('journal.title')}</Title>
        <Group gap="xs">
          {mayRetry && many !== address && (
            <Button variant="default" size="compact-md" onClick={() => setMany(address)}>
              {say('journal.many.open')}
            </Button>
          )}
          <ExportMenu filters={filters} />
          <Button
            variant="default"
            size="compact-md"
            title={say(journal.connected ? 'journal.live' : 'journal.offline')}
            onClick={journal.refresh}
          >
            ⟳ {say('journal.refresh')}
          </Button>
        </Group>
      </Group>
      <FilterBar filters={filters} onChange={(next) => go(addressOf(next))} />
      <Narrowing filters={filters} onChange={(next) => go(addressOf(next))} />
      {!journal.connected && (
        <Text size="sm" role="status">
          {say('journal.offline')}
        </Text>
      )}
      <Searched searched={journal.searched} />
      {many === address && <RetryMany key={address} filters={filters} onClose={() => setMany(undefined)} />}
      {journal.waiting > 0 && (
        <Center className="journal-fresh">
          <Button
            size="compact-md"
            onClick={() => {
              window.scrollTo({ top: 0 });
              journal.refresh();
            }}
          >
            ↑ {say('journal.fresh', { count: journal.waiting })}
          </Button>
        </Center>
      )}
      {journal.error ? (
        <Alert color="red" role="alert" title={say('journal.failed')}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{journal.error.message}</Text>
            <Button size="compact-md" variant="default" onClick={journal.refresh}>
              {say('journal.tryAgain')}
            </Button>
          </Stack>
        </Alert>
      ) : deliveries === undefined ? (
        <Center mih="30vh">
          <Loader aria-label={say('desk.loading')} />
        </Center>
      ) : deliveries.length === 0 ? (
        <Empty filters={filters} />
      ) : (
        <>
          <ul className="journal-list" aria-label={say('journal.list')} onKeyDown={walk}>
            {deliveries.map((delivery) => (
              <Row key={delivery.id} delivery={delivery} actions={actions} />
            ))}
          </ul>
          <Center>
            {journal.hasMore ? (
              <Button variant="default" loading={journal.loadingMore} onClick={journal.more}>
                {say('journal.more')}
              </Button>
            ) : (
              <Text size="sm">{say('journal.end')}</Text>
            )}
          </Center>
        </>
      )}
    </Stack>
  );
}

/** What another page narrowed the list by when it led here; each can be dropped. */
function Narrowing({ filters, onChange }: { filters: Filters; onChange(filters: Filters): void }) {
  const { reason, from, until, ...rest } = filters;
  const days = [from, until === undefined ? undefined : until - 1].filter((moment) => moment !== undefined).map(dayOf);
  const kept = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  if (reason === undefined && days.length === 0) return null;
  const drop = (label: string) => ({ 'aria-label': label, 'aria-hidden': false, tabIndex: 0 });
  return (
    <Pill.Group>
      {reason !== undefined && (
        <Pill
          size="lg"
          withRemoveButton
          onRemove={() => onChange({ ...rest, ...kept })}
          removeButtonProps={drop(say('journal.dropReason'))}
        >
          {say('journal.reason', { reason: reasonWord(reason) })}
        </Pill>
      )}
      {days.length > 0 && (
        <Pill
          size="lg"
          withRemoveButton
          onRemove={() => onChange({ ...rest, ...(reason === undefined ? {} : { reason }) })}
          removeButtonProps={drop(say('journal.dropDays'))}
        >
          {[...new Set(days)].join(' – ')}
        </Pill>
      )}
    </Pill.Group>
  );
}

function Searched({ searched }: { searched: SearchedView | undefined }) {
  if (!searched) return null;
  const { as, total = 0, fiscalDocumentNumber = 0, from = 0, problem } = searched;
  const params = { total: roubles(total), number: fiscalDocumentNumber, day: dayOf(from) };
  return (
    <Text size="sm" role="status">
      {as === 'nothing' ? problem : say(`journal.searched.${as}`, params)}
    </Text>
  );
}

function Empty({ filters }: { filters: Filters }) {
  const isNarrowed = Object.keys(filters).length > 0;
  return (
    <Stack align="flex-start" gap="xs" py="xl">
      <Title order={2} size="h3">
        {say(isNarrowed ? 'journal.nothing' : 'journal.empty')}
      </Title>
      <Text>{say(isNarrowed ? 'journal.nothingHint' : 'journal.emptyHint')}</Text>
      {isNarrowed && (
        <Button component={Link} href="/journal" variant="default">
          {say('journal.widen')}
        </Button>
      )}
    </Stack>
  );
}

/** The arrows go from receipt to receipt while one of them has the focus. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links: Element[] = [...event.currentTarget.querySelectorAll('.journal-sum')];
  const at = document.activeElement ? links.indexOf(document.activeElement) : -1;
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || !(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

const reasonWord = (code: string): string => {
  const key = `reasons.${code}`;
  return isTextKey(key) ? say(key) : code;
};
