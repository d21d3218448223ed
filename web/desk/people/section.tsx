import { Alert, Card, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { say } from '../say.ts';

interface SectionProps {
  title: string;
  hint?: string;
  action?: ReactNode;
  /** What is asked of the service: under way, refused, or empty with what to do first. */
  waiting: boolean;
  error: Error | null;
  empty?: string | undefined;
  children: ReactNode;
}

/** A part of the page with its heading, and with what stands there while there is no list. */
export function Section({ title, hint, action, waiting, error, empty, children }: SectionProps) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {title}
        </Title>
        {action}
      </Group>
      {hint && (
        <Text size="sm" c="dimmed" maw={700}>
          {hint}
        </Text>
      )}
      {waiting ? (
        <Loader size="sm" aria-label={say('desk.loading')} />
      ) : error ? (
        <Alert color="red">{error.message}</Alert>
      ) : empty ? (
        <Card withBorder>
          <Text>{empty}</Text>
        </Card>
      ) : (
        children
      )}
    </Stack>
  );
}
