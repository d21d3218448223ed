import { Alert, Button, FileButton, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { PlanView } from '../../../../src/server/api/settings-history.ts';
import { call } from '../../../parts/api.ts';
import { say } from '../../say.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { saveSettingsFile } from './save-settings-file.ts';
import { SettingsPlan } from './settings-plan.tsx';

/** A file that was chosen, and what it would change. */
interface Chosen {
  name: string;
  content: unknown;
  plan: PlanView;
}

/** The settings to a file without secrets, and from one: what will change is shown before anything does. */
export function SettingsFileCard() {
  const queries = useQueryClient();
  const title = useId();
  /** The browser says nothing when the same file is chosen twice, mended or not, unless it forgets the first time. */
  const forget = useRef<() => void>(null);
  const [chosen, setChosen] = useState<Chosen>();
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);

  const tried = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    setDone(false);
    try {
      await work();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File | null) =>
    file !== null &&
    tried(async () => {
      setChosen(undefined);
      forget.current?.();
      const content = await readSettingsFile(file);
      const plan = await call<PlanView>('POST', '/settings/import?dry=true', content);
      setChosen({ name: file.name, content, plan });
    });
  const apply = ({ content }: Chosen) =>
    tried(async () => {
      await call<PlanView>('POST', '/settings/import', content);
      setChosen(undefined);
      setDone(true);
      await queries.invalidateQueries({ queryKey: ['settings'] });
    });

  return (
    <Stack component="section" aria-labelledby={title} align="flex-start">
      <Title order={2} id={title}>
        {say('dataPage.file.title')}
      </Title>
      <Text>{say('dataPage.file.hint')}</Text>
      <Group>
        <Button variant="default" onClick={() => void tried(saveSettingsFile)}>
          {say('dataPage.file.save')}
        </Button>
        <FileButton accept="application/json,.json" resetRef={forget} onChange={(file) => void choose(file)}>
          {(props) => (
            <Button variant="default" loading={busy && !chosen} {...props}>
              {say('dataPage.file.load')}
            </Button>
          )}
        </FileButton>
      </Group>
      {problem !== undefined && (
        <Alert color="red" role="alert" title={say('dataPage.file.refused')} w="100%">
          {problem}
        </Alert>
      )}
      {chosen && (
        <SettingsPlan
          name={chosen.name}
          plan={chosen.plan}
          busy={busy}
          onApply={() => void apply(chosen)}
          onDrop={() => setChosen(undefined)}
        />
      )}
      {done && <Text role="status">✓ {say('dataPage.file.done')}</Text>}
    </Stack>
  );
}
