import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import type { DeliveryView } from '../../../src/server/api.ts';
import { SendForm } from './send-form.tsx';
import { type Actions, actionsOf, actionWord } from './use-actions.tsx';

type FormName = 'elsewhere' | 'bySms';

interface Deeds {
  delivery: DeliveryView;
  actions: Actions;
  size: NonNullable<ButtonProps['size']>;
  /** Said to a screen reader behind the button's word, where several deliveries have such buttons. */
  of?: string;
}

/** What may be done with a delivery: its buttons, and the form that one of them opens, each to stand where the page wants it. */
export function useDeeds({ delivery, actions, size, of }: Deeds) {
  const [form, setForm] = useState<FormName>();
  const act = { now: actions.now, cancel: actions.cancel, again: actions.again };
  const buttons = actionsOf(delivery).map((action) => {
    const word = actionWord(action, delivery);
    const opens = action === 'elsewhere' || action === 'bySms' ? action : undefined;
    return (
      <Button
        key={action}
        size={size}
        variant="default"
        disabled={actions.busy === delivery.id}
        {...(of === undefined ? {} : { 'aria-label': `${word}: ${of}` })}
        aria-expanded={opens && form === opens}
        onClick={() => {
          if (action === 'elsewhere' || action === 'bySms') setForm(form === action ? undefined : action);
          else void act[action](delivery);
        }}
      >
        {word}
      </Button>
    );
  });
  const opened = form !== undefined && (
    <SendForm bySms={form === 'bySms'} receipt={delivery} send={actions.send} onClose={() => setForm(undefined)} />
  );
  return { buttons, opened };
}
