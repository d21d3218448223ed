import { useRef, useState } from 'react';
import type { CheckStepView } from '../../../../src/server/api.ts';
import { askSteps } from '../../../parts/steps.ts';
import { useOutdated } from './use-outdated.ts';

/** «Проверить» as it goes: the steps so far, and why it couldn't begin or ended early. */
export interface RunningCheck {
  steps: CheckStepView[];
  running: boolean;
  fault: string | undefined;
  /** The account has been changed since: what is told holds for another one. */
  outdated: boolean;
  run(path: string, body: unknown): Promise<void>;
}

/** Runs a check and tells its steps as they come. A new run ends the one before. `account` is what it depends on, as it stands in the fields now, `saved` as the service keeps it. */
export function useCheck(account: Record<string, unknown>, saved: unknown): RunningCheck {
  const [steps, setSteps] = useState<CheckStepView[]>([]);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<string>();
  const { outdated, mark } = useOutdated(account, saved);
  const latest = useRef(0);
  return {
    steps,
    running,
    fault,
    outdated,
    run: async (path, body) => {
      const mine = ++latest.current;
      setSteps([]);
      setFault(undefined);
      mark();
      setRunning(true);
      try {
        for await (const step of askSteps<CheckStepView>(path, body)) {
          if (mine !== latest.current) return;
          setSteps((before) => [...before, step]);
        }
      } catch (error) {
        if (mine === latest.current) setFault(error instanceof Error ? error.message : String(error));
      } finally {
        if (mine === latest.current) setRunning(false);
      }
    },
  };
}
