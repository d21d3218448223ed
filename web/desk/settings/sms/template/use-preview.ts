import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SmsPreviewView } from '../../../../../src/server/api.ts';
import { call } from '../../../../parts/api.ts';

const PAUSE_MS = 150;

/** What the service says of a template as it is typed; the last answer stays until the next is there. */
export function usePreview(
  wanted: { template: string; receipt?: string },
  profile: string,
): SmsPreviewView | undefined {
  const [asked] = useDebouncedValue(JSON.stringify(wanted), PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['settings', 'sms-preview', profile, asked],
    queryFn: () =>
      call<SmsPreviewView>('POST', `/settings/sms/preview?profile=${profile}`, JSON.parse(asked) as object),
    placeholderData: keepPreviousData,
  });
  return data;
}
