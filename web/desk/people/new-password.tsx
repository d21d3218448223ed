import { Alert, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { PersonView } from '../../../src/server/api/access.ts';
import { say } from '../say.ts';
import { HandedOver } from './handed-over.tsx';
import { randomPassword } from './random-password.ts';
import { useForm } from './use-form.ts';

/** A new password for somebody else, shown once to be handed over. */
export function NewPassword({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const [password] = useState(randomPassword);
  const [set, setSet] = useState(false);
  const { submit, busy, fault } = useForm<PersonView>(
    () => ({ method: 'PUT', path: `/people/${person.id}`, body: { password } }),
    () => setSet(true),
  );
  if (set)
    return (
      <HandedOver
        text={say('access.handOver', { name: person.name })}
        label={say('access.password')}
        secret={password}
        onDone={onDone}
      />
    );
  const wrong = fault() ?? fault('password');
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{say('access.newPasswordText')}</Text>
        {wrong && <Alert color="red">{wrong}</Alert>}
        <Button type="submit" loading={busy} data-autofocus>
          {say('access.setPassword')}
        </Button>
      </Stack>
    </form>
  );
}
