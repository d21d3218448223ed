import { Button, Card, Group, Stack, Table, Text } from '@mantine/core';
import type { PlanView } from '../../../../src/server/api/settings-history.ts';
import { say } from '../../say.ts';
import { fieldName, sectionName, shownValue } from '../history/names.ts';
import { DEFAULT_PROFILE, useProfileNames } from '../profile.tsx';

interface Props {
  /** The file's name. */
  name: string;
  plan: PlanView;
  busy: boolean;
  onApply(): void;
  onDrop(): void;
}

/** What a file would change, field by field, before anything does. */
export function SettingsPlan({ name, plan: { changes }, busy, onApply, onDrop }: Props) {
  const nameOf = useProfileNames();
  return (
    <Card withBorder w="100%">
      <Stack>
        <Text fw={600} role="status">
          {changes.length === 0
            ? say('dataPage.file.nothing', { name })
            : say('dataPage.file.will', { name, count: changes.length })}
        </Text>
        {changes.length > 0 && (
          <Table.ScrollContainer minWidth={480} tabIndex={0} aria-label={say('dataPage.file.title')}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{say('dataPage.file.field')}</Table.Th>
                  <Table.Th scope="col">{say('dataPage.file.now')}</Table.Th>
                  <Table.Th scope="col">{say('dataPage.file.after')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {changes.map(({ section, profile, path, from, to, secret }) => (
                  <Table.Tr key={`${profile}/${section}/${path}`}>
                    <Table.Td>
                      {[
                        ...(profile === DEFAULT_PROFILE ? [] : [nameOf(profile)]),
                        sectionName(section),
                        fieldName(section, path),
                      ].join(' · ')}
                    </Table.Td>
                    <Table.Td>{secret ? '••••' : shownValue(section, path, from)}</Table.Td>
                    <Table.Td>{secret ? '••••' : shownValue(section, path, to)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        <Group>
          {changes.length > 0 && (
            <Button onClick={onApply} loading={busy}>
              {say('dataPage.file.apply')}
            </Button>
          )}
          <Button variant="default" onClick={onDrop}>
            {say('dataPage.file.drop')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
