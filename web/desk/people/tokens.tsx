import { Button, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { TokenView } from '../../../src/server/api/access.ts';
import { call } from '../../parts/api.ts';
import { askSure, Dialog } from '../dialog.tsx';
import { dayOf, say, when } from '../say.ts';
import { List } from './list.tsx';
import { Section } from './section.tsx';
import { TokenForm } from './token-form.tsx';
import { useAct } from './use-act.ts';

/** The keys of programs. */
export function Tokens() {
  const { data, isPending, error } = useQuery({
    queryKey: ['tokens'],
    queryFn: () => call<{ tokens: TokenView[] }>('GET', '/tokens'),
  });
  const [making, { open, close }] = useDisclosure(false);
  const { act } = useAct();
  const tokens = data?.tokens ?? [];
  const revoke = ({ id, name }: TokenView) =>
    askSure(say('access.revokeTitle', { name }), say('access.revokeText'), say('access.revoke'), () =>
      act({ method: 'DELETE', path: `/tokens/${id}`, done: say('access.revoked', { name }) }),
    );
  return (
    <>
      <Section
        title={say('access.tokens')}
        hint={say('access.tokensHint')}
        action={
          <Button variant="default" onClick={open}>
            {say('access.makeToken')}
          </Button>
        }
        waiting={isPending}
        error={error}
        empty={tokens.length === 0 ? say('access.noTokens') : undefined}
      >
        <List head={[say('access.tokenName'), say('access.may'), say('access.used')]}>
          {tokens.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Td>
                <Text>{token.name}</Text>
                <Text size="xs" c="dimmed">
                  {token.hint}… ·{' '}
                  {token.expiresAt === null
                    ? say('access.noEnd')
                    : say(token.expiresAt > Date.now() ? 'access.until' : 'access.over', {
                        day: dayOf(token.expiresAt),
                      })}
                </Text>
              </Table.Td>
              <Table.Td>{token.scopes.map((scope) => say(`access.scopes.${scope}`)).join(', ')}</Table.Td>
              <Table.Td visibleFrom="sm">{token.usedAt === null ? say('access.never') : when(token.usedAt)}</Table.Td>
              <Table.Td ta="right">
                <Button
                  variant="default"
                  size="xs"
                  aria-label={say('access.revokeNamed', { name: token.name })}
                  onClick={() => revoke(token)}
                >
                  {say('access.revoke')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </List>
      </Section>
      <Dialog opened={making} onClose={close} title={say('access.makeToken')}>
        <TokenForm onDone={close} />
      </Dialog>
    </>
  );
}
