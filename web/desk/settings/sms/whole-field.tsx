import { NumberInput } from '@mantine/core';
import { language } from '../../../parts/api.ts';

interface Props {
  label: string;
  description?: string;
  value: number;
  min?: number;
  max: number;
  error: string | undefined;
  onChange(value: number): void;
}

/** A whole number, as the reader writes it; empty counts as the least. */
export function WholeField({ value, min = 0, onChange, ...rest }: Props) {
  return (
    <NumberInput
      {...rest}
      value={value}
      min={min}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator={language === 'ru' ? ' ' : ','}
      onChange={(typed) => onChange(typed === '' ? min : Number(typed))}
    />
  );
}
