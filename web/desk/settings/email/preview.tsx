import { Alert, Card, Loader, NativeSelect, Stack, Tabs, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LetterPreviewView, SampleReceiptView } from '../../../../src/server/api/email-settings.ts';
import { ask, call } from '../../../parts/api.ts';
import { roubles } from '../../../parts/roubles.ts';
import { say } from '../../say.ts';

const REST_MS = 300;
/** In the dark the letter goes by this query of its own; here it is answered always. */
const asInTheDark = (html: string) => html.replaceAll('(prefers-color-scheme: dark)', '(min-width: 0)');

/** The letter as the buyer will see it, by what is typed and not saved yet: in the light, as PDF, in the dark. */
export function LetterPreview({ patch, profile }: { patch: Record<string, unknown>; profile: string }) {
  const [typed] = useDebouncedValue(JSON.stringify(looksOf(patch)), REST_MS);
  const [chosen, setChosen] = useState<string>();
  const samples = useQuery({
    queryKey: ['samples'],
    queryFn: () => call<SampleReceiptView[]>('GET', '/settings/samples'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const receipt = chosen ?? samples.data?.[0]?.id;
  const letter = useQuery({
    queryKey: ['letter-preview', profile, typed, receipt],
    queryFn: () =>
      call<LetterPreviewView>('POST', `/settings/email/preview?profile=${profile}`, {
        settings: JSON.parse(typed) as object,
        ...(receipt === undefined ? {} : { receipt }),
      }),
    enabled: receipt !== undefined,
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <Card withBorder component="section" aria-labelledby="letter-preview" padding="sm">
      <Stack gap="xs">
        <Text id="letter-preview" fw={600}>
          {say('emailPage.preview.title')}
        </Text>
        <NativeSelect
          label={say('emailPage.preview.sample')}
          value={receipt ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={(samples.data ?? []).map(({ id, title, total }) => ({
            value: id,
            label: `${title}, ${roubles(total)}`,
          }))}
        />
        {letter.error && <Alert color="red">{letter.error.message}</Alert>}
        {!letter.data && !letter.error && <Loader size="sm" aria-label={say('desk.loading')} />}
        {letter.data && (
          <>
            <Text size="sm">
              {say('emailPage.preview.from')} {letter.data.from}
              <br />
              {say('emailPage.preview.subject')} {letter.data.subject}
              {letter.data.attachments.map((name) => (
                <span key={name}>
                  <br />📎 {name}
                </span>
              ))}
            </Text>
            <Tabs defaultValue="letter" keepMounted={false}>
              <Tabs.List>
                {(['letter', 'pdf', 'dark', 'text'] as const).map((view) => (
                  <Tabs.Tab key={view} value={view}>
                    {say(`emailPage.preview.${view}`)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="letter">
                <Frame title={say('emailPage.preview.letter')} html={letter.data.html} />
              </Tabs.Panel>
              <Tabs.Panel value="dark">
                <Frame dark title={say('emailPage.preview.dark')} html={asInTheDark(letter.data.html)} />
              </Tabs.Panel>
              <Tabs.Panel value="pdf">
                <Pdf profile={profile} typed={typed} receipt={receipt} />
              </Tabs.Panel>
              <Tabs.Panel value="text">
                <Frame title={say('emailPage.preview.text')} html={`<pre>${escaped(letter.data.text)}</pre>`} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Stack>
    </Card>
  );
}

/** What of the typed fields changes the letter's looks; half an address is no reason to show none. */
function looksOf(patch: Record<string, unknown>): Record<string, unknown> {
  const whole = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(String(patch.login ?? ''));
  const names = ['subject', 'asPdf', 'withoutQr', 'senderName', ...(whole ? ['login'] : [])];
  return Object.fromEntries(Object.entries(patch).filter(([name]) => names.includes(name)));
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** No script runs in it and nothing is loaded from outside. */
function Frame({ title, html, dark = false }: { title: string; html: string; dark?: boolean }) {
  return (
    <iframe
      title={title}
      sandbox=""
      srcDoc={html}
      style={{
        width: '100%',
        height: 560,
        border: 0,
        colorScheme: dark ? 'dark' : 'light',
        background: dark ? '#111' : '#fff',
      }}
    />
  );
}

function Pdf({ profile, typed, receipt }: { profile: string; typed: string; receipt: string | undefined }) {
  const [url, setUrl] = useState<string>();
  const { data, error } = useQuery({
    queryKey: ['pdf-preview', profile, typed, receipt],
    queryFn: async () =>
      (
        await ask('POST', `/settings/email/preview.pdf?profile=${profile}`, {
          settings: JSON.parse(typed) as object,
          ...(receipt === undefined ? {} : { receipt }),
        })
      ).blob(),
  });
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (error) return <Alert color="red">{error.message}</Alert>;
  if (url === undefined) return <Loader size="sm" aria-label={say('desk.loading')} />;
  return <iframe title="PDF" src={url} style={{ width: '100%', height: 560, border: 0 }} />;
}
