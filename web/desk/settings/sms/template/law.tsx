import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { SmsPreviewView } from '../../../../../src/server/api.ts';
import { say } from '../../../say.ts';

/** The five of the law, each there or to be put in by a click. */
export function Law({ list, onInsert }: { list: SmsPreviewView['requisites']; onInsert(text: string): void }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="sms-law">
      <Stack gap="xs">
        <Title order={3} size="h5" id="sms-law">
          {say('smsTemplatePage.law')}
        </Title>
        <Text size="sm">{say('smsTemplatePage.lawHint')}</Text>
        <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
          {list.map(({ requisite, title, present, variable }) => (
            <Group component="li" key={requisite} justify="space-between" wrap="nowrap" mih={30} data-present={present}>
              <Text size="sm">
                <Text span c={present ? 'var(--good)' : 'var(--bad)'} fw={600}>
                  {present ? '✓' : '✕'}
                </Text>{' '}
                {title}: {say(present ? 'smsTemplatePage.present' : 'smsTemplatePage.absent')}
              </Text>
              {!present && (
                <Button
                  size="compact-sm"
                  variant="light"
                  aria-label={say('smsTemplatePage.putNamed', { title })}
                  onClick={() => onInsert(`{{ ${variable} }}`)}
                >
                  {say('smsTemplatePage.put')}
                </Button>
              )}
            </Group>
          ))}
        </Stack>
      </Stack>
    </Paper>
  );
}
