import { Button, Group, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { say } from '../say.ts';

/** A text that is shown this once, to be taken along. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Over plain HTTP from another computer a browser has no clipboard to offer; what is selected can be copied by hand.
    field.current?.select();
    await navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <Group align="flex-end" wrap="nowrap">
      <TextInput
        ref={field}
        label={label}
        value={value}
        readOnly
        flex={1}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={() => void copy()}>
        {say(copied ? 'access.copied' : 'access.copy')}
      </Button>
    </Group>
  );
}
