import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { say } from '../say.ts';
import { useEntry } from './use-entry.ts';

/** The code of the link that the service printed: it stands behind the `#`, which no browser sends anywhere. */
const codeOfLink = (): string => decodeURIComponent(location.hash.slice(1));

/** Making the first owner, by the code that the service printed. */
export function SetUp() {
  const [code, setCode] = useState(codeOfLink);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, fault } = useEntry('/set-up', () => ({ code, name, password }));
  const wrong = fault();
  useEffect(() => {
    if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  }, []);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1} size="h2">
          {say('access.setUpTitle')}
        </Title>
        <Text>{say('access.setUpIntro')}</Text>
        <TextInput
          label={say('access.code')}
          description={say('access.codeHint')}
          autoComplete="off"
          required
          withAsterisk={false}
          autoFocus={code === ''}
          value={code}
          error={fault('code')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          label={say('access.yourName')}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus={code !== ''}
          value={name}
          error={fault('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={say('access.password')}
          description={say('access.passwordHint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': say('access.showPassword') }}
          value={password}
          error={fault('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {wrong && (
          <Alert color="red" role="alert">
            {wrong}
          </Alert>
        )}
        <Button type="submit" loading={busy}>
          {say('access.setUp')}
        </Button>
      </Stack>
    </form>
  );
}
