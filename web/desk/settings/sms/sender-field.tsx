import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SmsPreviewView } from '../../../../src/server/api.ts';
import { call } from '../../../parts/api.ts';
import { say } from '../../say.ts';
import { useProfile } from '../profile.tsx';
import type { SmsFields } from './account.tsx';

/** «Имя отправителя», with what is to be known of the name that is typed. */
export function SenderField({ label, fields }: { label: string; fields: SmsFields }) {
  const { value, set, refusalAt } = fields;
  const profile = useProfile();
  const [asked] = useDebouncedValue(value.sender, 200);
  const { data } = useQuery({
    queryKey: ['sms-sender', asked],
    queryFn: () => call<SmsPreviewView>('POST', `/settings/sms/preview?profile=${profile}`, { sender: asked }),
    placeholderData: keepPreviousData,
  });
  const sender = data?.sender;
  const { suggestion } = sender ?? {};
  return (
    <Stack gap={4}>
      <TextInput
        label={label}
        description={say('smsPage.senderHint')}
        autoComplete="off"
        maxLength={20}
        value={value.sender}
        error={refusalAt('sender') ?? sender?.problem}
        onChange={({ currentTarget }) => set('sender', currentTarget.value)}
      />
      {suggestion !== undefined && (
        <Button
          size="compact-sm"
          variant="light"
          style={{ alignSelf: 'start' }}
          onClick={() => set('sender', suggestion)}
        >
          {say('smsPage.senderSuggest', { name: suggestion })}
        </Button>
      )}
      {sender?.notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
    </Stack>
  );
}
