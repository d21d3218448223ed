import { Alert, Button, Group, List, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { ErasedView, RetentionView } from '../../../../src/server/api/privacy.ts';
import { ask, call } from '../../../parts/api.ts';
import { say, when } from '../../say.ts';

/** What the shop does with the data of its buyers: erase, retention, a copy, details for the developers. */
export function Privacy() {
  return (
    <Stack gap="md">
      <Title order={2}>{say('privacy.title')}</Title>
      <Retention />
      <Erase />
      <Download of="backup" ending="db" />
      <Download of="support" ending="json" />
    </Stack>
  );
}

function Card({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Title order={3} size="h5" id={id} mb={4}>
        {title}
      </Title>
      {hint && (
        <Text size="sm" c="dimmed" mb="sm" maw={720}>
          {hint}
        </Text>
      )}
      {children}
    </Paper>
  );
}

function Retention() {
  const { data } = useQuery({
    queryKey: ['privacy', 'retention'],
    queryFn: () => call<RetentionView>('GET', '/privacy/retention'),
  });
  if (!data) return null;
  const { days, lastAt, nextAt, receipts = 0, sales = 0 } = data;
  return (
    <Card title={say('privacy.retention.title')}>
      <Text size="sm">
        {days === 0 ? say('privacy.retention.forever') : say('privacy.retention.days', { count: days })}{' '}
        {say('privacy.retention.figures')}
      </Text>
      {days > 0 && (
        <Text size="sm" c="dimmed">
          {lastAt === undefined
            ? say('privacy.retention.never')
            : say('privacy.retention.last', { when: when(lastAt), receipts, sales })}{' '}
          {say('privacy.retention.next', { when: when(nextAt) })}
        </Text>
      )}
    </Card>
  );
}

/** Asks once more before it erases: what is erased doesn't come back. */
function Erase() {
  const [contact, setContact] = useState('');
  const [asked, setAsked] = useState(false);
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: () => call<ErasedView>('POST', '/privacy/erase', { contact }),
    onSettled: () => setAsked(false),
    onSuccess: () => setContact(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asked) mutate();
    else setAsked(contact.trim() !== '');
  };
  return (
    <Card title={say('privacy.erase.title')} hint={say('privacy.erase.hint')}>
      <form onSubmit={submit}>
        <Stack gap="sm" align="flex-start">
          <TextInput
            label={say('privacy.erase.contact')}
            value={contact}
            autoComplete="off"
            w="100%"
            maw={360}
            error={error?.message}
            onChange={(event) => {
              setContact(event.currentTarget.value);
              setAsked(false);
              reset();
            }}
          />
          {asked ? (
            <Group gap="xs" role="alert">
              <Text size="sm">{say('privacy.erase.question')}</Text>
              <Button type="submit" size="xs" color="red" loading={isPending}>
                {say('privacy.erase.sure')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setAsked(false)}>
                {say('privacy.erase.keep')}
              </Button>
            </Group>
          ) : (
            <Button type="submit" size="xs" variant="default" disabled={contact.trim() === ''}>
              {say('privacy.erase.button')}
            </Button>
          )}
        </Stack>
      </form>
      {data && <Done erased={data} />}
    </Card>
  );
}

function Done({ erased: { deliveries, cancelled, sales, beyond } }: { erased: ErasedView }) {
  return (
    <Stack gap={4} mt="md" role="status">
      <Text size="sm" fw={600}>
        {deliveries + sales === 0
          ? say('privacy.erase.nothing')
          : `✓ ${say('privacy.erase.done', { deliveries, cancelled, sales })}`}
      </Text>
      <Text size="sm">{say('privacy.erase.beyond')}</Text>
      <List size="sm">
        {beyond.map((place) => (
          <List.Item key={place}>{place}</List.Item>
        ))}
      </List>
    </Stack>
  );
}

function Download({ of, ending }: { of: 'backup' | 'support'; ending: string }) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const answer = await ask('POST', of === 'backup' ? '/privacy/backup' : '/privacy/support-bundle');
      const named = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '');
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = named?.[1] ?? `kvitok.${ending}`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  return (
    <Card title={say(`privacy.${of}.title`)} hint={say(`privacy.${of}.hint`)}>
      <Button size="xs" variant="default" loading={isPending} onClick={() => mutate()}>
        {say(`privacy.${of}.button`)}
      </Button>
      {error && (
        <Alert color="red" mt="sm" title={`✕ ${say('privacy.failed')}`}>
          {error.message}
        </Alert>
      )}
    </Card>
  );
}
