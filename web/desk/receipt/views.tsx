import { Anchor, Button, CopyButton, Group, Image, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageView } from '../../../src/server/api/journal.ts';
import type { DeliveryView, SmsPreviewView } from '../../../src/server/api.ts';
import { call } from '../../parts/api.ts';
import { say } from '../say.ts';
import type { KeptReceipt } from './use-receipt.ts';

type Tab = 'letter' | 'pdf' | 'sms' | 'qr' | 'json';
const TABS: Tab[] = ['letter', 'pdf', 'sms', 'qr', 'json'];

/** What the buyer got: the letter or the SMS of the chosen delivery, and the other forms of the receipt. */
export function Views({ kept, chosen }: { kept: KeptReceipt; chosen: DeliveryView | undefined }) {
  const [tab, setTab] = useState<Tab>();
  const shown = tab ?? (chosen?.channel === 'sms' ? 'sms' : 'letter');
  return (
    <Tabs
      value={shown}
      onChange={(value) => setTab(TABS.find((one) => one === value))}
      keepMounted={false}
      aria-label={say('journal.page.view')}
    >
      <Tabs.List>
        {TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {say(`journal.page.tabs.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="letter" pt="md">
        <Letter kept={kept} delivery={chosen?.channel === 'email' ? chosen : undefined} />
      </Tabs.Panel>
      <Tabs.Panel value="pdf" pt="md">
        <Stack gap="xs">
          <Text>{say('journal.page.pdfHint')}</Text>
          <Group gap="xs">
            <Button component="a" href={`/api/v1/receipts/${kept.id}.pdf`} target="_blank" rel="noopener">
              {say('journal.page.openPdf')}
            </Button>
            <Button component="a" variant="default" href={`/api/v1/receipts/${kept.id}.pdf`} download={pdfName(kept)}>
              {say('journal.page.save')}
            </Button>
          </Group>
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="sms" pt="md">
        <Sms kept={kept} delivery={chosen?.channel === 'sms' ? chosen : undefined} />
      </Tabs.Panel>
      <Tabs.Panel value="qr" pt="md">
        <Qr kept={kept} />
      </Tabs.Panel>
      <Tabs.Panel value="json" pt="md">
        <Json kept={kept} />
      </Tabs.Panel>
    </Tabs>
  );
}

const pdfName = ({ fiscalDocumentNumber }: KeptReceipt): string => `${fiscalDocumentNumber}.pdf`;

const useMessage = (delivery: DeliveryView | undefined) =>
  useQuery({
    queryKey: ['message', delivery?.id],
    enabled: delivery !== undefined,
    queryFn: () => call<MessageView>('GET', `/deliveries/${delivery?.id}/message`),
  });

function Letter({ kept, delivery }: { kept: KeptReceipt; delivery: DeliveryView | undefined }) {
  const { data } = useMessage(delivery);
  const letter = data?.kind === 'letter' ? data : undefined;
  const address = delivery ? `/api/v1/deliveries/${delivery.id}/message.html` : `/api/v1/receipts/${kept.id}.html`;
  return (
    <Stack gap="xs">
      {letter ? (
        <div>
          <Text size="sm">{say('journal.page.sender', { sender: letter.from })}</Text>
          <Text size="sm">{say('journal.page.subject', { subject: letter.subject })}</Text>
        </div>
      ) : (
        delivery === undefined && <Text size="sm">{say('journal.page.byDefault')}</Text>
      )}
      {letter?.files.map((name) => (
        <Anchor key={name} size="sm" href={`/api/v1/deliveries/${delivery?.id}/message.pdf`} target="_blank">
          {say('journal.page.attached', { name })}
        </Anchor>
      ))}
      <iframe className="receipt-letter" sandbox="" src={address} title={say('journal.page.letterFrame')} />
    </Stack>
  );
}

function Sms({ kept, delivery }: { kept: KeptReceipt; delivery: DeliveryView | undefined }) {
  const { data: message } = useMessage(delivery);
  const preview = useQuery({
    queryKey: ['sms-preview', kept.id],
    enabled: delivery === undefined,
    queryFn: () => call<SmsPreviewView>('POST', '/settings/sms/preview', { receipt: kept.id }),
  });
  const sms = message?.kind === 'sms' ? message : undefined;
  const text = sms?.text ?? preview.data?.sample?.text;
  const parts = sms?.parts ?? preview.data?.sample?.parts;
  if (preview.error) return <Text>✕ {preview.error.message}</Text>;
  return (
    <Stack gap="xs">
      {sms ? (
        <Text size="sm">
          {say('journal.page.sender', { sender: sms.sender === '' ? say('journal.page.noSender') : sms.sender })}
        </Text>
      ) : (
        delivery === undefined && <Text size="sm">{say('journal.page.byDefault')}</Text>
      )}
      {text !== undefined && <p className="receipt-sms">{text}</p>}
      {parts !== undefined && <Text size="sm">{say('journal.page.parts', { count: parts })}</Text>}
    </Stack>
  );
}

function Qr({ kept }: { kept: KeptReceipt }) {
  const [broken, setBroken] = useState(false);
  if (broken) return <Text>{say('journal.page.noQr')}</Text>;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{say('journal.page.qrHint')}</Text>
      <Image
        className="receipt-qr"
        src={`/api/v1/receipts/${kept.id}.png`}
        alt={say('journal.page.tabs.qr')}
        w={240}
        onError={() => setBroken(true)}
      />
    </Stack>
  );
}

function Json({ kept }: { kept: KeptReceipt }) {
  const text = JSON.stringify(kept.receipt, null, 2);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm">{say('journal.page.jsonHint')}</Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {say(copied ? 'journal.page.copied' : 'journal.page.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <section className="receipt-json" aria-label={say('journal.page.tabs.json')}>
        <pre>{text}</pre>
      </section>
    </Stack>
  );
}
