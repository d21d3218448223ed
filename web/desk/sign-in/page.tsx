import { Title } from '@mantine/core';
import { say } from '../say.ts';

export default function Page() {
  return <Title order={1}>{say('desk.signIn')}</Title>;
}
