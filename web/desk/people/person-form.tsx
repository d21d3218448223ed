import { Alert, Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { PersonView } from '../../../src/server/api/access.ts';
import { EntryField } from '../entry-fields.tsx';
import { say } from '../say.ts';
import { HandedOver } from './handed-over.tsx';
import { randomPassword } from './random-password.ts';
import { useForm } from './use-form.ts';

/** A new person: their name, what they may do, and the password to hand over. */
export function PersonForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<PersonView['role']>('cashier');
  const [password] = useState(randomPassword);
  const [added, setAdded] = useState<PersonView>();
  const { submit, busy, fault } = useForm<PersonView>(
    () => ({ method: 'POST', path: '/people', body: { name, role, password } }),
    setAdded,
  );
  if (added)
    return (
      <HandedOver
        text={say('access.handOver', { name: added.name })}
        label={say('access.password')}
        secret={password}
        onDone={onDone}
      />
    );
  const wrong = fault() ?? fault('password');
  return (
    <form onSubmit={submit}>
      <Stack>
        <EntryField
          label={say('access.name')}
          autoComplete="off"
          autoFocus
          value={name}
          error={fault('name')}
          onChange={setName}
        />
        <Radio.Group
          label={say('access.rights')}
          value={role}
          onChange={(value) => setRole(value === 'owner' ? 'owner' : 'cashier')}
        >
          <Stack gap="xs" mt={4}>
            {(['cashier', 'owner'] as const).map((one) => (
              <Radio
                key={one}
                value={one}
                label={say(`access.roles.${one}`)}
                description={say(`access.roleHints.${one}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {wrong && <Alert color="red">{wrong}</Alert>}
        <Button type="submit" loading={busy}>
          {say('access.add')}
        </Button>
      </Stack>
    </form>
  );
}
