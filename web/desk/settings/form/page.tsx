import { Alert, Fieldset, Radio, SimpleGrid, Stack, Switch, TextInput, Title } from '@mantine/core';
import type { SectionView } from '../../../../src/server/api/settings.ts';
import { Waiting } from '../../pages.tsx';
import { say } from '../../say.ts';
import { fieldsOf } from '../fields.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { useProfile } from '../profile.tsx';
import { WholeField } from '../sms/whole-field.tsx';
import { useSection } from '../use-section.ts';
import { KeyField } from './key-field.tsx';
import { ScannerWizard } from './scanner-wizard.tsx';

const keys = ['email', 'phone', 'electronically'] as const;

/** Settings → Форма: whether it opens, its keys, its time, and how the shop's scanner types. */
export default function Page() {
  const section = useSection<SectionView<'form'>>('form', useProfile());
  const fields = fieldsOf(section);
  if (section.fault) return <Alert color="red">{section.fault.message}</Alert>;
  if (!fields) return <Waiting />;
  const { value, set, setAll, refusalAt } = fields;
  return (
    <Stack maw={720}>
      <Title order={2}>{say('settingsPages.form')}</Title>
      <Switch
        label={say('formPage.askContact')}
        description={say('formPage.askContactHint')}
        checked={value.askContact}
        onChange={({ currentTarget }) => set('askContact', currentTarget.checked)}
      />
      <Fieldset legend={say('formPage.keys')}>
        <Stack>
          <Switch
            label={say('formPage.hotkeys')}
            description={say('formPage.hotkeysHint')}
            checked={value.hotkeys}
            onChange={({ currentTarget }) => set('hotkeys', currentTarget.checked)}
          />
          {value.hotkeys && (
            <SimpleGrid cols={{ base: 1, xs: 3 }}>
              {keys.map((name) => (
                <KeyField
                  key={name}
                  label={say(`formPage.key.${name}`)}
                  value={value.keys[name]}
                  error={refusalAt(`keys.${name}`)}
                  onChange={(key) => set(`keys.${name}`, key)}
                />
              ))}
            </SimpleGrid>
          )}
        </Stack>
      </Fieldset>
      <Fieldset legend={say('formPage.time')}>
        <Stack>
          <WholeField
            label={say('formPage.timeLimit')}
            description={say('formPage.timeLimitHint')}
            value={value.timeLimit}
            max={3_600}
            error={refusalAt('timeLimit')}
            onChange={(seconds) => set('timeLimit', seconds)}
          />
          {value.timeLimit > 0 && (
            <Radio.Group
              label={say('formPage.whenTimeIsUp')}
              value={value.whenTimeIsUp}
              onChange={(choice) => set('whenTimeIsUp', choice)}
            >
              <Stack gap="xs" mt="xs">
                <Radio value="paper" label={say('formPage.paper')} />
                <Radio value="cancel" label={say('formPage.cancel')} />
              </Stack>
            </Radio.Group>
          )}
          <Switch
            label={say('formPage.sound')}
            checked={value.sound}
            onChange={({ currentTarget }) => set('sound', currentTarget.checked)}
          />
        </Stack>
      </Fieldset>
      <Fieldset legend={say('formPage.scanner')}>
        <Stack>
          <ScannerWizard
            pattern={value.scanner.pattern}
            onTake={({ gap, fast, prefix }) =>
              setAll({ 'scanner.gap': gap, 'scanner.fast': fast, 'scanner.prefix': prefix })
            }
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <WholeField
              label={say('formPage.gap')}
              description={say('formPage.gapHint')}
              value={value.scanner.gap}
              min={10}
              max={1_000}
              error={refusalAt('scanner.gap')}
              onChange={(gap) => set('scanner.gap', gap)}
            />
            <WholeField
              label={say('formPage.fast')}
              value={value.scanner.fast}
              min={1}
              max={500}
              error={refusalAt('scanner.fast')}
              onChange={(fast) => set('scanner.fast', fast)}
            />
          </SimpleGrid>
          <TextInput
            label={say('formPage.prefix')}
            description={say('formPage.prefixHint')}
            value={value.scanner.prefix}
            error={refusalAt('scanner.prefix')}
            onChange={({ currentTarget }) => set('scanner.prefix', currentTarget.value)}
          />
          <TextInput
            label={say('formPage.pattern')}
            description={say('formPage.patternHint')}
            spellCheck={false}
            value={value.scanner.pattern}
            error={refusalAt('scanner.pattern')}
            onChange={({ currentTarget }) => set('scanner.pattern', currentTarget.value)}
          />
        </Stack>
      </Fieldset>
      <SaveBar section={section} />
    </Stack>
  );
}
