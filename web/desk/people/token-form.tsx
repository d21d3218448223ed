import { Alert, Button, Checkbox, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { NewTokenView, ScopeName } from '../../../src/server/api/access.ts';
import { EntryField } from '../entry-fields.tsx';
import { say } from '../say.ts';
import { HandedOver } from './handed-over.tsx';
import { useForm } from './use-form.ts';

const SCOPES: ScopeName[] = ['sales', 'receipts', 'journal', 'settings', 'metrics'];
const DAYS = [0, 30, 90, 365];
const DAY_MS = 86_400_000;

/** A new key of a program; it is shown once. */
export function TokenForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['sales', 'receipts']);
  const [days, setDays] = useState('0');
  const [made, setMade] = useState<NewTokenView>();
  const { submit, busy, fault } = useForm<NewTokenView>(
    () => ({
      method: 'POST',
      path: '/tokens',
      body: { name, scopes, expiresAt: days === '0' ? null : Date.now() + Number(days) * DAY_MS },
    }),
    setMade,
  );
  if (made)
    return (
      <HandedOver text={say('access.tokenOnce')} label={say('access.token')} secret={made.token} onDone={onDone}>
        <Text size="sm" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          Authorization: Bearer {made.hint}…
        </Text>
      </HandedOver>
    );
  const wrong = fault() ?? fault('expiresAt');
  return (
    <form onSubmit={submit}>
      <Stack>
        <EntryField
          label={say('access.tokenName')}
          description={say('access.tokenNameHint')}
          autoComplete="off"
          autoFocus
          value={name}
          error={fault('name')}
          onChange={setName}
        />
        <Checkbox.Group label={say('access.may')} value={scopes} onChange={setScopes} error={fault('scopes')}>
          <Stack gap="xs" mt={4}>
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={say(`access.scopes.${scope}`)}
                description={say(`access.scopeHints.${scope}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label={say('access.lasts')}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={DAYS.map((count) => ({
            value: String(count),
            label: count === 0 ? say('access.untilRevoked') : say('access.days', { count }),
          }))}
        />
        {wrong && <Alert color="red">{wrong}</Alert>}
        <Button type="submit" loading={busy} disabled={scopes.length === 0}>
          {say('access.makeToken')}
        </Button>
      </Stack>
    </form>
  );
}
