import { Accordion, Radio, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import type { RegisterView } from '../../../../src/server/api/settings.ts';
import { say } from '../../say.ts';
import { SecretField } from '../parts/secret-field.tsx';
import { profileName, useProfiles } from '../profile.tsx';
import { WholeField } from '../sms/whole-field.tsx';

interface Props {
  register: RegisterView;
  /** As it is kept; undefined for one that is new. */
  kept: RegisterView | undefined;
  /** What it has shown about receipts without paper. */
  learnt: 'yes' | 'no' | 'unknown' | undefined;
  refusalAt(field: keyof RegisterView): string | undefined;
  onChange(register: RegisterView): void;
}

const USUAL_PORTS = { atol: '16732', kkmserver: '5893', emulator: '16732' };

/** One register: how it is reached and what it does. */
export function RegisterForm({ register, kept, learnt, refusalAt, onChange }: Props) {
  const { data: profiles = [] } = useProfiles();
  const put = (patch: Partial<RegisterView>) => onChange({ ...register, ...patch });
  const text = (field: 'name' | 'id' | 'login' | 'url' | 'device', description?: string, placeholder?: string) => (
    <TextInput
      label={say(`registersPage.${field}`)}
      description={description}
      placeholder={placeholder}
      autoComplete="off"
      value={register[field]}
      error={refusalAt(field)}
      onChange={({ currentTarget }) => put({ [field]: currentTarget.value })}
    />
  );
  const flag = (field: 'opensShift' | 'renewsExpiredShift' | 'contactToRegister', description?: string) => (
    <Switch
      label={say(`registersPage.${field}`)}
      description={description}
      checked={register[field]}
      onChange={({ currentTarget }) => put({ [field]: currentTarget.checked })}
    />
  );
  const port = USUAL_PORTS[register.kind];
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {text('name')}
        {kept === undefined && text('id', say('registersPage.idHint'))}
        <Select
          label={say('registersPage.kind')}
          allowDeselect={false}
          data={(['atol', 'kkmserver', 'emulator'] as const).map((kind) => ({
            value: kind,
            label: say(`registersPage.kinds.${kind}`),
          }))}
          value={register.kind}
          error={refusalAt('kind')}
          onChange={(kind) => put({ kind: kind as RegisterView['kind'] })}
        />
        {text('url', undefined, `http://127.0.0.1:${port}`)}
        {text('login')}
        <SecretField
          label={say('registersPage.password')}
          value={register.password}
          error={refusalAt('password')}
          onChange={(password) => put({ password })}
          onKeep={() => put({ password: kept?.password ?? '' })}
        />
        {register.kind !== 'emulator' &&
          text('device', say(register.kind === 'atol' ? 'registersPage.deviceAtol' : 'registersPage.deviceKkm'))}
        <Select
          label={say('registersPage.profile')}
          description={say('registersPage.profileHint')}
          allowDeselect={false}
          data={[...new Set([...profiles.map(({ id }) => id), register.profile])].map((id) => ({
            value: id,
            label: profileName(profiles.find((one) => one.id === id) ?? { id }),
          }))}
          value={register.profile}
          error={refusalAt('profile')}
          onChange={(profile) => profile !== null && put({ profile })}
        />
      </SimpleGrid>
      <Radio.Group
        label={say('registersPage.delivers')}
        value={register.delivers}
        onChange={(delivers) => put({ delivers: delivers as RegisterView['delivers'] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="we" label={say('registersPage.deliversWe')} />
          <Radio value="ofd" label={say('registersPage.deliversOfd')} />
          <Radio value="both" label={say('registersPage.deliversBoth')} />
        </Stack>
      </Radio.Group>
      {flag('contactToRegister', say('registersPage.contactToRegisterHint'))}
      <Select
        label={say('registersPage.electronically')}
        maw={420}
        allowDeselect={false}
        data={[
          {
            value: 'unknown',
            label: say(
              learnt === 'yes' || learnt === 'no'
                ? `registersPage.electronic.${learnt === 'yes' ? 'learntYes' : 'learntNo'}`
                : 'registersPage.electronic.unknown',
            ),
          },
          { value: 'yes', label: say('registersPage.electronic.yes') },
          { value: 'no', label: say('registersPage.electronic.no') },
        ]}
        value={register.electronically}
        onChange={(choice) => put({ electronically: choice as RegisterView['electronically'] })}
      />
      <Accordion variant="contained">
        <Accordion.Item value="more">
          <Accordion.Control>{say('registersPage.more')}</Accordion.Control>
          <Accordion.Panel>
            <Stack>
              {flag('opensShift')}
              {flag('renewsExpiredShift')}
              <WholeField
                label={say('registersPage.timeout')}
                value={register.timeout}
                min={5}
                max={600}
                error={refusalAt('timeout')}
                onChange={(timeout) => put({ timeout })}
              />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}
