import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CountView, RetriedView } from '../../../src/server/api/journal.ts';
import { call, Refused } from '../../parts/api.ts';
import { say } from '../say.ts';
import { type Filters, queryOf } from './filters.ts';

const STEP = 100;

type Run = { state: 'idle' | 'running' | 'stopped' | 'finished'; seen: number; done: number; doubtful: number };

/**
 * Trying again all that the filters show, in steps that this page asks for one after another: stopping, or closing the page, leaves the rest
 * as it is.
 */
export function RetryMany({ filters, onClose }: { filters: Filters; onClose(): void }) {
  const [query] = useState(() => queryOf(filters));
  const [run, setRun] = useState<Run>({ state: 'idle', seen: 0, done: 0, doubtful: 0 });
  const [problem, setProblem] = useState<string>();
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const { data: counted } = useQuery({
    queryKey: ['journal-count', query],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => {
      const address = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
      return call<CountView>('GET', `/deliveries/count?${address}`);
    },
  });

  const start = async () => {
    stopped.current = false;
    setProblem(undefined);
    let now: Run = { state: 'running', seen: 0, done: 0, doubtful: 0 };
    setRun(now);
    let cursor: string | undefined;
    try {
      do {
        const step: RetriedView = await call<RetriedView>('POST', '/deliveries/retry', {
          ...query,
          limit: STEP,
          ...(cursor === undefined ? {} : { cursor }),
        });
        ({ cursor } = step);
        now = {
          ...now,
          seen: now.seen + STEP,
          done: now.done + step.retried,
          doubtful: now.doubtful + step.doubtful,
        };
        setRun(now);
      } while (cursor !== undefined && !stopped.current);
      setRun({ ...now, state: cursor === undefined ? 'finished' : 'stopped' });
    } catch (error) {
      setProblem(error instanceof Refused ? error.message : String(error));
      setRun({ ...now, state: 'stopped' });
    }
  };

  const total = counted?.count ?? 0;
  const isOver = run.state === 'finished' || run.state === 'stopped';
  return (
    <Alert color="gray" title={say('journal.many.title')} role="group" aria-label={say('journal.many.title')}>
      <Stack gap="xs" aria-live="polite">
        {run.state === 'idle' && (
          <Text size="sm">
            {counted === undefined
              ? say('journal.many.counting')
              : total === 0
                ? say('journal.many.none')
                : say(counted.more ? 'journal.many.aboutMore' : 'journal.many.about', { count: total })}{' '}
            {total > 0 && filters.channel !== 'email' && say('journal.many.cost')}
          </Text>
        )}
        {run.state === 'running' && (
          <>
            <Progress
              value={total === 0 ? 100 : Math.min(100, (run.seen / total) * 100)}
              aria-label={say('journal.many.title')}
              transitionDuration={150}
            />
            <Text size="sm">{say('journal.many.progress', { done: run.done, total })}</Text>
          </>
        )}
        {isOver && (
          <Text size="sm">
            {say(run.state === 'finished' ? 'journal.many.finished' : 'journal.many.stopped', { done: run.done })}{' '}
            {run.doubtful > 0 && say('journal.many.doubtful', { count: run.doubtful })}
          </Text>
        )}
        {problem !== undefined && <Text size="sm">✕ {problem}</Text>}
        <Group gap="xs">
          {run.state === 'idle' && total > 0 && (
            <Button size="compact-md" onClick={() => void start()}>
              {say('journal.many.start')}
            </Button>
          )}
          {run.state === 'running' ? (
            <Button
              size="compact-md"
              variant="default"
              onClick={() => {
                stopped.current = true;
              }}
            >
              {say('journal.many.stop')}
            </Button>
          ) : (
            <Button size="compact-md" variant="default" onClick={onClose}>
              {say('journal.dialog.close')}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
