import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { say } from '../../say.ts';
import { CheckSteps } from '../parts/check-steps.tsx';
import { useCheck } from '../parts/use-check.ts';
import { useProfile } from '../profile.tsx';
import { type SmsFields, TestPhone } from './account.tsx';

/** «Проверить», on what is typed: sign-in and balance, price, one real SMS and its delivery. */
export function Check({ fields, patch, onTold }: { fields: SmsFields; patch: object; onTold(): void }) {
  const { provider, host, login, password, apiKey, sender, smpp, http } = fields.value;
  const check = useCheck({ provider, host, login, password, apiKey, sender, smpp, http }, fields.saved);
  const profile = useProfile();
  const sent = check.steps.some(({ step, result }) => step === 'message' && result === 'ok');
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="sms-check">
      <Stack gap="sm" align="stretch">
        <Title order={3} size="h5" id="sms-check">
          {say('smsPage.check')}
        </Title>
        <TestPhone fields={fields} />
        <Text size="sm">{say('smsPage.checkHint')}</Text>
        <Button
          variant="light"
          loading={check.running}
          onClick={() =>
            void check
              .run(`/settings/sms/check?profile=${profile}`, { settings: patch, to: fields.value.testPhone })
              .then(onTold)
          }
        >
          {say('smsPage.check')}
        </Button>
        <CheckSteps check={check} />
        {check.running && sent && <Text size="sm">{say('smsPage.waitDelivery')}</Text>}
      </Stack>
    </Paper>
  );
}
