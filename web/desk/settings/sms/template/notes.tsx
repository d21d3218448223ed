import { Button, Group, Stack, Text } from '@mantine/core';
import type { TemplateNoteView } from '../../../../../src/server/api.ts';
import { say } from '../../../say.ts';

interface Props {
  id: string;
  template: string;
  notes: readonly TemplateNoteView[];
  onShow(from: number, to: number): void;
  onReplace(from: number, to: number, text: string): void;
}

/** What is to be said of the text, each with its place shown and mended by a click. What the law wants stands in a list of its own. */
export function Notes({ id, template, notes, onShow, onReplace }: Props) {
  const shown = notes.filter(({ code }) => !code.startsWith('missing_'));
  return (
    <Stack
      id={id}
      component="ul"
      gap="xs"
      m={0}
      p={0}
      style={{ listStyle: 'none' }}
      aria-label={say('smsTemplatePage.notes')}
    >
      {shown.map((note) => {
        const { level, from, to, replacement } = note;
        const place = from === undefined || to === undefined ? undefined : { from, to };
        const what = place ? template.slice(place.from, Math.min(place.to, place.from + 40)) : '';
        return (
          <Group component="li" key={`${note.code} ${from}`} gap="xs" justify="space-between">
            <Text size="sm" style={{ flex: '1 1 16rem' }}>
              <Text span fw={600} c={level === 'error' ? 'var(--bad)' : 'var(--care)'}>
                {level === 'error' ? '✕' : '!'} {say(`smsTemplatePage.${level}`)}.
              </Text>{' '}
              {note.text}
            </Text>
            {place && (
              <Group gap={4}>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={say('smsTemplatePage.showNamed', { what })}
                  onClick={() => onShow(place.from, place.to)}
                >
                  {say('smsTemplatePage.show')}
                </Button>
                {replacement !== undefined && (
                  <Button
                    size="compact-sm"
                    variant="light"
                    onClick={() => onReplace(place.from, place.to, replacement)}
                  >
                    {replacement === ''
                      ? say('smsTemplatePage.remove')
                      : say('smsTemplatePage.replace', { instead: replacement })}
                  </Button>
                )}
              </Group>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}
