import { Textarea } from '@mantine/core';
import { useState } from 'react';

interface Props {
  label: string;
  description?: string;
  value: readonly string[];
  error: string | undefined;
  onChange(lines: string[]): void;
}

/** A list of lines, as they are typed; empty ones don't count. */
export function LinesField({ label, description, value, error, onChange }: Props) {
  const [typed, setTyped] = useState(value.join('\n'));
  return (
    <Textarea
      label={label}
      description={description}
      error={error}
      autosize
      minRows={2}
      ff="monospace"
      spellCheck={false}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(
          currentTarget.value
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        );
      }}
    />
  );
}
