import { Accordion, Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RegisterView, SectionView } from '../../../../src/server/api/settings.ts';
import type { RegisterView as KnownRegister } from '../../../../src/server/api.ts';
import { call } from '../../../parts/api.ts';
import { Waiting } from '../../pages.tsx';
import { say } from '../../say.ts';
import { fieldsOf } from '../fields.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { useSection } from '../use-section.ts';
import { Check } from './check.tsx';
import { RegisterForm } from './register-form.tsx';

const colours = { yes: 'var(--good)', no: 'var(--bad)', unknown: 'inherit' } as const;
const signs = { yes: '✓', no: '✕', unknown: '' } as const;

/** Settings → Кассы: the shop's registers, saved together. */
export default function Page() {
  const section = useSection<SectionView<'registers'>>('registers');
  const fields = fieldsOf(section);
  const [open, setOpen] = useState<string | null>(null);
  const { data: known } = useQuery({
    queryKey: ['tills'],
    queryFn: () => call<{ registers: KnownRegister[] }>('GET', '/tills'),
    refetchInterval: 10_000,
  });
  if (section.fault) return <Alert color="red">{section.fault.message}</Alert>;
  if (!fields) return <Waiting />;
  const { list } = fields.value;
  // The id of a new one is typed here, so that only its place stays.
  const rows = list.map((register, at) => ({ register, at, place: String(at) }));
  const put = (next: RegisterView[]) => fields.set('list', next);
  const add = () => {
    put([...list, newRegister(list)]);
    setOpen(String(list.length));
  };
  const refused = section.refusedPath;
  // A refusal of a field stands at it, if its register is open; any other is told above the buttons.
  const shownAt = refused?.startsWith(`list[${open}].`) === true;
  return (
    <Stack maw={860}>
      <Title order={2}>{say('settingsPages.registers')}</Title>
      {list.length === 0 && <Text>{say('registersPage.empty')}</Text>}
      <Accordion variant="separated" value={open} onChange={setOpen} keepMounted={false} order={3}>
        {rows.map(({ register, at, place }) => {
          const kept = fields.saved.list.find(({ id }) => id === register.id);
          const seen = kept && known?.registers.find(({ id }) => id === register.id);
          const name = register.name || register.id;
          return (
            <Accordion.Item key={place} value={place}>
              <Accordion.Control>
                <Text fw={600}>{name}</Text>
                <Text size="sm">
                  {say(`registersPage.kinds.${register.kind}`)}
                  {seen && (
                    <>
                      {' · '}
                      <Text span c={colours[seen.reachable]} fw={600}>
                        {signs[seen.reachable]}
                      </Text>{' '}
                      {say(`registersPage.state.${seen.reachable}`)}
                    </>
                  )}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  {kept && <Anchor href={`/till/${encodeURIComponent(kept.id)}`}>{say('registersPage.till')}</Anchor>}
                  <RegisterForm
                    register={register}
                    kept={kept}
                    learnt={seen?.electronically}
                    refusalAt={(field) => section.refusalAt(`list[${at}].${field}`)}
                    onChange={(changed) => put(list.with(at, changed))}
                  />
                  <Check register={register} kept={kept} />
                  <Button
                    variant="subtle"
                    color="red"
                    style={{ alignSelf: 'start' }}
                    aria-label={say('registersPage.removeNamed', { name })}
                    onClick={() => {
                      askToRemove(name, () => {
                        put(list.toSpliced(at, 1));
                        setOpen(null);
                      });
                    }}
                  >
                    {say('registersPage.remove')}
                  </Button>
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
      <Group>
        <Button variant="default" onClick={add}>
          {say('registersPage.add')}
        </Button>
      </Group>
      {refused !== undefined && !shownAt && (
        <Alert color="red" role="alert" title={say('settingsPages.refused')}>
          {section.refusalAt(refused)}
        </Alert>
      )}
      <SaveBar section={section} />
    </Stack>
  );
}

function askToRemove(name: string, onConfirm: () => void): void {
  modals.openConfirmModal({
    title: say('registersPage.removeTitle', { name }),
    children: <Text size="sm">{say('registersPage.removeText')}</Text>,
    labels: { confirm: say('registersPage.removeYes'), cancel: say('registersPage.removeNo') },
    onConfirm,
  });
}

/** A register with the usual values and the first number that is free. */
function newRegister(list: readonly RegisterView[]): RegisterView {
  let number = list.length + 1;
  while (list.some(({ id }) => id === String(number))) number++;
  return {
    id: String(number),
    name: say('registersPage.newName', { number }),
    profile: 'default',
    kind: 'atol',
    url: '',
    login: '',
    password: '',
    device: '',
    timeout: 60,
    opensShift: true,
    renewsExpiredShift: true,
    electronically: 'unknown',
    delivers: 'we',
    contactToRegister: true,
  };
}
