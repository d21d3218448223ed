import { Title } from '@mantine/core';
import { say } from '../../say.ts';

export default function Page() {
  return <Title order={2}>{say('settingsPages.data')}</Title>;
}
