import { Alert, Anchor, Button, Center, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import type { ReceiptSaleView } from '../../../src/server/api/journal.ts';
import { Refused } from '../../parts/api.ts';
import { roubles } from '../../parts/roubles.ts';
import { SendForm } from '../delivery/send-form.tsx';
import { useActions } from '../delivery/use-actions.tsx';
import { lastJournal } from '../journal/filters.ts';
import { dated, say, when } from '../say.ts';
import { DeliveryCard } from './delivery-card.tsx';
import './receipt.css';
import { useReceipt } from './use-receipt.ts';
import { Views } from './views.tsx';

/** One receipt: what the buyer got, where it was sent and how each attempt ended. */
export default function Page() {
  const { id = '' } = useParams();
  const { receipt, deliveries, put } = useReceipt(id);
  const actions = useActions(put);
  const [chosenId, setChosenId] = useState<string>();
  const [sending, setSending] = useState(false);
  if (receipt.isPending)
    return (
      <Center mih="40vh">
        <Loader aria-label={say('desk.loading')} />
      </Center>
    );
  if (receipt.error) return <Failed error={receipt.error} again={() => void receipt.refetch()} />;
  const kept = receipt.data;
  const { total, fiscalDocumentNumber, dateTime, sale } = kept;
  const list = deliveries.data ?? [];
  const chosen = list.find((one) => one.id === chosenId) ?? list[0];

  return (
    <Stack gap="md">
      <Anchor component={Link} href={lastJournal()}>
        ← {say('journal.page.back')}
      </Anchor>
      <div>
        <Title order={1}>{say('journal.page.title', { total: roubles(total).replaceAll(' ', '\u00a0') })}</Title>
        <Text>
          {say('journal.page.number', { number: fiscalDocumentNumber })},{' '}
          {say('journal.page.from', { date: dated(new Date(dateTime).getTime()) })}
        </Text>
        {sale && <SaleLine sale={sale} />}
      </div>
      <div className="receipt-columns">
        <Stack gap="sm">
          <Group justify="space-between">
            <Title order={2} size="h3">
              {say('journal.page.deliveries')}
            </Title>
            {!sending && (
              <Button size="compact-md" variant="default" onClick={() => setSending(true)}>
                {say('journal.page.send')}
              </Button>
            )}
          </Group>
          {sending && (
            <SendForm
              receipt={{ receiptId: kept.id, total, fiscalDocumentNumber }}
              send={actions.send}
              onClose={() => setSending(false)}
            />
          )}
          {deliveries.isPending && <Loader size="sm" aria-label={say('desk.loading')} />}
          {deliveries.error && <Text>✕ {deliveries.error.message}</Text>}
          {deliveries.data?.length === 0 && <Text>{say('journal.page.noDeliveries')}</Text>}
          {list.map((delivery) => (
            <DeliveryCard
              key={delivery.id}
              delivery={delivery}
              actions={actions}
              isChosen={delivery.id === chosen?.id}
              onChoose={() => setChosenId(delivery.id)}
            />
          ))}
        </Stack>
        <section aria-label={say('journal.page.view')}>
          {!deliveries.isPending && <Views key={chosen?.id ?? ''} kept={kept} chosen={chosen} />}
        </section>
      </div>
    </Stack>
  );
}

function SaleLine({ sale }: { sale: ReceiptSaleView }) {
  const { register, registerName, documentId, fiscalisedAt } = sale;
  return (
    <Text>
      {say('journal.page.sale')}: {say('journal.page.saleOf', { register: registerName, time: when(fiscalisedAt) })}
      {documentId !== undefined && `, ${say('journal.page.document', { id: documentId })}`}.{' '}
      <Anchor href={`/till/${encodeURIComponent(register)}`}>{say('journal.page.toTill')}</Anchor>
    </Text>
  );
}

function Failed({ error, again }: { error: Error; again(): void }) {
  const isMissing = error instanceof Refused && error.status === 404;
  return (
    <Stack align="flex-start">
      <Title order={1}>{say(isMissing ? 'journal.page.missing' : 'journal.page.failed')}</Title>
      {isMissing ? (
        <Text>{say('journal.page.missingHint')}</Text>
      ) : (
        <Alert color="red" role="alert">
          {error.message}
        </Alert>
      )}
      <Group>
        {!isMissing && (
          <Button variant="default" onClick={again}>
            {say('journal.tryAgain')}
          </Button>
        )}
        <Button component={Link} href={lastJournal()} variant="default">
          {say('journal.page.back')}
        </Button>
      </Group>
    </Stack>
  );
}
