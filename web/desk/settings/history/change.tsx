import { Alert, Button, Card, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SettingsChangeView } from '../../../../src/server/api/settings-history.ts';
import { call } from '../../../parts/api.ts';
import { say, when } from '../../say.ts';
import { whoText } from '../../who.ts';
import { DEFAULT_PROFILE, useProfileNames } from '../profile.tsx';
import { fieldName, sectionName, shownValue } from './names.ts';

/** One change: its section, who made it, each field before and after, and the way back. */
export function Change({ change }: { change: SettingsChangeView }) {
  const { id, at, by, profile, section, dropped, changes } = change;
  const queries = useQueryClient();
  const nameOf = useProfileNames();
  const [fault, setFault] = useState<string>();
  const [back, setBack] = useState(false);
  const undo = async () => {
    setFault(undefined);
    try {
      await call('POST', `/settings/history/${id}/undo`);
      setBack(true);
      await queries.invalidateQueries({ queryKey: ['settings'] });
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Card withBorder component="article" padding="sm">
      <Group justify="space-between" align="flex-start">
        <Text>
          <Text span fw={600}>
            {sectionName(section)}
          </Text>
          {profile !== DEFAULT_PROFILE && ` · ${nameOf(profile)}`}
        </Text>
        <Text size="sm">
          {when(at)} · {whoText(by)}
        </Text>
      </Group>
      <ul className="changes">
        {dropped && <li>{say('historyPage.follows')}</li>}
        {changes.map(({ path, from, to, secret }) => (
          <li key={path}>
            {fieldName(section, path)}:{' '}
            {secret ? (
              say('historyPage.secret')
            ) : (
              <>
                {shownValue(section, path, from)} → <b>{shownValue(section, path, to)}</b>
              </>
            )}
          </li>
        ))}
      </ul>
      {fault !== undefined && <Alert color="red">{fault}</Alert>}
      {changes.some((one) => !one.secret) && (
        <Group>
          <Button variant="default" size="xs" onClick={() => void undo()} disabled={back}>
            {say('historyPage.undo')}
          </Button>
          {back && (
            <Text size="sm" role="status">
              ✓ {say('historyPage.undone')}
            </Text>
          )}
        </Group>
      )}
    </Card>
  );
}
