import './template.css';
import { Alert, Button, Grid, Group, Loader, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SampleReceiptView } from '../../../../../src/server/api/email-settings.ts';
import { call } from '../../../../parts/api.ts';
import { roubles } from '../../../../parts/roubles.ts';
import { say } from '../../../say.ts';
import { Chips } from './chips.tsx';
import { Law } from './law.tsx';
import { Notes } from './notes.tsx';
import { Summary } from './summary.tsx';
import { TemplateField, type TemplateHand } from './template-field.tsx';
import { usePreview } from './use-preview.ts';

interface Props {
  /** The template as typed; empty stands for the usual one. */
  template: string;
  sender: string;
  profile: string;
  /** What the service had against it when it was to be saved. */
  refusal: string | undefined;
  onChange(template: string): void;
}

const LAST_RECEIPTS = 10;

/** «Шаблон SMS»: the text, below it what the buyer's phone shows, beside it what it takes and what the law wants. */
export function TemplateEditor({ template, sender, profile, refusal, onChange }: Props) {
  const [receipt, setReceipt] = useState<string>();
  const hand = useRef<TemplateHand>(null);
  const preview = usePreview({ template, ...(receipt === undefined ? {} : { receipt }) }, profile);
  if (!preview) return <Loader />;
  const text = template === '' ? preview.template : template;
  // An answer about an earlier text has its places elsewhere.
  const notes = preview.template === text ? preview.notes : [];
  const insert = (placeholder: string) => hand.current?.insert(placeholder);
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack>
          <Chips variables={preview.variables} onInsert={insert} />
          <Stack gap={4}>
            <TemplateField
              value={text}
              notes={notes}
              variables={preview.variables}
              invalid={notes.some(({ level }) => level === 'error')}
              describedBy="sms-template-hint sms-template-notes"
              hand={hand}
              onChange={onChange}
            />
            <Group justify="space-between">
              <Text size="sm" id="sms-template-hint">
                {template === '' ? say('smsTemplatePage.isUsual') : say('smsTemplatePage.fieldHint', { braces: '{{' })}
              </Text>
              {template !== '' && (
                <Button size="compact-sm" variant="subtle" onClick={() => onChange('')}>
                  {say('smsTemplatePage.usual')}
                </Button>
              )}
            </Group>
          </Stack>
          {refusal !== undefined && (
            <Alert color="red" role="alert" title={say('settingsPages.refused')}>
              {refusal}
            </Alert>
          )}
          <Notes
            id="sms-template-notes"
            template={text}
            notes={notes}
            onShow={(from, to) => hand.current?.select(from, to)}
            onReplace={(from, to, instead) => hand.current?.replace(from, to, instead)}
          />
          <section className="sms-phone" aria-label={say('smsTemplatePage.phone')}>
            <Text size="sm" ta="center" fw={600}>
              {sender || say('smsTemplatePage.noSender')}
            </Text>
            <p className="sms-bubble">{preview.sample?.text ?? say('smsTemplatePage.cannotFill')}</p>
          </section>
          <SampleChoice value={receipt} onChange={setReceipt} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>
          <Summary preview={preview} onLatin={(latin) => hand.current?.replace(0, text.length, latin)} />
          <Law list={preview.requisites} onInsert={insert} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

interface KnownReceipt {
  id: string;
  total: number;
  fiscalDocumentNumber: number;
}

function SampleChoice({ value, onChange }: { value: string | undefined; onChange(id: string | undefined): void }) {
  const { data } = useQuery({
    queryKey: ['receipts', LAST_RECEIPTS],
    queryFn: () => call<{ receipts: KnownReceipt[] }>('GET', `/receipts?limit=${LAST_RECEIPTS}`),
  });
  const { data: samples = [] } = useQuery({
    queryKey: ['samples'],
    queryFn: () => call<SampleReceiptView[]>('GET', '/settings/samples'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = (data?.receipts ?? []).map(({ id, total, fiscalDocumentNumber: number }) => ({
    value: id,
    label: say('smsTemplatePage.receipt', { number, sum: roubles(total) }),
  }));
  return (
    <Select
      label={say('smsTemplatePage.sample')}
      maw={360}
      allowDeselect={false}
      data={[
        { value: '', label: say('smsTemplatePage.example') },
        ...known,
        ...samples.map(({ id, title, total }) => ({ value: id, label: `${title}, ${roubles(total)}` })),
      ]}
      value={value ?? ''}
      onChange={(id) => onChange(id === '' || id === null ? undefined : id)}
    />
  );
}
