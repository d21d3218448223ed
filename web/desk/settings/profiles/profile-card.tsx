import { Alert, Anchor, Button, Card, Group, List, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ProfileView } from '../../../../src/server/api/settings-history.ts';
import { call } from '../../../parts/api.ts';
import { say } from '../../say.ts';
import { DEFAULT_PROFILE, profileName } from '../profile.tsx';
import type { RegisterOfProfile } from './page.tsx';

/** Sections that may differ from profile to profile. */
const differing = ['email', 'sms', 'form'] as const;

/** A profile: its registers, what it has of its own, and the way to it. */
export function ProfileCard(props: { profile: ProfileView; profiles: ProfileView[]; registers: RegisterOfProfile[] }) {
  const { profile, profiles, registers } = props;
  const queries = useQueryClient();
  const [fault, setFault] = useState<string>();
  const common = profile.id === DEFAULT_PROFILE;
  const query = common ? '' : `?profile=${profile.id}`;
  const names = registers.filter((one) => one.profile === profile.id).map(({ id, name }) => name || id);
  const remove = async () => {
    setFault(undefined);
    try {
      const list = profiles
        .filter(({ id }) => id !== DEFAULT_PROFILE && id !== profile.id)
        .map(({ id, name }) => ({ id, name }));
      await call('PUT', '/settings/profiles', { list });
      await queries.invalidateQueries({ queryKey: ['settings'] });
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Card withBorder component="section" aria-label={profileName(profile)}>
      <Group justify="space-between">
        <Title order={3} size="h4">
          {profileName(profile)}
        </Title>
        {!common && (
          <Button variant="default" size="xs" onClick={() => void remove()}>
            {say('profilesPage.remove')}
          </Button>
        )}
      </Group>
      <Text>
        {names.length === 0 ? say('profilesPage.noRegisters') : `${say('profilesPage.registers')} ${names.join(', ')}`}
      </Text>
      <List listStyleType="none" mt="xs">
        {differing.map((section) => (
          <List.Item key={section}>
            <Anchor component={Link} href={`/settings/${section}${query}`} underline="always">
              {say(`settingsPages.${section}`)}
            </Anchor>
            {!common && (
              <Text span size="sm">
                {' · '}
                {say(profile.own.includes(section) ? 'profilesPage.own' : 'profilesPage.common')}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      {fault !== undefined && (
        <Alert color="red" mt="sm">
          {fault}
        </Alert>
      )}
    </Card>
  );
}
