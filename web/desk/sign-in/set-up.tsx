import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { EntryField, PasswordField } from '../entry-fields.tsx';
import { say } from '../say.ts';
import { EntryForm } from './entry-form.tsx';
import { useEntry } from './use-entry.ts';

/** The code of the link that the service printed: it stands behind the `#`, which no browser sends anywhere. */
const codeOfLink = (): string => decodeURIComponent(location.hash.slice(1));

/** Making the first owner, by the code that the service printed. */
export function SetUp() {
  const [code, setCode] = useState(codeOfLink);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const entry = useEntry('/set-up', () => ({ code, name, password }));
  useEffect(() => {
    if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  }, []);
  return (
    <EntryForm title={say('access.setUpTitle')} action={say('access.setUp')} entry={entry}>
      <Text>{say('access.setUpIntro')}</Text>
      <EntryField
        label={say('access.code')}
        description={say('access.codeHint')}
        autoComplete="off"
        autoFocus={code === ''}
        value={code}
        error={entry.fault('code')}
        onChange={setCode}
      />
      <EntryField
        label={say('access.yourName')}
        autoComplete="username"
        autoFocus={code !== ''}
        value={name}
        error={entry.fault('name')}
        onChange={setName}
      />
      <PasswordField
        label={say('access.password')}
        description={say('access.passwordHint')}
        autoComplete="new-password"
        value={password}
        error={entry.fault('password')}
        onChange={setPassword}
      />
    </EntryForm>
  );
}
