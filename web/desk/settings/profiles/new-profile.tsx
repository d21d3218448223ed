import { Alert, Anchor, Button, Card, Group, MultiSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { ProfileView } from '../../../../src/server/api/settings-history.ts';
import { call } from '../../../parts/api.ts';
import { say } from '../../say.ts';
import { DEFAULT_PROFILE } from '../profile.tsx';
import type { RegisterOfProfile } from './page.tsx';

/** A new profile begins with the registers that go over to it. */
export function NewProfile({ profiles, registers }: { profiles: ProfileView[]; registers: RegisterOfProfile[] }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [fault, setFault] = useState<string>();
  const [done, setDone] = useState(false);
  const make = async () => {
    setFault(undefined);
    if (name.trim() === '') return setFault(say('profilesPage.needName'));
    if (chosen.length === 0) return setFault(say('profilesPage.chooseRegister'));
    const id = freeId(profiles);
    try {
      const others = profiles
        .filter((one) => one.id !== DEFAULT_PROFILE)
        .map((one) => ({ id: one.id, name: one.name }));
      await call('PUT', '/settings/profiles', { list: [...others, { id, name: name.trim() }] });
      await call('PUT', '/settings/registers', {
        list: registers.map((one) => (chosen.includes(one.id) ? { ...one, profile: id } : one)),
      });
      setName('');
      setChosen([]);
      setDone(true);
      await queries.invalidateQueries({ queryKey: ['settings'] });
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  if (registers.length === 0)
    return (
      <Text>
        {say('profilesPage.needRegister')}{' '}
        <Anchor component={Link} href="/settings/registers" underline="always">
          {say('settingsPages.registers')}
        </Anchor>
      </Text>
    );
  return (
    <Card
      withBorder
      component="form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void make();
      }}
    >
      <Stack gap="sm">
        <Title order={3} size="h4">
          {say('profilesPage.add')}
        </Title>
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label={say('profilesPage.name')}
            description={say('profilesPage.nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <MultiSelect
            searchable
            label={say('profilesPage.whose')}
            description={say('profilesPage.whoseHint')}
            value={chosen}
            onChange={setChosen}
            data={registers.map((one) => ({ value: one.id, label: one.name || one.id }))}
          />
        </Group>
        {fault !== undefined && <Alert color="red">{fault}</Alert>}
        <Group>
          <Button type="submit">{say('profilesPage.make')}</Button>
          {done && (
            <Text size="sm" role="status">
              ✓ {say('profilesPage.made')}
            </Text>
          )}
        </Group>
      </Stack>
    </Card>
  );
}

function freeId(profiles: ProfileView[]): string {
  const taken = new Set(profiles.map(({ id }) => id));
  for (let number = 1; ; number++) if (!taken.has(`profile-${number}`)) return `profile-${number}`;
}
