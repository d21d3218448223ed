import type { Reason } from '../../channels/outcome.ts';
import type { Fields } from '../../formats/fields.ts';
import { readAnswer } from '../answer.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { type RegisterReason, reason } from '../reason.ts';
import { atolError } from './errors.ts';

/** One task's result: `wait`, `inProgress`, `ready`, `error`, `interrupted`, `canceled`, `blocked`. */
export interface TaskResult {
  status: string;
  code: number;
  description: string;
  /** What the driver answered to a task that is ready. */
  result: Fields | undefined;
}

/** `exists`: this uuid has been given before. `lost`: the request was written and nobody answered for it. */
export type Posted = { kind: 'taken' | 'exists' } | { kind: 'refused' | 'lost'; reason: Reason };

export type Results =
  | { kind: 'results'; results: TaskResult[] }
  | { kind: 'absent' }
  | { kind: 'unheard'; reason: Reason };

/** ATOL's web server, API v2: `POST /requests` with an own uuid, then `GET /requests/{uuid}`. */
export interface AtolClient {
  post(uuid: string, tasks: unknown[], signal: AbortSignal): Promise<Posted>;
  results(uuid: string, signal: AbortSignal): Promise<Results>;
}

const REQUEST_MS = 10_000;

export function createAtolClient(http: Http, device: string): AtolClient {
  const query = device === '' ? '' : `?deviceID=${encodeURIComponent(device)}`;
  return {
    post: async (uuid, tasks, signal) => {
      const json = JSON.stringify({ uuid, request: tasks });
      const answer = await http.request({ method: 'POST', path: `/requests${query}`, json, total: REQUEST_MS, signal });
      if (!answer.ok) return { kind: answer.written ? 'lost' : 'refused', reason: answer.reason };
      if (answer.status === 409) return { kind: 'exists' };
      if (answer.status >= 200 && answer.status < 300) return { kind: 'taken' };
      if (answer.status >= 500) return { kind: 'lost', reason: refusal(answer) };
      return { kind: 'refused', reason: refusal(answer) };
    },
    results: async (uuid, signal) => {
      const path = `/requests/${encodeURIComponent(uuid)}${query}`;
      const answer = await http.request({ method: 'GET', path, total: REQUEST_MS, signal });
      if (!answer.ok) return { kind: 'unheard', reason: answer.reason };
      // 404 is said of an unknown uuid and of an unknown device alike; the queue's state is told of a known device only.
      if (answer.status === 404) {
        const queue = await http.request({
          method: 'GET',
          path: `/getRequestsQueueStatus${query}`,
          total: REQUEST_MS,
          signal,
        });
        if (!queue.ok) return { kind: 'unheard', reason: queue.reason };
        return queue.status === 200 ? { kind: 'absent' } : { kind: 'unheard', reason: refusal(queue) };
      }
      if (answer.status !== 200) return { kind: 'unheard', reason: refusal(answer) };
      const results = readAnswer(answer.text, (fields) => fields.list('results', 100).map(taskResult));
      if (results === undefined || results.length === 0)
        return { kind: 'unheard', reason: reason('unreadable', saying(answer)) };
      return { kind: 'results', results };
    },
  };
}

function taskResult(fields: Fields): TaskResult {
  const error = fields.object('error');
  return {
    status: fields.text(['status']) ?? '',
    code: error?.whole(['code']) ?? 0,
    description: error?.text(['description']) ?? '',
    result: fields.object('result'),
  };
}

const byStatus: Record<number, RegisterReason> = {
  401: 'badLogin',
  403: 'notConfigured',
  404: 'wrongAddress',
  405: 'wrongAddress',
  408: 'busy',
};

/** Why the server answered with this status: `{ error: { code, description } }`, or a page of something that is no such server. */
function refusal(answer: Extract<HttpAnswer, { ok: true }>): Reason {
  const told = readAnswer(answer.text, (fields) => {
    const error = fields.object('error');
    return error && { code: error.whole(['code']) ?? 0, description: error.text(['description']) ?? '' };
  });
  if (told !== undefined && answer.status === 404) return reason('deviceNotConnected', told.description);
  if (told !== undefined && answer.status === 420) return atolError(told.code, told.description).reason;
  const code = byStatus[answer.status] ?? (answer.status >= 500 ? 'serverError' : 'badRequest');
  return reason(code, told?.description || saying(answer));
}

const saying = (answer: Extract<HttpAnswer, { ok: true }>) => `${answer.status} ${answer.text.slice(0, 300)}`;
