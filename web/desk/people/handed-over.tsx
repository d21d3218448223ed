import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { say } from '../say.ts';
import { CopyField } from './copy-field.tsx';

interface HandedOverProps {
  text: string;
  label: string;
  /** Shown this once. */
  secret: string;
  onDone(): void;
  children?: ReactNode;
}

/** A password or a key that was just made, to be copied and handed over. */
export const HandedOver = ({ text, label, secret, onDone, children }: HandedOverProps) => (
  <Stack>
    <Text>{text}</Text>
    <CopyField label={label} value={secret} />
    {children}
    <Button onClick={onDone}>{say('access.done')}</Button>
  </Stack>
);
