import { Button, Group, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { say } from '../../say.ts';

/** Facts of the receipt that make sense in a subject, by the names that are offered. */
const offered = ['номер', 'сумма', 'день', 'магазин'];

/** The template of the subject, with facts of the receipt to insert where the cursor is. */
export function SubjectField(props: { value: string; error: string | undefined; onChange(value: string): void }) {
  const { value, error, onChange } = props;
  const field = useRef<HTMLInputElement>(null);
  const insert = (name: string) => {
    const { selectionStart, selectionEnd } = field.current ?? {};
    const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
    onChange(`${value.slice(0, from)}{{ ${name} }}${value.slice(to)}`);
    field.current?.focus();
  };
  return (
    <div>
      <TextInput
        ref={field}
        label={say('emailPage.subject')}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap={4} mt={4}>
        {offered.map((name) => (
          <Button key={name} variant="default" size="compact-xs" onClick={() => insert(name)}>
            + {name}
          </Button>
        ))}
      </Group>
    </div>
  );
}
