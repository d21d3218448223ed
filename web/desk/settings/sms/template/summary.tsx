import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import type { FilledSmsView, SmsPreviewView } from '../../../../../src/server/api.ts';
import { say, when } from '../../../say.ts';
import { sumOf } from '../money.ts';

/** «2 части · 70 + 24 знака · около 6,40 ₽», why it is so many, and fewer by a click. */
export function Summary({ preview, onLatin }: { preview: SmsPreviewView; onLatin(template: string): void }) {
  const { sample, longest, latin, price } = preview;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="sms-summary">
      <Stack gap="xs" align="flex-start">
        <Title order={3} size="h5" id="sms-summary">
          {say('smsTemplatePage.summary')}
        </Title>
        {sample ? (
          <>
            <Text fw={600} aria-live="polite">
              {headline(sample, price)}
            </Text>
            <Text size="sm">
              {price
                ? say('smsTemplatePage.priceAt', { sum: sumOf(price), when: when(price.at) })
                : say('smsTemplatePage.noPrice')}
            </Text>
            <Text size="sm">{reason(sample)}</Text>
            <Text size="sm">{say('smsTemplatePage.left', { count: sample.left })}</Text>
            {longest && longest.parts > sample.parts && (
              <Text size="sm">{say('smsTemplatePage.longest', { count: longest.parts })}</Text>
            )}
            {latin !== undefined && sample.latin.saved > 0 && (
              <Button variant="light" size="xs" onClick={() => onLatin(latin)}>
                {say('smsTemplatePage.latin', { count: sample.latin.parts })}
              </Button>
            )}
          </>
        ) : (
          <Text size="sm">{say('smsTemplatePage.cannotFill')}</Text>
        )}
      </Stack>
    </Paper>
  );
}

function headline({ parts, partUnits }: FilledSmsView, price: SmsPreviewView['price']): string {
  const last = partUnits.at(-1) ?? 0;
  const units = say('smsTemplatePage.units', { count: last }).replace(String(last), partUnits.join(' + '));
  return [
    say('smsTemplatePage.parts', { count: parts }),
    units,
    ...(price ? [say('smsTemplatePage.about', { sum: sumOf({ ...price, kopecks: price.kopecks * parts }) })] : []),
  ].join(' · ');
}

function reason({ encoding, forcing }: FilledSmsView): string {
  if (encoding === 'GSM-7') return '';
  const isCyrillic = ({ sign }: { sign: string }) => /\p{Script=Cyrillic}/u.test(sign);
  const others = forcing.filter((one) => !isCyrillic(one)).map(({ sign }) => visible(sign));
  if (!forcing.some(isCyrillic)) return say('smsTemplatePage.signs', { signs: others.join(' ') });
  return others.length === 0
    ? say('smsTemplatePage.cyrillic')
    : say('smsTemplatePage.cyrillicAnd', { signs: others.join(' ') });
}

/** A sign that can't be seen is named by its code. */
const visible = (sign: string) =>
  /^[\p{Z}\p{C}]$/u.test(sign) ? `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` : sign;
