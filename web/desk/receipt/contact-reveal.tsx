import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { call, Refused } from '../../parts/api.ts';
import { say } from '../say.ts';

const SHOWN_MS = 60_000;

/** The masked contact, and the whole one for a minute to who asks; the service writes down who it was. */
export function ContactReveal({ deliveryId, masked }: { deliveryId: string; masked: string }) {
  const [whole, setWhole] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (whole === undefined) return;
    const timer = setTimeout(() => setWhole(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [whole]);
  const show = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setWhole((await call<{ contact: string }>('GET', `/deliveries/${deliveryId}/contact`)).contact);
    } catch (error) {
      setProblem(error instanceof Refused ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <Group gap="xs">
        <Text fw={600} className="receipt-contact">
          {whole ?? masked}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          onClick={() => (whole === undefined ? void show() : setWhole(undefined))}
        >
          {say(whole === undefined ? 'journal.page.show' : 'journal.page.hide')}
        </Button>
      </Group>
      <div aria-live="polite">
        {whole !== undefined && <Text size="xs">{say('journal.page.shown')}</Text>}
        {problem !== undefined && <Text size="xs">✕ {problem}</Text>}
      </div>
    </div>
  );
}
