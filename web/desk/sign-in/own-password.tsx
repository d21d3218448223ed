import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../parts/api.ts';
import { Dialog } from '../dialog.tsx';
import { PasswordField } from '../entry-fields.tsx';
import { say } from '../say.ts';
import { useRequest } from '../use-request.ts';

/** «Сменить пароль»: one's own. */
export function OwnPassword() {
  const [open, { open: show, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={show}>
        {say('access.changePassword')}
      </Button>
      <Dialog opened={open} onClose={close} title={say('access.changePassword')}>
        <Fields onDone={close} />
      </Dialog>
    </>
  );
}

function Fields({ onDone }: { onDone: () => void }) {
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, fault } = useRequest(async () => {
    await call('PUT', '/session/password', { old, password });
    notifications.show({ message: say('access.passwordChanged'), color: 'green' });
    onDone();
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{say('access.changePasswordHint')}</Text>
        <PasswordField
          label={say('access.oldPassword')}
          autoComplete="current-password"
          autoFocus
          value={old}
          error={fault('old') ?? fault()}
          onChange={setOld}
        />
        <PasswordField
          label={say('access.newPassword')}
          description={say('access.passwordHint')}
          autoComplete="new-password"
          value={password}
          error={fault('password')}
          onChange={setPassword}
        />
        <Button type="submit" loading={busy}>
          {say('access.changePassword')}
        </Button>
      </Stack>
    </form>
  );
}
