import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { DeliveryView } from '../../../src/server/api.ts';
import { roubles } from '../../parts/roubles.ts';
import { say } from '../say.ts';
import type { Actions } from './use-actions.tsx';
import './delivery.css';

export interface SendFormProps {
  /** Only a telephone will do. */
  bySms?: boolean;
  /** The receipt that is sent, for the line that says so. */
  receipt: Pick<DeliveryView, 'receiptId' | 'total' | 'fiscalDocumentNumber'>;
  send: Actions['send'];
  onClose(): void;
}

/** One field: where the receipt is to go besides. Stands where it was asked for, not over it. */
export function SendForm({ bySms = false, receipt, send, onClose }: SendFormProps) {
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (to.trim() === '') return setProblem(say('contact.empty'));
    setBusy(true);
    const said = await send(receipt.receiptId, { to, ...(bySms ? { channel: 'sms' } : {}) });
    setBusy(false);
    if (said === undefined) onClose();
    else setProblem(said);
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      aria-label={say(bySms ? 'journal.dialog.bySms' : 'journal.dialog.elsewhere')}
      className="delivery-form"
      noValidate
    >
      <Stack gap="xs">
        <TextInput
          autoFocus
          label={say(bySms ? 'journal.dialog.phone' : 'journal.dialog.contact')}
          type={bySms ? 'tel' : 'text'}
          inputMode={bySms ? 'tel' : 'email'}
          autoComplete="off"
          value={to}
          error={problem}
          onChange={(event) => {
            setTo(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <Text size="sm">
          {say('journal.dialog.receipt', {
            total: roubles(receipt.total ?? 0),
            number: receipt.fiscalDocumentNumber ?? '—',
          })}
        </Text>
        <Group gap="xs">
          <Button type="submit" size="sm" loading={busy}>
            {say('journal.dialog.send')}
          </Button>
          <Button size="sm" variant="default" onClick={onClose}>
            {say('journal.dialog.close')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
