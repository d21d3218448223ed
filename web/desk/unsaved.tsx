import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { type ReactNode, useEffect } from 'react';
import { type AroundNavHandler, Router } from 'wouter';
import { say } from './say.ts';

/** Sections with something unsaved, by the key under which their draft is kept. */
const unsaved = new Set<string>();

/** While `dirty`, leaving the page is asked about. */
export function useUnsaved(key: string, dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    unsaved.add(key);
    addEventListener('beforeunload', stay);
    return () => {
      unsaved.delete(key);
      removeEventListener('beforeunload', stay);
    };
  }, [key, dirty]);
}

/** Asks before a click inside the page leaves something unsaved behind. The draft stays on this computer whatever the answer. */
const askFirst: AroundNavHandler = (navigate, to, options) => {
  if (unsaved.size === 0 || to === location.pathname) return navigate(to, options);
  modals.openConfirmModal({
    title: say('settingsPages.leave.title'),
    children: <Text size="sm">{say('settingsPages.leave.text')}</Text>,
    labels: { confirm: say('settingsPages.leave.go'), cancel: say('settingsPages.leave.stay') },
    onConfirm: () => navigate(to, options),
  });
};

/** Links and moves within these pages ask first while something is unsaved. */
export function Guarded({ children }: { children: ReactNode }) {
  return <Router aroundNav={askFirst}>{children}</Router>;
}
