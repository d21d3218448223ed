import { Alert, Grid, Stack, Switch, Tabs, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SectionView } from '../../../../src/server/api/settings.ts';
import { Waiting } from '../../pages.tsx';
import { say } from '../../say.ts';
import { fieldsOf } from '../fields.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { useProfile } from '../profile.tsx';
import { useSection } from '../use-section.ts';
import { Account } from './account.tsx';
import { Balance } from './balance.tsx';
import { Check } from './check.tsx';
import { Limits } from './limits.tsx';
import { ProxyForm } from './proxy.tsx';
import { TemplateEditor } from './template/editor.tsx';

const tabs = ['account', 'template', 'limits'] as const;
type Tab = (typeof tabs)[number];

/** Settings → SMS. The tabs are one form: they are saved together. */
export default function Page() {
  const profile = useProfile();
  const queries = useQueryClient();
  const section = useSection<SectionView<'sms'>>('sms', profile);
  const [tab, setTab] = useState<Tab>(tabAsked);
  const fields = fieldsOf(section);
  if (section.fault) return <Alert color="red">{section.fault.message}</Alert>;
  if (!fields) return <Waiting />;
  const { value, set } = fields;
  const elsewhere = section.refusedPath !== undefined && tabOf(section.refusedPath) !== tab;
  const choose = (wanted: string | null) => {
    const chosen = tabs.find((one) => one === wanted) ?? 'account';
    setTab(chosen);
    history.replaceState(null, '', chosen === 'account' ? location.pathname : `${location.pathname}#${chosen}`);
  };
  return (
    <Stack>
      <Title order={2}>{say('smsPage.title')}</Title>
      <Switch
        label={say('smsPage.enabled')}
        checked={value.enabled}
        onChange={({ currentTarget }) => set('enabled', currentTarget.checked)}
      />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(`smsPage.tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="account" pt="md">
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack>
                <Account fields={fields} />
                <ProxyForm />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack>
                <Check
                  fields={fields}
                  patch={section.patch()}
                  onTold={() => void queries.invalidateQueries({ queryKey: ['settings', 'sms-balance'] })}
                />
                <Balance lowBalance={value.lowBalance} />
              </Stack>
            </Grid.Col>
          </Grid>
        </Tabs.Panel>
        <Tabs.Panel value="template" pt="md">
          <TemplateEditor
            template={value.template}
            sender={value.sender}
            profile={profile}
            refusal={section.refusalAt('template')}
            onChange={(template) => set('template', template)}
          />
        </Tabs.Panel>
        <Tabs.Panel value="limits" pt="md">
          <Limits fields={fields} />
        </Tabs.Panel>
      </Tabs>
      {elsewhere && <Alert color="red">{section.refusalAt(section.refusedPath ?? '')}</Alert>}
      <SaveBar section={section} />
    </Stack>
  );
}

const tabAsked = (): Tab => tabs.find((one) => location.hash === `#${one}`) ?? 'account';

/** The tab on which a field stands. */
function tabOf(path: string): Tab {
  if (path === 'template') return 'template';
  return /^(?:limits|dailyBudget|lowBalance|pricePerPart|countries|landlines|whenUnknown)/.test(path)
    ? 'limits'
    : 'account';
}
