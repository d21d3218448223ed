import { Alert, Button, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { useEntry } from './use-entry.ts';

interface EntryFormProps {
  title: string;
  /** What the button says. */
  action: string;
  entry: ReturnType<typeof useEntry>;
  children: ReactNode;
  footer?: ReactNode;
}

/** A form that lets somebody in: its fields, why the whole was refused, and the button. */
export function EntryForm({ title, action, entry: { submit, busy, fault }, children, footer }: EntryFormProps) {
  const wrong = fault();
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1} size="h2">
          {title}
        </Title>
        {children}
        {wrong && (
          <Alert color="red" role="alert">
            {wrong}
          </Alert>
        )}
        <Button type="submit" loading={busy}>
          {action}
        </Button>
        {footer}
      </Stack>
    </form>
  );
}
