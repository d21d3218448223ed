import {
  Alert,
  Anchor,
  Checkbox,
  Group,
  NumberInput,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import type { MailHintView } from '../../../../src/server/api/email-settings.ts';
import { say } from '../../say.ts';
import { SecretField } from '../parts/secret-field.tsx';
import type { SectionDraft } from '../use-section.ts';
import { SubjectField } from './subject-field.tsx';

/** The section `email` as the API shows it. */
export interface EmailSettings {
  enabled: boolean;
  subject: string;
  login: string;
  password: { set: boolean } | string;
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  withoutQr: boolean;
  asPdf: boolean;
  senderName: string;
  replyTo: string;
  connections: number;
  perMinute: number;
}

const PORTS = { tls: 465, starttls: 587, none: 25 } as const;

/** Everything that is filled in about the shop's mailbox. */
export function EmailFields({ section, hint }: { section: SectionDraft<EmailSettings>; hint: MailHintView }) {
  const { value, set, refusalAt } = section;
  if (!value) return null;
  const text = (path: 'login' | 'host' | 'senderName' | 'replyTo') => ({
    value: value[path],
    error: refusalAt(path),
    onChange: (event: { currentTarget: { value: string } }) => set(path, event.currentTarget.value),
  });
  const secure = (security: EmailSettings['security']) => {
    const usual = Object.values<number>(PORTS).includes(value.port);
    section.setAll({ security, ...(usual ? { port: PORTS[security] } : {}) });
  };
  return (
    <Stack>
      <Switch
        size="md"
        label={say('emailPage.enabled')}
        checked={value.enabled}
        onChange={(event) => set('enabled', event.currentTarget.checked)}
      />
      <TextInput
        label={say('emailPage.login')}
        description={say('emailPage.loginHint')}
        type="email"
        autoComplete="off"
        {...text('login')}
      />
      {hint.name !== undefined && (
        <Text size="sm">
          {hint.host === value.host
            ? say('emailPage.filledIn', { name: hint.name })
            : say('emailPage.known', { name: hint.name })}{' '}
          {hint.password}{' '}
          {hint.passwordUrl !== undefined && (
            <Anchor href={hint.passwordUrl} target="_blank" rel="noreferrer" underline="always">
              {say('emailPage.makePassword')}
            </Anchor>
          )}
        </Text>
      )}
      <SecretField
        label={say('emailPage.password')}
        value={value.password}
        error={refusalAt('password')}
        onChange={(typed) => set('password', typed)}
        onKeep={() => set('password', section.saved?.password)}
      />
      {hint.foreign !== undefined && <Alert color="yellow">⚠ {hint.foreign}</Alert>}
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <TextInput label={say('emailPage.host')} {...text('host')} />
        <NumberInput
          label={say('emailPage.port')}
          maw={110}
          min={1}
          max={65535}
          allowDecimal={false}
          hideControls
          value={value.port}
          error={refusalAt('port')}
          onChange={(typed) => set('port', typed)}
        />
      </Group>
      <Checkbox
        label={say('emailPage.ssl')}
        description={say(`emailPage.security.${value.security}`)}
        checked={value.security !== 'none'}
        onChange={(event) => secure(event.currentTarget.checked ? (value.port === 587 ? 'starttls' : 'tls') : 'none')}
      />
      {value.security !== 'none' && (
        <Select
          label={say('emailPage.kind')}
          maw={420}
          allowDeselect={false}
          value={value.security}
          onChange={(chosen) => chosen && secure(chosen as EmailSettings['security'])}
          data={(['tls', 'starttls'] as const).map((one) => ({ value: one, label: say(`emailPage.kinds.${one}`) }))}
        />
      )}
      {value.security === 'none' && <Alert color="yellow">⚠ {say('emailPage.unsafe')}</Alert>}
      <SubjectField value={value.subject} error={refusalAt('subject')} onChange={(typed) => set('subject', typed)} />
      <Radio.Group
        label={say('emailPage.form')}
        value={value.asPdf ? 'pdf' : 'html'}
        onChange={(chosen) => set('asPdf', chosen === 'pdf')}
      >
        <Group mt={4}>
          <Radio value="html" label={say('emailPage.asHtml')} />
          <Radio value="pdf" label={say('emailPage.asPdf')} />
        </Group>
      </Radio.Group>
      <Checkbox
        label={say('emailPage.withoutQr')}
        description={say('emailPage.withoutQrHint')}
        checked={value.withoutQr}
        onChange={(event) => set('withoutQr', event.currentTarget.checked)}
      />
      <TextInput
        label={say('emailPage.senderName')}
        description={say('emailPage.senderNameHint')}
        {...text('senderName')}
      />
      <TextInput
        label={say('emailPage.replyTo')}
        description={say('emailPage.replyToHint')}
        type="email"
        {...text('replyTo')}
      />
      <details>
        <summary>{say('emailPage.more')}</summary>
        <Group mt="sm" align="flex-start">
          <NumberInput
            label={say('emailPage.connections')}
            min={1}
            max={50}
            value={value.connections}
            error={refusalAt('connections')}
            onChange={(typed) => set('connections', typed)}
          />
          <NumberInput
            label={say('emailPage.perMinute')}
            description={say('emailPage.perMinuteHint')}
            min={0}
            value={value.perMinute}
            error={refusalAt('perMinute')}
            onChange={(typed) => set('perMinute', typed)}
          />
        </Group>
      </details>
    </Stack>
  );
}
