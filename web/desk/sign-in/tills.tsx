import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RegisterView } from '../../../src/server/api.ts';
import { call } from '../../parts/api.ts';
import { Waiting } from '../pages.tsx';
import { say } from '../say.ts';
import type { Session } from '../session.ts';
import { OwnPassword } from './own-password.tsx';
import { Plain } from './plain.tsx';

/** What a cashier sees: the tills to stand at, and the way out. */
export default function Tills({ session }: { session: Session }) {
  const { data, isPending, error } = useQuery({
    queryKey: ['tills'],
    queryFn: () => call<{ registers: RegisterView[] }>('GET', '/tills'),
  });
  const leave = () => void call('DELETE', '/session').finally(() => location.assign('/sign-in'));
  if (isPending) return <Waiting />;
  const registers = data?.registers ?? [];
  return (
    <Plain
      footer={
        <Group justify="space-between">
          <Text size="sm">{session.name}</Text>
          <Group gap="xs">
            <OwnPassword />
            <Button variant="default" size="xs" onClick={leave}>
              {say('desk.signOut')}
            </Button>
          </Group>
        </Group>
      }
    >
      <Stack>
        <Title order={1} size="h2">
          {say('access.chooseTill')}
        </Title>
        {error && <Alert color="red">{error.message}</Alert>}
        {!error && registers.length === 0 && <Text>{say('access.noTills')}</Text>}
        {registers.map(({ id, name }) => (
          <Button key={id} component="a" href={`/till/${encodeURIComponent(id)}`} size="lg" variant="default">
            {name}
          </Button>
        ))}
      </Stack>
    </Plain>
  );
}
