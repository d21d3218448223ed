import { Alert, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../parts/api.ts';
import { Waiting } from '../../pages.tsx';
import { say } from '../../say.ts';
import { useProfiles } from '../profile.tsx';
import { NewProfile } from './new-profile.tsx';
import { ProfileCard } from './profile-card.tsx';

/** A register as far as profiles are concerned. */
export interface RegisterOfProfile {
  id: string;
  name: string;
  profile: string;
}

/** Settings → Профили: which registers go by which settings. One shop needs none of it. */
export default function Page() {
  const profiles = useProfiles();
  const registers = useQuery({
    queryKey: ['settings', 'registers', 'default'],
    queryFn: () => call<{ list: RegisterOfProfile[] }>('GET', '/settings/registers?profile=default'),
  });
  const error = profiles.error ?? registers.error;
  if (error) return <Alert color="red">{error.message}</Alert>;
  if (!profiles.data || !registers.data) return <Waiting />;
  const { list } = registers.data;
  return (
    <Stack>
      <Title order={2}>{say('settingsPages.profiles')}</Title>
      <Text maw={720}>{say('profilesPage.what')}</Text>
      {profiles.data.map((profile) => (
        <ProfileCard key={profile.id} profile={profile} profiles={profiles.data} registers={list} />
      ))}
      <NewProfile profiles={profiles.data} registers={list} />
    </Stack>
  );
}
