import type { OverviewFacts, OverviewProblem } from '../overview/index.ts';
import { type Language, text } from '../texts/index.ts';
import { Problem, type ProblemCode } from '../texts/problem.ts';
import type { OverviewProblemView, OverviewView } from './api/overview.ts';
import { reasonText } from './delivery-view.ts';

/** The overview in the reader's language. */
export function overviewView(facts: OverviewFacts, language: Language): OverviewView {
  const unsent = new Map(facts.unsent.map(({ day, count }) => [day, count]));
  const { counts, oldest } = facts.waiting;
  const channels = [...Map.groupBy(counts, (row) => row.channel)].map(([channel, rows]) => {
    const first = oldest.find((one) => one.channel === channel)?.createdAt;
    return {
      channel,
      count: rows.reduce((sum, row) => sum + row.count, 0),
      ...(first === undefined ? {} : { oldest: first }),
    };
  });
  return {
    // Those of one severity stay in their order.
    problems: facts.problems
      .map((problem) => problemView(problem, language))
      .sort((one, other) => Number(other.severity === 'stop') - Number(one.severity === 'stop')),
    days: facts.days.map((day) => {
      const missing = unsent.get(day.day) ?? 0;
      return { ...day, receipts: day.receipts + missing, unsent: missing };
    }),
    reasons: facts.reasons.map((row) => ({ ...row, explanation: explained(row.reason, language) })),
    delays: facts.delays,
    queue: {
      count: channels.reduce((sum, row) => sum + row.count, 0),
      ...(oldest.length === 0 ? {} : { oldest: Math.min(...oldest.map((one) => one.createdAt)) }),
      channels,
    },
    steps: facts.steps,
  };
}

const explained = (reason: string, language: Language): string =>
  reason === '' ? text(language, 'overview.noReason') : reasonText(reason, language);

function problemView(problem: OverviewProblem, language: Language): OverviewProblemView {
  const { kind } = problem;
  const say = (key: 'title' | 'cure', params: Record<string, string | number> = {}, of: string = kind): string =>
    text(language, `overview.problems.${of}.${key}` as 'overview.problems.diskLow.title', params);
  const section = (name: string, profile = 'default') =>
    `/settings/${name}${profile === 'default' ? '' : `?profile=${encodeURIComponent(profile)}`}`;
  const told = (params: Record<string, string | number> = {}, of: string = kind) => ({
    title: say('title', params, of),
    cure: say('cure', params, of),
  });
  switch (problem.kind) {
    case 'accountHeld': {
      const { channel, profile, account, reason, reply, notBefore, waiting } = problem;
      const time = new Date(notBefore).toLocaleTimeString(language === 'ru' ? 'ru-RU' : 'en-GB', {
        hour: '2-digit',
        minute: '2-digit',
      });
      return {
        kind,
        severity: 'stop',
        title: say('title', { count: waiting }, `${channel}Held`),
        cure: `${explained(reason ?? '', language)} ${text(language, 'delivery.retryAt', { time })}`,
        ...(reply === null ? {} : { reply }),
        link: section(channel, profile),
        account,
      };
    }
    case 'notSetUp': {
      const { channel, profile, waiting } = problem;
      const of = channel === 'email' ? 'emailNotSetUp' : 'smsNotSetUp';
      return { kind, severity: waiting > 0 ? 'stop' : 'warning', ...told({}, of), link: section(channel, profile) };
    }
    case 'channelOff': {
      const { channel, profile, waiting } = problem;
      return {
        kind,
        severity: 'warning',
        ...told({ count: waiting }, channel === 'email' ? 'emailOff' : 'smsOff'),
        link: section(channel, profile),
      };
    }
    case 'smsBalanceLow':
      return {
        kind,
        severity: 'warning',
        ...told({ sum: money(problem.kopecks, language) }),
        link: section('sms', problem.profile),
      };
    case 'saleUnclear':
    case 'saleFailed':
      return {
        kind,
        severity: 'stop',
        ...told({ count: problem.count, register: problem.name }),
        link: `/till/${encodeURIComponent(problem.register)}`,
      };
    case 'registerUnreachable':
      return {
        kind,
        severity: 'stop',
        title: say('title', { register: problem.name }),
        cure: reasonText(problem.reason, language),
        ...(problem.reply === undefined ? {} : { reply: problem.reply }),
        link: section('registers'),
      };
    case 'unsent':
      return {
        kind,
        severity: 'stop',
        ...told({ count: problem.sales.length }, problem.more ? 'unsentMore' : 'unsent'),
        receipts: problem.sales.map(({ id, receiptId, register, total, createdAt, problem: code }) => ({
          sale: id,
          ...(receiptId === null ? {} : { receipt: receiptId }),
          register,
          total,
          createdAt,
          ...(code === null ? {} : { problem: new Problem(code as ProblemCode).tell(language) }),
        })),
      };
    case 'copiesFailing':
      return { kind, severity: 'warning', ...told({ folder: problem.folder }), link: section('data') };
    case 'diskLow':
      return { kind, severity: 'stop', ...told({ free: gigabytes(problem.free, language) }), link: section('data') };
  }
}

const localeOf = (language: Language) => (language === 'ru' ? 'ru-RU' : 'en-GB');

const money = (kopecks: number, language: Language): string =>
  `${new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: 2 }).format(kopecks / 100)} ₽`;

const gigabytes = (bytes: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 }).format(bytes / 1e9);
