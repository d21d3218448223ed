import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { call, Refused } from '../../parts/api.ts';
import { say } from '../say.ts';

/** «Сменить пароль»: one's own. */
export function OwnPassword() {
  const [open, { open: show, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={show}>
        {say('access.changePassword')}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={say('access.changePassword')}
        closeButtonProps={{ 'aria-label': say('access.close') }}
      >
        <Fields onDone={close} />
      </Modal>
    </>
  );
}

function Fields({ onDone }: { onDone: () => void }) {
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<Refused>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await call('PUT', '/session/password', { old, password });
      notifications.show({ message: say('access.passwordChanged'), color: 'green' });
      onDone();
    } catch (error) {
      setRefused(error instanceof Refused ? error : new Refused(String(error)));
    }
  };
  const toggle = { 'aria-label': say('access.showPassword') };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Text size="sm">{say('access.changePasswordHint')}</Text>
        <PasswordInput
          label={say('access.oldPassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
          visibilityToggleButtonProps={toggle}
          value={old}
          error={refused?.path === 'old' || refused?.path === undefined ? refused?.message : undefined}
          onChange={(event) => setOld(event.currentTarget.value)}
        />
        <PasswordInput
          label={say('access.newPassword')}
          description={say('access.passwordHint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={toggle}
          value={password}
          error={refused?.path === 'password' ? refused.message : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit">{say('access.changePassword')}</Button>
      </Stack>
    </form>
  );
}
