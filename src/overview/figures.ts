import { type Day, dayNumbered } from '../base/day.ts';
import type { CountedStatus, DelayCount, OutcomeCount, SpendOfDay } from '../store/index.ts';

/** What became of the deliveries accepted on a day. Mail servers report nothing after they took a letter, so it counts as arrived then. */
export interface DayFigures {
  /** 20261125. */
  day: number;
  delivered: number;
  /** Queued with us, or taken by an operator that hasn't told the end. */
  way: number;
  failed: number;
  cancelled: number;
  parts: number;
  cost: number;
  /** Receipts for which a delivery was wanted, and those of them whose first delivery is no longer with us. */
  receipts: number;
  outcomes: number;
}

export interface ReasonFigures {
  /** Code of the reason; empty where none was told. */
  reason: string;
  channel: 'email' | 'sms';
  today: number;
  count: number;
}

/** Milliseconds that a half and 95 of a hundred messages took at most; `count` of them. */
export interface Delay {
  count: number;
  median: number;
  p95: number;
}

/** `sent`: until the next hop took it; `delivered`: until somebody said that it arrived. */
export interface DelayFigures {
  channel: 'email' | 'sms';
  kind: 'sent' | 'delivered';
  today?: Delay;
  month?: Delay;
}

const FAILED: readonly CountedStatus[] = ['failed', 'bounced', 'expired'];

/** The figures of each of `length` days up to today, oldest first, empty ones too. */
export function figuresOfDays(
  { outcomes, spend }: { outcomes: readonly OutcomeCount[]; spend: readonly SpendOfDay[] },
  today: Day,
  length: number,
): DayFigures[] {
  const days = new Map<number, DayFigures>();
  for (let back = length - 1; back >= 0; back--) {
    const day = dayNumbered(today.number, -back).number;
    days.set(day, {
      day,
      delivered: 0,
      way: 0,
      failed: 0,
      cancelled: 0,
      parts: 0,
      cost: 0,
      receipts: 0,
      outcomes: 0,
    });
  }
  for (const row of outcomes) {
    const figures = days.get(row.day);
    if (!figures) continue;
    figures[endOf(row)] += row.count;
    if (!row.first) continue;
    figures.receipts += row.count;
    if (row.status !== 'waiting') figures.outcomes += row.count;
  }
  for (const { day, parts, cost } of spend) {
    const figures = days.get(day);
    if (figures) Object.assign(figures, { parts: figures.parts + parts, cost: figures.cost + cost });
  }
  return [...days.values()];
}

function endOf({ status, channel }: OutcomeCount): 'delivered' | 'way' | 'failed' | 'cancelled' {
  if (FAILED.includes(status)) return 'failed';
  if (status === 'cancelled') return 'cancelled';
  return status === 'delivered' || (status === 'sent' && channel === 'email') ? 'delivered' : 'way';
}

/** Why deliveries failed, the most frequent first. */
export function figuresOfReasons(outcomes: readonly OutcomeCount[], today: number): ReasonFigures[] {
  const reasons = new Map<string, ReasonFigures>();
  for (const { status, reason, channel, day, count } of outcomes) {
    if (!FAILED.includes(status)) continue;
    const key = `${channel} ${reason}`;
    const known = reasons.get(key) ?? { reason, channel, today: 0, count: 0 };
    known.count += count;
    if (day === today) known.today += count;
    reasons.set(key, known);
  }
  return [...reasons.values()].sort((one, other) => other.count - one.count);
}

/** Time to delivery by channel and by what is known of it. */
export function figuresOfDelays(delays: readonly DelayCount[]): DelayFigures[] {
  const groups = Map.groupBy(delays, ({ channel, kind }) => `${channel} ${kind}`);
  return [...groups.values()].flatMap((steps) => {
    const [first] = steps;
    if (!first) return [];
    const [today, month] = [delayOf(steps, 'today'), delayOf(steps, 'count')];
    const { channel, kind } = first;
    return month === undefined ? [] : [{ channel, kind, month, ...(today === undefined ? {} : { today }) }];
  });
}

function delayOf(steps: readonly DelayCount[], of: 'today' | 'count'): Delay | undefined {
  const sorted = steps.filter((step) => step[of] > 0).sort((one, other) => one.upto - other.upto);
  const count = sorted.reduce((sum, step) => sum + step[of], 0);
  const within = (share: number): number => {
    let sum = 0;
    for (const step of sorted) {
      sum += step[of];
      if (sum >= count * share) return step.upto;
    }
    return 0;
  };
  return count === 0 ? undefined : { count, median: within(0.5), p95: within(0.95) };
}
