import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { say } from './say.ts';

const Overview = lazy(() => import('./overview/page.tsx'));
const Journal = lazy(() => import('./journal/page.tsx'));
const Receipt = lazy(() => import('./receipt/page.tsx'));
const Settings = lazy(() => import('./settings/page.tsx'));
const People = lazy(() => import('./people/page.tsx'));

/** The page of the address; each is loaded when it is first opened. */
export function Pages() {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/">
          <Redirect to="/overview" replace />
        </Route>
        <Route path="/overview" component={Overview} />
        <Route path="/journal" component={Journal} />
        <Route path="/receipts/:id" component={Receipt} />
        <Route path="/settings/:section?" component={Settings} />
        <Route path="/people" component={People} />
        <Route>
          <Stack align="flex-start">
            <Title order={1}>{say('desk.noPage')}</Title>
            <Text>{say('desk.noPageHint')}</Text>
            <Button component={Link} href="/overview">
              {say('desk.overview')}
            </Button>
          </Stack>
        </Route>
      </Switch>
    </Suspense>
  );
}

export function Waiting() {
  return (
    <Center mih="40vh">
      <Loader aria-label={say('desk.loading')} />
    </Center>
  );
}
