import { Autocomplete, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SectionView } from '../../../../src/server/api/settings.ts';
import type { SmsProviderView } from '../../../../src/server/api.ts';
import { call } from '../../../parts/api.ts';
import { say } from '../../say.ts';
import { isSecret } from '../draft.ts';
import type { Fields } from '../fields.ts';
import { SecretField } from '../parts/secret-field.tsx';
import { SenderField } from './sender-field.tsx';
import { HttpForm } from './ways/http-form.tsx';
import { SmppForm } from './ways/smpp-form.tsx';

export type SmsFields = Fields<SectionView<'sms'>>;

/** Whose account it is and how it is signed in to, in the provider's own words. */
export function Account({ fields }: { fields: SmsFields }) {
  const { value, saved, setAll, refusalAt } = fields;
  const { data: providers = [] } = useQuery({
    queryKey: ['sms-providers'],
    queryFn: () => call<SmsProviderView[]>('GET', '/settings/sms/providers'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const provider = providers.find(({ id }) => id === value.provider);
  const moved = value.provider !== saved.provider || value.host !== saved.host;
  return (
    <Stack>
      <Select
        label={say('smsPage.provider')}
        description={say('smsPage.providerHint')}
        placeholder={say('smsPage.choose')}
        searchable
        data={providers.map(({ id, name }) => ({ value: id, label: name }))}
        value={value.provider || null}
        error={refusalAt('provider')}
        // A host of the provider before would be taken for a white label of this one.
        onChange={(id) => id !== null && id !== value.provider && setAll({ provider: id, host: '' })}
      />
      {provider?.fields.map((field) => (
        <Field key={field.key} field={field} provider={provider} fields={fields} moved={moved} />
      ))}
      {value.provider === 'smpp' && <SmppForm fields={fields} />}
      {value.provider === 'http' && <HttpForm fields={fields} />}
    </Stack>
  );
}

interface FieldProps {
  field: SmsProviderView['fields'][number];
  provider: SmsProviderView;
  fields: SmsFields;
  moved: boolean;
}

function Field({ field: { key, label }, provider, fields, moved }: FieldProps) {
  const { value, saved, set, refusalAt } = fields;
  switch (key) {
    case 'sender':
      return <SenderField label={label} fields={fields} />;
    case 'password':
    case 'apiKey': {
      // What is typed stands before what is kept; a kept one goes to no other server than its own.
      const kept = saved[key];
      const again = moved && typeof value[key] !== 'string' && isSecret(kept) && kept.set;
      return (
        <SecretField
          label={label}
          value={again ? '' : value[key]}
          error={refusalAt(key)}
          {...(again ? { description: say('smsPage.secretAgain') } : {})}
          onChange={(secret) => set(key, secret)}
          onKeep={() => set(key, saved[key])}
        />
      );
    }
    case 'host':
      // A white label of the provider has a host of its own, so any may be typed.
      return (
        <Autocomplete
          label={label}
          placeholder={provider.hosts[0] ?? ''}
          description={provider.hosts.length > 0 ? say('smsPage.hostHint') : undefined}
          data={[...provider.hosts]}
          value={value.host}
          error={refusalAt('host')}
          onChange={(host) => set('host', host === provider.hosts[0] ? '' : host.trim())}
        />
      );
    default:
      return (
        <TextInput
          label={label}
          autoComplete="off"
          value={value.login}
          error={refusalAt('login')}
          onChange={({ currentTarget }) => set('login', currentTarget.value.trim())}
        />
      );
  }
}

/** The phone for the check. */
export function TestPhone({ fields: { value, set, refusalAt } }: { fields: SmsFields }) {
  return (
    <TextInput
      label={say('smsPage.testPhone')}
      type="tel"
      autoComplete="tel"
      placeholder="+7 916 123-45-67"
      value={value.testPhone}
      error={refusalAt('testPhone')}
      onChange={({ currentTarget }) => set('testPhone', currentTarget.value)}
    />
  );
}
