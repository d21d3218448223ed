import { TextInput } from '@mantine/core';
import { say } from '../../say.ts';

interface Props {
  label: string;
  value: string;
  error: string | undefined;
  onChange(key: string): void;
}

/** A key to be set by pressing it. Keys that move about the page keep their work. */
export function KeyField({ label, value, error, onChange }: Props) {
  return (
    <TextInput
      label={label}
      description={say('formPage.keyHint')}
      readOnly
      value={value}
      error={error}
      onKeyDown={(event) => {
        const { key, ctrlKey, altKey, metaKey } = event;
        if (ctrlKey || altKey || metaKey || /^(?:Tab|Escape|Enter|Shift|CapsLock|Dead|Unidentified)$/.test(key)) return;
        event.preventDefault();
        onChange(key);
      }}
    />
  );
}
