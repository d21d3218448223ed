import { Stack, Title } from '@mantine/core';
import { say } from '../say.ts';
import { Audit } from './audit.tsx';
import { People } from './people.tsx';
import { Tokens } from './tokens.tsx';

/** Who may work with the service, programs too, and what they did. */
export default function Page() {
  return (
    <Stack gap="xl">
      <Title order={1}>{say('access.title')}</Title>
      <People />
      <Tokens />
      <Audit />
    </Stack>
  );
}
