import { Button, Modal, Table, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import type { TokenView } from '../../../src/server/api/access.ts';
import { call } from '../../parts/api.ts';
import { dayOf, say, when } from '../say.ts';
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
    modals.openConfirmModal({
      title: say('access.revokeTitle', { name }),
      children: <Text size="sm">{say('access.revokeText')}</Text>,
      labels: { confirm: say('access.revoke'), cancel: say('access.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': say('access.close') },
      onConfirm: () => act({ method: 'DELETE', path: `/tokens/${id}`, done: say('access.revoked', { name }) }),
    });
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
        <Table.ScrollContainer minWidth={320} type="native">
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('access.tokenName')}</Table.Th>
                <Table.Th>{say('access.may')}</Table.Th>
                <Table.Th visibleFrom="sm">{say('access.used')}</Table.Th>
                <Table.Th>
                  <VisuallyHidden>{say('access.actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
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
                  <Table.Td visibleFrom="sm">
                    {token.usedAt === null ? say('access.never') : when(token.usedAt)}
                  </Table.Td>
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
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
      <Modal
        opened={making}
        onClose={close}
        title={say('access.makeToken')}
        closeButtonProps={{ 'aria-label': say('access.close') }}
      >
        <TokenForm onDone={close} />
      </Modal>
    </>
  );
}
