import { PasswordInput, TextInput } from '@mantine/core';
import { say } from './say.ts';

interface EntryFieldProps {
  label: string;
  description?: string;
  autoComplete: string;
  autoFocus?: boolean;
  value: string;
  error?: string | undefined;
  onChange(value: string): void;
}

const shown = ({ autoFocus = false, onChange, ...props }: EntryFieldProps) => ({
  ...props,
  required: true,
  withAsterisk: false,
  // The first is for pages, the second for windows over them.
  autoFocus,
  'data-autofocus': autoFocus || undefined,
  onChange: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
});

/** A field that has to be filled in. */
export const EntryField = (props: EntryFieldProps) => <TextInput {...shown(props)} />;

/** A password that has to be typed; it can be shown. */
export const PasswordField = (props: EntryFieldProps) => (
  <PasswordInput visibilityToggleButtonProps={{ 'aria-label': say('access.showPassword') }} {...shown(props)} />
);
