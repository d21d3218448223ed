import { Accordion, Fieldset, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { say } from '../../../say.ts';
import type { SmsFields } from '../account.tsx';
import { LinesField } from './lines-field.tsx';

const MEANINGS = 'money, login, sender, number, text, later, duplicate, refused';
const METHODS = ['GET', 'POST'];

type Http = SmsFields['value']['http'];

/** How to speak with a provider that is in no list: addresses, fields, and where the answer has what. */
export function HttpForm({ fields: { value, set: setField, refusalAt } }: { fields: SmsFields }) {
  const { http } = value;
  const set = (path: string, wanted: unknown) => setField(`http.${path}`, wanted);
  const line = (label: string, path: string, text: string, put: (text: string) => void, hint?: string) => (
    <TextInput
      label={label}
      description={hint}
      value={text}
      error={refusalAt(`http.${path}`)}
      onChange={({ currentTarget }) => put(currentTarget.value)}
    />
  );
  const methodOf = (chosen: Http['method'], put: (method: Http['method']) => void) => (
    <Select
      label={say('smsWaysPage.http.method')}
      allowDeselect={false}
      data={METHODS}
      value={chosen}
      onChange={(method) => put(method as Http['method'])}
    />
  );
  const placeOf = (
    key: 'success' | 'id' | 'error' | 'status' | 'balance',
    pathLabel = say('smsWaysPage.http.path'),
  ) => (
    <>
      {line(pathLabel, `${key}.path`, http[key].path, (path) => set(`${key}.path`, path))}
      {line(say('smsWaysPage.http.pattern'), `${key}.pattern`, http[key].pattern, (pattern) =>
        set(`${key}.pattern`, pattern),
      )}
    </>
  );
  const question = (key: 'status' | 'balance') => (
    <>
      <Text size="sm">{say('smsWaysPage.http.statusHint')}</Text>
      {methodOf(http[key].method, (method) => set(`${key}.method`, method))}
      {line(say('smsWaysPage.http.url'), `${key}.url`, http[key].url, (url) => set(`${key}.url`, url))}
      <LinesField
        label={say('smsWaysPage.http.fields')}
        value={http[key].fields}
        error={refusalAt(`http.${key}.fields`)}
        onChange={(fields) => set(`${key}.fields`, fields)}
      />
      {placeOf(key)}
    </>
  );
  return (
    <Accordion variant="contained">
      <Accordion.Item value="http">
        <Accordion.Control>{say('smsPage.http')}</Accordion.Control>
        <Accordion.Panel>
          <Stack>
            <Text size="sm">{say('smsWaysPage.http.places')}</Text>
            {methodOf(http.method, (method) => set('method', method))}
            {line(
              say('smsWaysPage.http.url'),
              'url',
              http.url,
              (url) => set('url', url),
              say('smsWaysPage.http.urlHint'),
            )}
            <LinesField
              label={say('smsWaysPage.http.headers')}
              description={say('smsWaysPage.http.headersHint')}
              value={http.headers}
              error={refusalAt('http.headers')}
              onChange={(headers) => set('headers', headers)}
            />
            <LinesField
              label={say('smsWaysPage.http.fields')}
              description={say('smsWaysPage.http.fieldsHint')}
              value={http.fields}
              error={refusalAt('http.fields')}
              onChange={(fields) => set('fields', fields)}
            />
            <Textarea
              label={say('smsWaysPage.http.body')}
              autosize
              minRows={2}
              ff="monospace"
              spellCheck={false}
              value={http.body}
              error={refusalAt('http.body')}
              onChange={({ currentTarget }) => set('body', currentTarget.value)}
            />
            <Select
              label={say('smsWaysPage.http.bodyKind')}
              allowDeselect={false}
              data={[
                { value: 'json', label: 'JSON' },
                { value: 'xml', label: 'XML' },
              ]}
              value={http.bodyKind}
              onChange={(kind) => set('bodyKind', kind as Http['bodyKind'])}
            />
            <Fieldset legend={say('smsWaysPage.http.success')}>
              {placeOf('success', say('smsWaysPage.http.successPath'))}
              {line(say('smsWaysPage.http.successValue'), 'success.value', http.success.value, (wanted) =>
                set('success.value', wanted),
              )}
            </Fieldset>
            <Fieldset legend={say('smsWaysPage.http.id')}>{placeOf('id')}</Fieldset>
            <Fieldset legend={say('smsWaysPage.http.error')}>
              {placeOf('error')}
              <LinesField
                label={say('smsWaysPage.http.errors')}
                description={say('smsWaysPage.http.errorsHint', { names: MEANINGS })}
                value={http.errors}
                error={refusalAt('http.errors')}
                onChange={(errors) => set('errors', errors)}
              />
            </Fieldset>
            <Fieldset legend={say('smsWaysPage.http.status')}>
              {question('status')}
              <LinesField
                label={say('smsWaysPage.http.states')}
                description={say('smsWaysPage.http.statesHint')}
                value={http.status.states}
                error={refusalAt('http.status.states')}
                onChange={(states) => set('status.states', states)}
              />
            </Fieldset>
            <Fieldset legend={say('smsWaysPage.http.balance')}>{question('balance')}</Fieldset>
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
