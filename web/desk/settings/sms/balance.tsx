import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SmsBalanceView } from '../../../../src/server/api.ts';
import { call, Refused } from '../../../parts/api.ts';
import { say, when } from '../../say.ts';
import { useProfile } from '../profile.tsx';
import { sumOf } from './money.ts';

/** What is left on the account, as the provider told it, and what a part costs. */
export function Balance({ lowBalance }: { lowBalance: number }) {
  const profile = useProfile();
  const queries = useQueryClient();
  const key = ['settings', 'sms-balance', profile];
  const address = `/settings/sms/balance?profile=${profile}`;
  const { data } = useQuery({ queryKey: key, queryFn: () => call<SmsBalanceView>('GET', address) });
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const ask = async () => {
    setAsking(true);
    setRefused(undefined);
    try {
      queries.setQueryData(key, await call<SmsBalanceView>('GET', `${address}&fresh=true`));
    } catch (error) {
      setRefused(error instanceof Refused ? error.message : String(error));
    } finally {
      setAsking(false);
    }
  };
  if (!data) return null;
  const { balance, price, low, problem, reply } = data;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="sms-balance">
      <Stack gap="xs" align="flex-start">
        <Title order={3} size="h5" id="sms-balance">
          {balance ? say('smsPage.balance', { sum: sumOf(balance) }) : say('smsPage.balanceNever')}
        </Title>
        {balance && <Text size="sm">{say('smsPage.balanceAt', { when: when(balance.at) })}</Text>}
        {price && <Text size="sm">{say('smsPage.price', { sum: sumOf(price) })}</Text>}
        {low && (
          <Alert color="yellow">{say('smsPage.low', { sum: sumOf({ kopecks: lowBalance, currency: 'RUB' }) })}</Alert>
        )}
        <Button variant="default" size="xs" loading={asking} onClick={() => void ask()}>
          {say('smsPage.refresh')}
        </Button>
        {(refused ?? problem) !== undefined && (
          <Text size="sm" role="alert">
            {refused ?? problem}
          </Text>
        )}
        {reply !== undefined && (
          <Text size="xs" ff="monospace">
            {reply}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
