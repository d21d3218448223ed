import { joinIds } from './outcome.ts';
import type { SmsReport } from './provider.ts';
import { joinedReport } from './report.ts';
import { formsOf, plainId } from './smpp-ids.ts';
import type { SmppReceipt } from './smpp-receipt.ts';

/** A message on its way out, kept until all its parts are accepted, so that another attempt sends only those that aren't. */
export interface SmppDraft {
  text: string;
  phone: string;
  /** The reference that its parts share. */
  reference: number;
  /** What the provider calls each part; undefined for one not accepted yet. */
  ids: (string | undefined)[];
  /** The part whose answer was lost. */
  doubtful?: number;
  /** What receipts have told, by part. */
  readonly told: Told;
}

interface Told {
  /** The ids of all parts, once they are accepted. */
  whole?: string[];
  /** Most messages are never told of while they are remembered, so nothing is made for them. */
  byId?: Map<string, SmsReport>;
}

interface Part {
  id: string;
  phone: string;
  told: Told;
}

/** What is remembered of messages: those on their way out, and the parts accepted, until their receipts come. */
export interface SmppTracks {
  /** The draft of an earlier attempt at the same message, or a new one; the message counts as on its way until `end`. */
  begin(messageId: string, text: string, phone: string, parts: number): SmppDraft;
  end(): void;
  draft(messageId: string): SmppDraft | undefined;
  accepted(draft: SmppDraft, part: number, id: string): void;
  /** All parts are accepted: their ids. */
  complete(messageId: string, draft: SmppDraft): string[];
  forget(messageId: string): void;
  receive(receipt: SmppReceipt): void | Promise<void>;
  /** The id of a part with this mark, where a receipt or a late answer told it. */
  traced(phone: string, mark: number): string | undefined;
  trace(phone: string, mark: number, id: string): void;
  /** The last that is known of an accepted part. */
  known(id: string): SmsReport | undefined;
  /** Tells what is still held back. */
  close(): void;
}

const PARTS = 50_000;
const DRAFTS = 10_000;
const EARLY = 1_000;
/** Milliseconds for which a receipt without a message waits for that message's answer. */
const WAIT_FOR_ANSWER = 60_000;
/** Milliseconds by which a receipt that came before the answer is told later, so that the answer is kept by then. */
const AFTER_ANSWER = 1_000;

/** `onReport`: a report on a whole message under `Outcome.providerMessageId`, or on a part that nobody knows any more, under its own id. */
export function openTracks(onReport: (report: SmsReport) => void | Promise<void>): SmppTracks {
  const drafts = new Map<string, SmppDraft>();
  const parts = new Map<string, Part>();
  const traces = new Map<string, string>();
  const early: { receipt: SmppReceipt; at: number }[] = [];
  const later = new Map<NodeJS.Timeout, () => void>();
  let open = 0;
  let references = Date.now() & 0xff;

  const find = ({ id, phone }: SmppReceipt): Part | undefined =>
    formsOf(id)
      .map((form) => parts.get(form))
      .find((part) => part !== undefined && (phone === '' || part.phone === phone));
  const tell = (report: SmsReport) => void Promise.resolve(onReport(report)).catch(() => {});
  const tellLater = (ids: string[], told: Told) => {
    const now = () => {
      clearTimeout(timer);
      later.delete(timer);
      tell(wholeOf(ids, told));
    };
    const timer = setTimeout(now, AFTER_ANSWER);
    later.set(timer, now);
  };
  const tellEarly = (before: number) => {
    while (early[0] && early[0].at <= before) {
      const { receipt } = early[0];
      early.shift();
      tell(reportOf(receipt.id, receipt));
    }
  };

  return {
    begin: (messageId, text, phone, count) => {
      open++;
      const kept = drafts.get(messageId);
      if (kept && kept.text === text && kept.phone === phone && kept.ids.length === count) return kept;
      references = (references + 1) & 0xff;
      const ids = Array.from<undefined>({ length: count });
      const draft: SmppDraft = { text, phone, reference: references, ids, told: {} };
      remember(drafts, DRAFTS, messageId, draft);
      return draft;
    },
    end: () => {
      open--;
      const now = performance.now();
      tellEarly(open === 0 ? now : now - WAIT_FOR_ANSWER);
    },
    draft: (messageId) => drafts.get(messageId),
    accepted: (draft, at, id) => {
      const { phone, told } = draft;
      draft.ids[at] = id;
      if (draft.doubtful === at) delete draft.doubtful;
      if (id === '') return;
      const part = { id, phone, told };
      remember(parts, PARTS, plainId(id), part);
      const came = early.findIndex(({ receipt }) => find(receipt) === part);
      const [held] = came < 0 ? [] : early.splice(came, 1);
      if (held) note(told, id, held.receipt);
    },
    complete: (messageId, { ids, told }) => {
      drafts.delete(messageId);
      const whole = ids.filter((id): id is string => id !== undefined && id !== '');
      told.whole = whole;
      if (told.byId) tellLater(whole, told);
      return whole;
    },
    forget: (messageId) => void drafts.delete(messageId),
    receive: (receipt) => {
      const { id, phone, mark } = receipt;
      if (mark !== undefined) remember(traces, DRAFTS, `${phone} ${mark}`, id);
      const part = find(receipt);
      if (part) {
        note(part.told, part.id, receipt);
        return part.told.whole && onReport(wholeOf(part.told.whole, part.told));
      }
      if (open === 0 || early.length >= EARLY) return onReport(reportOf(id, receipt));
      early.push({ receipt, at: performance.now() });
    },
    traced: (phone, mark) => traces.get(`${phone} ${mark}`),
    trace: (phone, mark, id) => remember(traces, DRAFTS, `${phone} ${mark}`, id),
    known: (id) => parts.get(plainId(id))?.told.byId?.get(id),
    close: () => {
      for (const now of later.values()) now();
      tellEarly(Number.POSITIVE_INFINITY);
    },
  };
}

function note(told: Told, id: string, receipt: SmppReceipt): void {
  told.byId ??= new Map();
  told.byId.set(id, reportOf(id, receipt));
}

const reportOf = (id: string, { state, reason, reply }: SmppReceipt): SmsReport => ({
  id,
  state,
  ...(reason ? { reason } : {}),
  ...(reply === '' ? {} : { reply }),
});

const wholeOf = (ids: readonly string[], { byId }: Told): SmsReport =>
  joinedReport(
    joinIds(ids),
    ids.map((id) => byId?.get(id) ?? { id, state: 'sent' }),
  );

function remember<T>(map: Map<string, T>, most: number, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.size > most ? map.keys() : [];
  if (oldest !== undefined) map.delete(oldest);
}
