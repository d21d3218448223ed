import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { call } from '../../parts/api.ts';

/** The profile whose settings the pages show. */
export const Profile = createContext('default');
export const useProfile = (): string => useContext(Profile);

/** Profiles of the shop: the common one, and those that registers belong to. */
export function useProfiles(): string[] {
  const { data } = useQuery({
    queryKey: ['settings', 'registers', 'default'],
    queryFn: () => call<{ list: { profile: string }[] }>('GET', '/settings/registers?profile=default'),
  });
  return [...new Set(['default', ...(data?.list ?? []).map((register) => register.profile)])];
}
