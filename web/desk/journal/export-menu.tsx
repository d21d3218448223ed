import { Button, Menu, Text } from '@mantine/core';
import { language } from '../../parts/api.ts';
import { say } from '../say.ts';
import { type Filters, queryOf } from './filters.ts';

/** The list as a file, all of it and not only what is shown. */
export function ExportMenu({ filters }: { filters: Filters }) {
  const address = (more: Record<string, string>) => {
    const query = Object.entries({ ...queryOf(filters), lang: language, ...more });
    return `/api/v1/deliveries.csv?${new URLSearchParams(query.map(([key, value]) => [key, String(value)]))}`;
  };
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button variant="default" size="compact-md">
          {say('journal.export.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address({})} download>
          {say('journal.export.masked')}
        </Menu.Item>
        <Menu.Item component="a" href={address({ contacts: 'open' })} download>
          {say('journal.export.whole')}
          <Text size="xs">{say('journal.export.wholeHint')}</Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
