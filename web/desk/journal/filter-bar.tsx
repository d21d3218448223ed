import { Button, CloseButton, Group, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { say } from '../say.ts';
import { channels, type Filters, outcomes, ranges } from './filters.ts';

const outcomeChoices = (['all', ...outcomes] as const).map((value) => ({
  value,
  label: say(`journal.outcome.${value}`),
}));

/** An address has no more, RFC 5321 4.5.3.1. */
const LONGEST_CONTACT = 254;

/** Search, outcome, channel and time. `/` leads into the search field, as it has no other use outside of fields. */
export function FilterBar({ filters, onChange }: { filters: Filters; onChange(filters: Filters): void }) {
  const [typed, setTyped] = useState(filters.q ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(filters.q ?? ''), [filters.q]);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
      if (event.key !== '/' || inField || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);

  const changed = (before: Filters, change: { [Key in keyof Filters]?: Filters[Key] | undefined }) =>
    onChange(Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)) as Filters);
  const search = (event: FormEvent) => {
    event.preventDefault();
    changed(filters, { q: typed.trim() });
  };

  const outcome = (value: string) => changed(filters, { outcome: outcomes.find((one) => one === value) });

  return (
    <Stack gap="sm">
      <search>
        <form onSubmit={search}>
          <Group gap="xs" wrap="nowrap" align="flex-end">
            <TextInput
              ref={field}
              flex={1}
              maw={520}
              label={say('journal.search')}
              placeholder={say('journal.searchHint')}
              aria-keyshortcuts="/"
              autoComplete="off"
              maxLength={LONGEST_CONTACT}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              rightSection={
                typed === '' ? undefined : (
                  <CloseButton
                    aria-label={say('journal.clear')}
                    onClick={() => {
                      setTyped('');
                      changed(filters, { q: undefined });
                      field.current?.focus();
                    }}
                  />
                )
              }
            />
            <Button type="submit" variant="default">
              {say('journal.find')}
            </Button>
          </Group>
        </form>
      </search>
      <Group gap="sm" align="center">
        <NativeSelect
          hiddenFrom="xs"
          aria-label={say('journal.outcome.label')}
          value={filters.outcome ?? 'all'}
          onChange={(event) => outcome(event.currentTarget.value)}
          data={outcomeChoices}
        />
        <SegmentedControl
          visibleFrom="xs"
          aria-label={say('journal.outcome.label')}
          value={filters.outcome ?? 'all'}
          onChange={outcome}
          data={outcomeChoices}
        />
        <NativeSelect
          aria-label={say('journal.channels.label')}
          value={filters.channel ?? ''}
          onChange={(event) => changed(filters, { channel: channels.find((one) => one === event.currentTarget.value) })}
          data={[
            { value: '', label: say('journal.channels.all') },
            ...channels.map((value) => ({ value, label: say(`journal.channel.${value}`) })),
          ]}
        />
        <NativeSelect
          aria-label={say('journal.range.label')}
          value={filters.range ?? ''}
          onChange={(event) => {
            // A range that is chosen takes the place of the days that another page led here with.
            const { from: _from, until: _until, ...rest } = filters;
            changed(rest, { range: ranges.find((one) => one === event.currentTarget.value) });
          }}
          data={[
            { value: '', label: say('journal.range.all') },
            ...ranges.map((value) => ({ value, label: say(`journal.range.${value}`) })),
          ]}
        />
      </Group>
    </Stack>
  );
}
