import { Group, List, Paper, Text, Title, VisuallyHidden } from '@mantine/core';
import type { OverviewView } from '../../../src/server/api/overview.ts';
import { LinkButton } from '../link-button.tsx';
import { say } from '../say.ts';

/** What a newcomer does first. */
export function Start({ steps, demo }: { steps: OverviewView['steps']; demo: boolean }) {
  const rows = [
    { id: 'mail', link: '/settings/email', hint: say('overview.start.mailHint') },
    { id: 'register', link: '/settings/registers', hint: say('overview.start.registerHint') },
    {
      id: 'tried',
      link: demo ? '/demo' : '/settings/email',
      hint: say(demo ? 'overview.start.triedDemo' : 'overview.start.triedHint'),
    },
  ] as const;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="start">
      <Title order={2} size="h4" id="start" mb="md">
        {say('overview.start.title')}
      </Title>
      <List
        type="ordered"
        listStyleType="none"
        spacing="md"
        styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}
      >
        {rows.map(({ id, link, hint }, at) => (
          <List.Item key={id}>
            <Group justify="space-between" align="flex-start" gap="sm">
              <div style={{ flex: '1 1 16rem' }}>
                <Text fw={600}>
                  <span aria-hidden>{steps[id] ? '✓' : `${at + 1}.`} </span>
                  {say(`overview.start.${id}`)}
                  <VisuallyHidden>: {say(steps[id] ? 'overview.start.done' : 'overview.start.todo')}</VisuallyHidden>
                </Text>
                <Text size="sm" c="dimmed">
                  {hint}
                </Text>
              </div>
              {!steps[id] && (
                <LinkButton
                  size="xs"
                  variant={rows.find((row) => !steps[row.id])?.id === id ? 'filled' : 'default'}
                  aria-label={`${say('overview.start.open')}: ${say(`overview.start.${id}`)}`}
                  href={link}
                >
                  {say('overview.start.open')}
                </LinkButton>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
