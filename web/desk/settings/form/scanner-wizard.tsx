import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ScannerReport } from '../../../till/keys/analyse.ts';
import { say } from '../../say.ts';
import { useRecorder } from './use-recorder.ts';

interface Props {
  pattern: string;
  onTake(habits: ScannerReport['habits']): void;
}

/** «Проверить сканер»: listens to one code and shows what came and how, to be taken over by a click. */
export function ScannerWizard({ pattern, onTake }: Props) {
  const [listening, setListening] = useState(false);
  const [heard, setHeard] = useState<ScannerReport | 'tooFew'>();
  const [taken, setTaken] = useState(false);
  useRecorder(listening, pattern, (report) => {
    setHeard(report ?? 'tooFew');
    setTaken(false);
    if (report) setListening(false);
  });
  const listen = () => {
    setHeard(undefined);
    setTaken(false);
    setListening(true);
    // No field may hold the focus: what comes is not for it.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const report = heard === 'tooFew' ? undefined : heard;
  return (
    <Stack gap="sm" align="flex-start">
      <Group>
        <Button variant="light" onClick={listen} disabled={listening}>
          {say(report ? 'form.check.again' : 'formPage.wizard')}
        </Button>
        {listening && (
          <Button variant="default" onClick={() => setListening(false)}>
            {say('formPage.stop')}
          </Button>
        )}
      </Group>
      <div role="status">
        {listening && <Text fw={600}>{say('form.check.ask')}</Text>}
        {heard === 'tooFew' && <Text>{say('formPage.tooFew')}</Text>}
        {!listening && !heard && <Text size="sm">{say('formPage.wizardHint')}</Text>}
      </div>
      {report && <Report report={report} />}
      {report && (
        <Button
          disabled={taken}
          onClick={() => {
            onTake(report.habits);
            setTaken(true);
          }}
        >
          {say(taken ? 'formPage.taken' : 'formPage.take')}
        </Button>
      )}
    </Stack>
  );
}

function Report({ report: { text, reading, prefix, suffix, layout, gaps, slow, habits } }: { report: ScannerReport }) {
  const rows: [string, string][] = [
    [say('form.check.came'), text === '' ? say('form.check.hidden') : text],
    [
      say('form.check.reading'),
      reading.ok ? reading.contact.value : say(`contact.device.${reading.reason.code}`, reading.reason.params),
    ],
    ...(prefix === '' ? [] : [[say('formPage.prefixFound'), prefix] satisfies [string, string]]),
    [say('form.check.suffix'), say(`form.check.suffixes.${suffix}`)],
    [say('form.check.layout'), say(`form.check.layouts.${layout}`)],
    [say('formPage.gap'), String(habits.gap)],
    [say('formPage.fast'), String(habits.fast)],
  ];
  return (
    <>
      <Table maw={560} layout="fixed" aria-label={say('formPage.wizard')}>
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
      {gaps && (
        <Text size="sm">
          {say('form.check.gaps', {
            min: Math.round(gaps.min),
            max: Math.round(gaps.max),
            median: Math.round(gaps.median),
          })}
        </Text>
      )}
      {slow && prefix === '' && <Alert color="yellow">{say('form.check.slow')}</Alert>}
    </>
  );
}
