import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { say } from '../../say.ts';
import type { SectionDraft } from '../use-section.ts';

/** «Сохранить» and «Вернуть как было», with what the service said; `children` are further buttons. */
export function SaveBar({ section, children }: { section: SectionDraft<object>; children?: ReactNode }) {
  return (
    <>
      {section.refusal !== undefined && (
        <Alert color="red" role="alert" title={say('settingsPages.refused')}>
          {section.refusal}
        </Alert>
      )}
      <Group>
        <Button onClick={() => void section.save()} loading={section.saving} disabled={!section.dirty}>
          {say('settingsPages.save')}
        </Button>
        {section.dirty && (
          <Button variant="default" onClick={section.undo}>
            {say('settingsPages.undo')}
          </Button>
        )}
        {children}
        <Text size="sm" role="status">
          {section.dirty
            ? say('settingsPages.unsaved')
            : section.savedAt !== undefined && `✓ ${say('settingsPages.saved')}`}
        </Text>
      </Group>
    </>
  );
}
