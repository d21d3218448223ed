import { Accordion, Stack, Text, TextInput } from '@mantine/core';
import type { SectionView } from '../../../../src/server/api/settings.ts';
import { say } from '../../say.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { useSection } from '../use-section.ts';

/** The proxy through which providers are reached; it is the whole shop's, so it is saved apart. */
export function ProxyForm() {
  const section = useSection<SectionView<'network'>>('network');
  const { value, saved, set, refusalAt } = section;
  if (!value || !saved) return null;
  return (
    <Accordion variant="contained" {...(value.proxy === '' ? {} : { defaultValue: 'proxy' })}>
      <Accordion.Item value="proxy">
        <Accordion.Control>{say('smsPage.proxy.title')}</Accordion.Control>
        <Accordion.Panel>
          <Stack>
            <Text size="sm">{say('smsPage.proxy.hint')}</Text>
            <TextInput
              label={say('smsPage.proxy.url')}
              placeholder="http://proxy:3128"
              value={value.proxy}
              error={refusalAt('proxy')}
              onChange={({ currentTarget }) => set('proxy', currentTarget.value.trim())}
            />
            <TextInput
              label={say('smsPage.proxy.login')}
              autoComplete="off"
              value={value.login}
              error={refusalAt('login')}
              onChange={({ currentTarget }) => set('login', currentTarget.value)}
            />
            <SecretField
              label={say('smsPage.proxy.password')}
              value={value.password}
              error={refusalAt('password')}
              onChange={(password) => set('password', password)}
              onKeep={() => set('password', saved.password)}
            />
            <SaveBar section={section} />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
