import { Accordion, Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { say } from '../../../say.ts';
import type { SmsFields } from '../account.tsx';
import { WholeField } from '../whole-field.tsx';
import { LinesField } from './lines-field.tsx';

const MEANINGS = 'money, login, sender, number, text, later, duplicate, refused';

/** What a provider's SMPP description says beside server, system_id, password and sender. */
export function SmppForm({ fields: { value, set: setField, refusalAt } }: { fields: SmsFields }) {
  const { smpp } = value;
  const set = <Key extends keyof typeof smpp>(key: Key, wanted: (typeof smpp)[Key]) => setField(`smpp.${key}`, wanted);
  const text = (key: 'systemType' | 'senderType' | 'phoneType', hint?: string) => (
    <TextInput
      label={say(`smsWaysPage.smpp.${key}`)}
      description={hint}
      value={smpp[key]}
      error={refusalAt(`smpp.${key}`)}
      onChange={({ currentTarget }) => set(key, currentTarget.value)}
    />
  );
  const whole = (
    key: 'window' | 'perSecond' | 'keepAlive' | 'rebindAfter',
    min: number,
    max: number,
    hint?: string,
  ) => (
    <WholeField
      label={say(`smsWaysPage.smpp.${key}`)}
      {...(hint === undefined ? {} : { description: hint })}
      value={smpp[key]}
      min={min}
      max={max}
      error={refusalAt(`smpp.${key}`)}
      onChange={(number) => set(key, number)}
    />
  );
  const flag = (key: 'tls' | 'ownMark' | 'query') => (
    <Switch
      label={say(`smsWaysPage.smpp.${key}`)}
      checked={smpp[key]}
      onChange={({ currentTarget }) => set(key, currentTarget.checked)}
    />
  );
  return (
    <Accordion variant="contained">
      <Accordion.Item value="smpp">
        <Accordion.Control>{say('smsPage.smpp')}</Accordion.Control>
        <Accordion.Panel>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {flag('tls')}
            {text('systemType')}
            {text('senderType', say('smsWaysPage.smpp.senderTypeHint'))}
            {text('phoneType', say('smsWaysPage.smpp.phoneTypeHint'))}
            <Select
              label={say('smsWaysPage.smpp.long')}
              allowDeselect={false}
              data={[
                { value: 'udh', label: say('smsWaysPage.smpp.longUdh') },
                { value: 'sar', label: say('smsWaysPage.smpp.longSar') },
                { value: 'payload', label: say('smsWaysPage.smpp.longPayload') },
              ]}
              value={smpp.long}
              onChange={(long) => set('long', long as typeof smpp.long)}
            />
            <Select
              label={say('smsWaysPage.smpp.latin')}
              allowDeselect={false}
              data={[
                { value: 'gsm', label: say('smsWaysPage.smpp.latinGsm') },
                { value: 'latin1', label: say('smsWaysPage.smpp.latinLatin1') },
                { value: 'ucs2', label: say('smsWaysPage.smpp.latinUcs2') },
              ]}
              value={smpp.latin}
              onChange={(latin) => set('latin', latin as typeof smpp.latin)}
            />
            {whole('window', 1, 1_000)}
            {whole('perSecond', 0, 10_000, say('smsWaysPage.smpp.perSecondHint'))}
            {whole('keepAlive', 1, 600)}
            {whole('rebindAfter', 1, 600)}
            <WholeField
              label={say('smsWaysPage.smpp.validityHours')}
              description={say('smsWaysPage.smpp.validityHint')}
              value={smpp.validityHours}
              max={168}
              error={refusalAt('smpp.validityHours')}
              onChange={(validityHours) => set('validityHours', validityHours)}
            />
            {flag('ownMark')}
            {flag('query')}
            <LinesField
              label={say('smsWaysPage.smpp.errors')}
              description={say('smsWaysPage.http.errorsHint', { names: MEANINGS })}
              value={smpp.errors}
              error={refusalAt('smpp.errors')}
              onChange={(errors) => set('errors', errors)}
            />
          </SimpleGrid>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
