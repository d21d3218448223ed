import { Grid, NavLink, Stack, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Link, useParams, useSearchParams } from 'wouter';
import { Waiting } from '../pages.tsx';
import { say } from '../say.ts';
import { OwnSection } from './own-section.tsx';
import { DEFAULT_PROFILE, Profile } from './profile.tsx';

/** Sections in the order in which a shop needs them. Those with `profiles` may differ from profile to profile. */
const sections = [
  { id: 'email', label: 'settingsPages.email', profiles: true, page: lazy(() => import('./email/page.tsx')) },
  { id: 'sms', label: 'settingsPages.sms', profiles: true, page: lazy(() => import('./sms/page.tsx')) },
  { id: 'form', label: 'settingsPages.form', profiles: true, page: lazy(() => import('./form/page.tsx')) },
  {
    id: 'registers',
    label: 'settingsPages.registers',
    profiles: false,
    page: lazy(() => import('./registers/page.tsx')),
  },
  { id: 'profiles', label: 'settingsPages.profiles', profiles: false, page: lazy(() => import('./profiles/page.tsx')) },
  { id: 'data', label: 'settingsPages.data', profiles: false, page: lazy(() => import('./data/page.tsx')) },
  { id: 'history', label: 'settingsPages.history', profiles: false, page: lazy(() => import('./history/page.tsx')) },
] as const;

export default function Page() {
  const { section = 'email' } = useParams<{ section?: string }>();
  const [search, setSearch] = useSearchParams();
  const shown = sections.find((one) => one.id === section) ?? sections[0];
  const profile = (shown.profiles && search.get('profile')) || DEFAULT_PROFILE;
  const Section = shown.page;
  return (
    <>
      <Title order={1}>{say('settingsPages.title')}</Title>
      <Grid>
        <Grid.Col span={{ base: 12, md: 2 }}>
          <nav className="sections" aria-label={say('settingsPages.title')}>
            {sections.map(({ id, label }) => (
              <NavLink
                key={id}
                component={Link}
                href={`/settings/${id}`}
                label={say(label)}
                active={id === shown.id}
                {...(id === shown.id ? { 'aria-current': 'page' as const } : {})}
              />
            ))}
          </nav>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 10 }}>
          <Stack>
            {shown.profiles && (
              <OwnSection
                section={shown.id}
                profile={profile}
                onChoose={(id) => setSearch(id === DEFAULT_PROFILE ? {} : { profile: id })}
              />
            )}
            <Profile.Provider value={profile}>
              <Suspense fallback={<Waiting />}>
                <Section key={profile} />
              </Suspense>
            </Profile.Provider>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
