import { NumberInput } from '@mantine/core';
import { parseRoubles } from '../../../../src/receipt/money.ts';
import { language } from '../../../parts/api.ts';

interface Props {
  label: string;
  description: string;
  kopecks: number;
  error: string | undefined;
  onChange(kopecks: number): void;
}

/** A sum in roubles, as the reader writes it. */
export function MoneyField({ label, description, kopecks, error, onChange }: Props) {
  return (
    <NumberInput
      label={label}
      description={description}
      error={error}
      value={kopecks / 100}
      min={0}
      decimalScale={2}
      decimalSeparator={language === 'ru' ? ',' : '.'}
      thousandSeparator={language === 'ru' ? ' ' : ','}
      suffix=" ₽"
      hideControls
      onValueChange={({ value }, { source }) => {
        const typed = parseRoubles(value === '' ? '0' : value);
        if (source === 'event' && typed !== undefined) onChange(typed);
      }}
    />
  );
}
