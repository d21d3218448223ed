import { Badge, Button, Group, Menu, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonView } from '../../../src/server/api/access.ts';
import { call } from '../../parts/api.ts';
import { askSure, Dialog } from '../dialog.tsx';
import { dayOf, say } from '../say.ts';
import { List } from './list.tsx';
import { NewPassword } from './new-password.tsx';
import { PersonForm } from './person-form.tsx';
import { Section } from './section.tsx';
import { useAct } from './use-act.ts';

/** Those who sign in, and what can be done with each. */
export function People() {
  const { data, isPending, error } = useQuery({
    queryKey: ['people'],
    queryFn: () => call<{ people: PersonView[] }>('GET', '/people'),
  });
  const [adding, { open, close }] = useDisclosure(false);
  const [renewed, setRenewed] = useState<PersonView>();
  const people = data?.people ?? [];
  return (
    <>
      <Section
        title={say('access.people')}
        hint={say('access.peopleHint')}
        action={<Button onClick={open}>{say('access.addPerson')}</Button>}
        waiting={isPending}
        error={error}
        empty={people.length === 0 ? say('access.noPeople') : undefined}
      >
        <List head={[say('access.name'), say('access.rights'), say('access.added')]}>
          {people.map((person) => (
            <Row key={person.id} person={person} onRenew={() => setRenewed(person)} />
          ))}
        </List>
      </Section>
      <Dialog opened={adding} onClose={close} title={say('access.addPerson')}>
        <PersonForm onDone={close} />
      </Dialog>
      <Dialog
        opened={renewed !== undefined}
        onClose={() => setRenewed(undefined)}
        title={say('access.newPasswordFor', { name: renewed?.name ?? '' })}
      >
        {renewed && <NewPassword person={renewed} onDone={() => setRenewed(undefined)} />}
      </Dialog>
    </>
  );
}

function Row({ person, onRenew }: { person: PersonView; onRenew: () => void }) {
  const { act } = useAct();
  const { id, name, role, self, sessions, createdAt } = person;
  const other = role === 'owner' ? 'cashier' : 'owner';
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <Text>{name}</Text>
          {self && <Badge variant="light">{say('access.you')}</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          {sessions === 0 ? say('access.notSignedIn') : say('access.sessions', { count: sessions })}
        </Text>
      </Table.Td>
      <Table.Td>{say(`access.roles.${role}`)}</Table.Td>
      <Table.Td visibleFrom="sm">{dayOf(createdAt)}</Table.Td>
      <Table.Td ta="right">
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="default" size="xs" aria-label={say('access.change', { name })}>
              {say('access.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {!self && <Menu.Item onClick={onRenew}>{say('access.setPassword')}</Menu.Item>}
            <Menu.Item
              onClick={() =>
                act({
                  method: 'PUT',
                  path: `/people/${id}`,
                  body: { role: other },
                  done: say('access.roleChanged', { name, role: say(`access.roles.${other}`) }),
                })
              }
            >
              {say(`access.make.${other}`)}
            </Menu.Item>
            <Menu.Item
              onClick={() =>
                act({
                  method: 'DELETE',
                  path: `/people/${id}/sessions`,
                  done: say('access.signedOutEverywhere', { name }),
                })
              }
            >
              {say(self ? 'access.signOutOthers' : 'access.signOutEverywhere')}
            </Menu.Item>
            <Menu.Item
              color="red"
              onClick={() =>
                askSure(say('access.removeTitle', { name }), say('access.removeText'), say('access.remove'), () =>
                  act({ method: 'DELETE', path: `/people/${id}`, done: say('access.removed', { name }) }),
                )
              }
            >
              {say('access.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
