import { Alert, Checkbox, NumberInput, Stack, TextInput, Title } from '@mantine/core';
import { useId } from 'react';
import type { SectionView } from '../../../../src/server/api/settings.ts';
import { Waiting } from '../../pages.tsx';
import { say } from '../../say.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { useSection } from '../use-section.ts';
import { Privacy } from './privacy.tsx';
import { SettingsFileCard } from './settings-file.tsx';

const USUAL_DAYS = 180;

/** Settings → Данные: how long receipts are kept, where copies go, the settings as a file, the data of buyers. */
export default function Page() {
  const section = useSection<SectionView<'privacy'>>('privacy');
  const title = useId();
  const { value, set, refusalAt } = section;
  if (section.fault) return <Alert color="red">{section.fault.message}</Alert>;
  if (!value) return <Waiting />;
  const forever = value.retentionDays === 0;
  return (
    <Stack gap="xl">
      <Stack component="section" aria-labelledby={title}>
        <Title order={2} id={title}>
          {say('settingsPages.data')}
        </Title>
        <Checkbox
          label={say('dataPage.erase')}
          description={say(forever ? 'dataPage.neverHint' : 'dataPage.eraseHint')}
          checked={!forever}
          onChange={(event) => set('retentionDays', event.currentTarget.checked ? USUAL_DAYS : 0)}
        />
        {!forever && (
          <NumberInput
            label={say('dataPage.days')}
            maw={200}
            min={1}
            max={3650}
            allowDecimal={false}
            allowNegative={false}
            value={value.retentionDays}
            error={refusalAt('retentionDays')}
            onChange={(typed) => typed !== '' && set('retentionDays', Number(typed))}
          />
        )}
        <TextInput
          label={say('dataPage.folder')}
          description={say('dataPage.folderHint')}
          placeholder={say('dataPage.noFolder')}
          maw={640}
          spellCheck={false}
          value={value.copiesFolder}
          error={refusalAt('copiesFolder')}
          onChange={(event) => set('copiesFolder', event.currentTarget.value)}
        />
        <SaveBar section={section} />
      </Stack>
      <SettingsFileCard />
      <Privacy />
    </Stack>
  );
}
