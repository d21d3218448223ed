import { Alert, Anchor, AppShell, Burger, Button, Group, NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { Link, useLocation } from 'wouter';
import { call, chooseLanguage, language } from '../parts/api.ts';
import { Pages, Waiting } from './pages.tsx';
import { say } from './say.ts';
import { type Session, useSession } from './session.ts';
import { OwnPassword } from './sign-in/own-password.tsx';

const SignIn = lazy(() => import('./sign-in/page.tsx'));
const Tills = lazy(() => import('./sign-in/tills.tsx'));

const pages = [
  { path: '/overview', label: 'desk.overview' },
  { path: '/journal', label: 'desk.journal' },
  { path: '/settings', label: 'desk.settings' },
  { path: '/people', label: 'desk.people' },
] as const;

/** Navigation around every page of the owner's side; whoever has not signed in sees the sign-in page alone. */
export function Frame() {
  const { session, asked } = useSession();
  const [path] = useLocation();
  const [open, { toggle, close }] = useDisclosure(false);
  if (!asked) return <Waiting />;
  if (!session || path === '/sign-in' || session.role === 'cashier')
    return (
      <Suspense fallback={<Waiting />}>
        {session?.role === 'cashier' ? <Tills session={session} /> : <SignIn />}
      </Suspense>
    );
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding="md"
    >
      <a className="skip" href="#page">
        {say('desk.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={say('desk.menu')} />
            <Text fw={600} size="lg">
              {say('desk.name')}
            </Text>
          </Group>
          <Button
            variant="subtle"
            size="compact-sm"
            lang={language === 'ru' ? 'en' : 'ru'}
            onClick={() => chooseLanguage(language === 'ru' ? 'en' : 'ru')}
          >
            {language === 'ru' ? 'English' : 'Русский'}
          </Button>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={say('desk.menu')}>
        <AppShell.Section grow component={ScrollArea}>
          {pages.map((page) => {
            const active = path.startsWith(page.path) || (page.path === '/journal' && path.startsWith('/receipts/'));
            return (
              <NavLink
                key={page.path}
                component={Link}
                href={page.path}
                label={say(page.label)}
                active={active}
                {...(active ? { 'aria-current': 'page' as const } : {})}
                onClick={close}
              />
            );
          })}
        </AppShell.Section>
        {!session.demo && (
          <AppShell.Section>
            <SignedIn session={session} />
          </AppShell.Section>
        )}
      </AppShell.Navbar>
      <AppShell.Main id="page">
        <Stack maw={1400} mx="auto">
          {session.demo && (
            <Alert py="xs" color="gray">
              {say('desk.demo')} <Anchor href="/demo">{say('desk.demoPage')}</Anchor> ·{' '}
              <Anchor href="/till/1">{say('desk.demoTill')}</Anchor>
            </Alert>
          )}
          <Pages />
        </Stack>
      </AppShell.Main>
    </AppShell>
  );
}

function SignedIn({ session }: { session: Session }) {
  const leave = () => void call('DELETE', '/session').finally(() => location.assign('/sign-in'));
  return (
    <Stack gap={4} p="xs">
      <Text size="sm">{session.name}</Text>
      <OwnPassword />
      <Button variant="default" size="xs" onClick={leave}>
        {say('desk.signOut')}
      </Button>
    </Stack>
  );
}
