import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInView } from '../../../src/server/api/access.ts';
import { call } from '../../parts/api.ts';
import { Waiting } from '../pages.tsx';
import { say } from '../say.ts';
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
  const { submit, busy, fault } = useEntry('/sign-in', () => ({ name, password }));
  const wrong = fault();
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1} size="h2">
          {say('desk.signIn')}
        </Title>
        <TextInput
          label={say('access.name')}
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={say('access.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': say('access.showPassword') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {wrong && (
          <Alert color="red" role="alert">
            {wrong}
          </Alert>
        )}
        <Button type="submit" loading={busy}>
          {say('access.signIn')}
        </Button>
        <Text size="sm" c="dimmed">
          {say('access.forgotten')}
        </Text>
      </Stack>
    </form>
  );
}
