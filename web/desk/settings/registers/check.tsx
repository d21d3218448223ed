import { Alert, Button, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { RegisterView } from '../../../../src/server/api/settings.ts';
import type { RegisterCheckView } from '../../../../src/server/api.ts';
import { call, language, Refused } from '../../../parts/api.ts';
import { say } from '../../say.ts';
import { isSecret } from '../draft.ts';
import { useOutdated } from '../parts/use-outdated.ts';

const facts = [
  'model',
  'serialNumber',
  'registrationNumber',
  'fiscalDriveNumber',
  'ffd',
  'name',
  'inn',
  'settlementAddress',
  'settlementPlace',
  'senderAddress',
] as const;

/** «Проверить связь», on the register as it is typed: what it tells of itself, or why it does not. */
export function Check({ register, kept }: { register: RegisterView; kept: RegisterView | undefined }) {
  const [told, setTold] = useState<RegisterCheckView>();
  const [refused, setRefused] = useState<string>();
  const [asking, setAsking] = useState(false);
  const { kind, url, login, password, device } = register;
  const { outdated, mark } = useOutdated({ kind, url, login, password, device }, kept);
  const ask = async () => {
    setAsking(true);
    mark();
    setTold(undefined);
    setRefused(undefined);
    try {
      setTold(await call<RegisterCheckView>('POST', '/settings/registers/check', register));
    } catch (error) {
      setRefused(error instanceof Refused ? error.message : String(error));
    } finally {
      setAsking(false);
    }
  };
  const moved = kept !== undefined && (kept.url !== register.url || kept.kind !== register.kind);
  return (
    <Stack gap="sm">
      {moved && isSecret(register.password) && register.password.set && (
        <Text size="sm">{say('registersPage.secretAgain')}</Text>
      )}
      <Button variant="light" loading={asking} onClick={() => void ask()} style={{ alignSelf: 'start' }}>
        {say('registersPage.check')}
      </Button>
      <div role="status">
        {told && (told.ok ? <Told told={told} /> : <NotTold told={told} />)}
        {refused !== undefined && <Alert color="red">{refused}</Alert>}
        {(told || refused !== undefined) && outdated && (
          <Text mt="sm" fw={600}>
            ! {say('settingsPages.check.outdated')}
          </Text>
        )}
      </div>
    </Stack>
  );
}

function NotTold({ told: { problem, reply } }: { told: RegisterCheckView }) {
  return (
    <Alert color="red" title={`✕ ${say('registersPage.failed')}`}>
      {problem}
      {reply !== undefined && (
        <Text size="xs" ff="monospace">
          {reply}
        </Text>
      )}
    </Alert>
  );
}

function Told({ told }: { told: RegisterCheckView }) {
  const { shift, shiftNumber, paper, clock, electronically, milliseconds, notes } = told;
  const rows: [string, string][] = [];
  const row = (name: Parameters<typeof factName>[0], value: string | undefined) => {
    if (value !== undefined) rows.push([factName(name), value]);
  };
  row('shift', shift && `${shiftNumber ? `№ ${shiftNumber}, ` : ''}${say(`registersPage.shift.${shift}`)}`);
  row('paper', paper === undefined ? undefined : say(`registersPage.paper.${paper ? 'yes' : 'no'}`));
  row('clock', clock && localTime(clock));
  for (const fact of facts) row(fact, told[fact]);
  if (electronically === 'yes' || electronically === 'no')
    row('electronically', say(`registersPage.electronic.${electronically}`));
  return (
    <Stack gap="xs">
      <Text fw={600}>
        <Text span c="var(--good)" fw={600}>
          ✓
        </Text>{' '}
        {say('registersPage.ok')}{' '}
        <Text span size="sm">
          {say('registersPage.milliseconds', { count: milliseconds })}
        </Text>
      </Text>
      {notes.map((note) => (
        <Text key={note} size="sm">
          <Text span c="var(--care)" fw={600}>
            !
          </Text>{' '}
          {note}
        </Text>
      ))}
      <Table aria-label={say('registersPage.check')} layout="fixed">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

const factName = (name: (typeof facts)[number] | 'shift' | 'paper' | 'clock' | 'electronically') =>
  say(`registersPage.fact.${name}`);

/** The register's own time, which has no zone: it is written as it is. */
const localTime = (text: string): string =>
  new Date(`${text}Z`).toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone: 'UTC',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
