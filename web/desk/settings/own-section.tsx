import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../parts/api.ts';
import { say } from '../say.ts';
import { DEFAULT_PROFILE, profileName, useProfiles } from './profile.tsx';

/** Whose settings a section shows, where there is more than one profile, and whether they are its own or the common ones. */
export function OwnSection(props: { section: string; profile: string; onChoose(profile: string): void }) {
  const { section, profile, onChoose } = props;
  const queries = useQueryClient();
  const profiles = useProfiles().data ?? [];
  if (profiles.length < 2) return null;
  const own = profiles.find(({ id }) => id === profile)?.own.some((one) => one === section) ?? false;
  const follow = async () => {
    await call('DELETE', `/settings/${section}?profile=${profile}`);
    await queries.invalidateQueries({ queryKey: ['settings'] });
  };
  return (
    <Group align="flex-end">
      <NativeSelect
        label={say('settingsPages.profile')}
        miw={260}
        value={profile}
        onChange={(event) => onChoose(event.currentTarget.value)}
        data={profiles.map((one) => ({ value: one.id, label: profileName(one) }))}
      />
      {profile !== DEFAULT_PROFILE && (
        <>
          <Text size="sm">{say(own ? 'settingsPages.own' : 'settingsPages.followed')}</Text>
          {own && (
            <Button variant="default" onClick={() => void follow()}>
              {say('settingsPages.follow')}
            </Button>
          )}
        </>
      )}
    </Group>
  );
}
