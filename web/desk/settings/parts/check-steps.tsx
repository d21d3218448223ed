import { Alert, List, Loader, Text } from '@mantine/core';
import { say } from '../../say.ts';
import type { RunningCheck } from './use-check.ts';

const signs = { ok: '✓', failed: '✕', skipped: '·' } as const;

/** The steps of a check as they come: what was tried, how it ended, and for the failed one what to do. */
export function CheckSteps({ check }: { check: RunningCheck }) {
  const { steps, running, fault, outdated } = check;
  const failed = steps.find((step) => step.result === 'failed');
  const isTold = steps.length > 0 || fault !== undefined;
  return (
    <div role="status">
      {running && steps.length === 0 && <Loader size="sm" aria-label={say('settingsPages.check.running')} />}
      <List listStyleType="none" spacing={4}>
        {steps
          .filter((step) => step.result !== 'skipped' || !failed)
          .map((step) => (
            <List.Item key={step.step} icon={<span aria-hidden="true">{signs[step.result]}</span>}>
              <Text span fw={step.result === 'failed' ? 600 : 400}>
                {step.title}
              </Text>{' '}
              <Text span size="sm">
                {say(`settingsPages.check.${step.result}`)}
              </Text>
            </List.Item>
          ))}
      </List>
      {failed && (
        <Alert color="red" mt="sm" title={`✕ ${failed.title}`}>
          {failed.explanation}
          {failed.reply !== undefined && (
            <Text size="xs" mt={4}>
              {say('settingsPages.check.reply')} {failed.reply}
            </Text>
          )}
        </Alert>
      )}
      {fault !== undefined && (
        <Alert color="red" mt="sm">
          {fault}
        </Alert>
      )}
      {!running && !failed && !outdated && steps.some((step) => step.result === 'ok') && (
        <Text mt="sm" fw={600}>
          ✓ {say('settingsPages.check.done')}
        </Text>
      )}
      {isTold && outdated && (
        <Text mt="sm" fw={600}>
          ! {say('settingsPages.check.outdated')}
        </Text>
      )}
    </div>
  );
}
