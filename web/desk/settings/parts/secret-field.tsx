import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { say } from '../../say.ts';
import { isSecret } from '../draft.ts';

interface Shown {
  label: string;
  /** `{ set }` as the service tells it, or what was typed. */
  value: unknown;
  onChange(value: string): void;
  /** Takes back what was typed, so that the kept one stays. */
  onKeep(): void;
  error?: string | undefined;
  description?: string;
}

/** A secret: it can be written and never read; a kept one is shown as dots with «изменить». */
export function SecretField({ label, value, onChange, onKeep, error, description }: Shown) {
  const [open, setOpen] = useState(false);
  const kept = isSecret(value) && value.set;
  const typed = typeof value === 'string';
  useEffect(() => {
    if (!typed) setOpen(false);
  }, [typed]);
  if (kept && !open)
    return (
      <div>
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <Group gap="sm">
          <Text aria-hidden="true">••••••••</Text>
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpen(true)}
            aria-label={`${label}: ${say('settingsPages.secret.change')}`}
          >
            {say('settingsPages.secret.change')}
          </Button>
        </Group>
      </div>
    );
  return (
    <Group align="flex-end" gap="sm">
      <PasswordInput
        flex={1}
        label={label}
        description={description}
        autoComplete="new-password"
        value={typed ? value : ''}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {open && (
        <Button
          variant="default"
          onClick={() => {
            setOpen(false);
            onKeep();
          }}
        >
          {say('settingsPages.secret.keep')}
        </Button>
      )}
    </Group>
  );
}
