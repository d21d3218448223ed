import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInView } from '../../../src/server/api/access.ts';
import { call } from '../../parts/api.ts';
import { EntryField, PasswordField } from '../entry-fields.tsx';
import { Waiting } from '../pages.tsx';
import { say } from '../say.ts';
import { EntryForm } from './entry-form.tsx';
import { Plain } from './plain.tsx';
import { SetUp } from './set-up.tsx';
import { useEntry } from './use-entry.ts';

/** Signing in; while there is no owner, making the first one. */
export default function Page() {
  const { data, isPending, error } = useQuery({
    queryKey: ['sign-in'],
    queryFn: () => call<SignInView>('GET', '/sign-in'),
  });
  if (isPending) return <Waiting />;
  return <Plain>{error ? <Alert color="red">{error.message}</Alert> : data?.setUp ? <SetUp /> : <SignIn />}</Plain>;
}

function SignIn() {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const entry = useEntry('/sign-in', () => ({ name, password }));
  return (
    <EntryForm
      title={say('desk.signIn')}
      action={say('access.signIn')}
      entry={entry}
      footer={
        <Text size="sm" c="dimmed">
          {say('access.forgotten')}
        </Text>
      }
    >
      <EntryField label={say('access.name')} autoComplete="username" autoFocus value={name} onChange={setName} />
      <PasswordField
        label={say('access.password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
    </EntryForm>
  );
}
