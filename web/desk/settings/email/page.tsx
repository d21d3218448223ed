import { Alert, Button, Grid, Stack, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { MailHintView } from '../../../../src/server/api/email-settings.ts';
import { call } from '../../../parts/api.ts';
import { Waiting } from '../../pages.tsx';
import { say } from '../../say.ts';
import { CheckSteps } from '../parts/check-steps.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { useCheck } from '../parts/use-check.ts';
import { useProfile } from '../profile.tsx';
import { useSection } from '../use-section.ts';
import { EmailFields, type EmailSettings } from './fields.tsx';
import { LetterPreview } from './preview.tsx';

const REST_MS = 250;

/** Settings → Почта: the mailbox, the check of what is typed, and the letter as the buyer will see it. */
export default function Page() {
  const profile = useProfile();
  const section = useSection<EmailSettings>('email', profile);
  const { login, password, host, port, security } = section.value ?? {};
  const check = useCheck({ login, password, host, port, security }, section.saved);
  const { hint, fresh } = useHint(section.value);
  const filledFor = useRef('');
  const { value, saved, setAll } = section;

  useEffect(() => {
    if (!value || !fresh || !hint.fill || value.login === saved?.login) return;
    const domain = value.login.slice(value.login.indexOf('@') + 1);
    // Once for each domain: whoever chooses another server afterwards means it.
    if (filledFor.current === domain) return;
    filledFor.current = domain;
    setAll(hint.fill);
  }, [hint, fresh, value, saved, setAll]);

  if (section.fault) return <Alert color="red">{section.fault.message}</Alert>;
  if (!value) return <Waiting />;
  return (
    <Stack>
      <Title order={2}>{say('settingsPages.email')}</Title>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack>
            <EmailFields section={section} hint={hint} />
            <SaveBar section={section}>
              <Button
                variant="default"
                loading={check.running}
                onClick={() =>
                  void check.run(`/settings/email/check?profile=${profile}`, { settings: section.patch() })
                }
              >
                {say('settingsPages.check.button')}
              </Button>
            </SaveBar>
            <CheckSteps check={check} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <LetterPreview patch={section.patch()} profile={profile} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** What is known of the mailbox that is typed; `fresh` once it is known of this very one. */
function useHint(value: EmailSettings | undefined): { hint: MailHintView; fresh: boolean } {
  const [login] = useDebouncedValue(value?.login ?? '', REST_MS);
  const [host] = useDebouncedValue(value?.host ?? '', REST_MS);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['mail-hint', login, host],
    queryFn: () =>
      call<MailHintView>(
        'GET',
        `/settings/email/hint?${new URLSearchParams({ login, host: host.includes('@') ? '' : host })}`,
      ),
    enabled: login !== '' || host !== '',
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });
  return {
    hint: data ?? NOTHING,
    fresh: !isPlaceholderData && login === value?.login && host === value.host,
  };
}

const NOTHING: MailHintView = {};
