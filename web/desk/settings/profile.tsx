import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { ProfileView } from '../../../src/server/api/settings-history.ts';
import { call } from '../../parts/api.ts';
import { say } from '../say.ts';

export const DEFAULT_PROFILE = 'default';

/** The profile whose settings the pages show. */
export const Profile = createContext(DEFAULT_PROFILE);
export const useProfile = (): string => useContext(Profile);

/** Profiles of the shop, the common one first. */
export function useProfiles() {
  return useQuery({
    queryKey: ['settings', 'profiles-of-shop'],
    queryFn: () => call<ProfileView[]>('GET', '/profiles'),
  });
}

/** Names of the shop's profiles by their ids; an id that is none of them yet stands for itself. */
export function useProfileNames(): (id: string) => string {
  const profiles = useProfiles().data ?? [];
  return (id) => profileName(profiles.find((one) => one.id === id) ?? { id });
}

/** What a profile is called on the pages. */
export const profileName = ({ id, name }: { id: string; name?: string }): string => {
  if (id === DEFAULT_PROFILE) return say('settingsPages.defaultProfile');
  return name === undefined || name === '' ? id : name;
};
