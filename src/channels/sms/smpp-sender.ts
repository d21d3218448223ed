import { digitsOf, textOf } from './answer.ts';
import { refusalOfError } from './outcome.ts';
import type { Found, SmsMessage } from './provider.ts';
import type { SmppLink } from './smpp-link.ts';
import type { SmppPace } from './smpp-pace.ts';
import type { SmppSettings } from './smpp-settings.ts';
import { NOT_BOUND, QUEUE_FULL, refusalOfCommand, THROTTLED } from './smpp-status.ts';
import { markOf, submitFields } from './smpp-submit.ts';
import { splitText } from './smpp-text.ts';
import type { SmppDraft, SmppTracks } from './smpp-tracks.ts';
import { type Refusal, refusal, type Verdict } from './verdict.ts';

export interface SmppSenderTools {
  link: SmppLink;
  pace: SmppPace;
  tracks: SmppTracks;
  settings: SmppSettings;
  /** Milliseconds in which a message must have found its way out. */
  total: number;
}

/** Sends messages part by part; a message that stopped half-way goes on where it stopped. */
export interface SmppSender {
  send(message: SmsMessage): Promise<Verdict>;
  find(message: SmsMessage): Found;
}

export function openSender({ link, pace, tracks, settings, total }: SmppSenderTools): SmppSender {
  const split = ({ text }: SmsMessage) => splitText(text, settings.latin, settings.long === 'payload');

  const submit = async (fields: Record<string, unknown>, phone: string, mark: number): Promise<string | Refusal> => {
    const until = performance.now() + total;
    for (;;) {
      const session = await link.ready(until);
      await pace.take(until);
      if (session.over) {
        pace.give();
        continue;
      }
      const answer = await session
        .ask('submit_sm', fields, (late) => {
          if (late.command_status === 0) tracks.trace(phone, mark, textOf(late.message_id));
        })
        .finally(() => pace.give());
      const status = answer.command_status;
      if (status === 0) {
        pace.accepted();
        return textOf(answer.message_id);
      }
      if (status === NOT_BOUND) session.drop();
      else if (status === THROTTLED || status === QUEUE_FULL) pace.slowDown(status === QUEUE_FULL);
      else return refusalOfCommand(status, settings.errors);
      if (performance.now() >= until) return refusalOfCommand(status, settings.errors);
    }
  };

  const sendParts = async (message: SmsMessage): Promise<Verdict> => {
    const phone = digitsOf(message.to);
    const { dataCoding, parts } = split(message);
    if (message.text.trim() === '') return refusal('PERM', 'noText');
    if (parts.length > 255 || parts.some((bytes) => bytes.length > 10_000)) return refusal('PERM', 'tooLong');
    const draft = tracks.begin(message.id, message.text, phone, parts.length);
    try {
      return await sendRest(message, draft, dataCoding, parts);
    } finally {
      tracks.end();
    }
  };

  const sendRest = async (
    message: SmsMessage,
    draft: SmppDraft,
    dataCoding: number,
    parts: readonly Buffer[],
  ): Promise<Verdict> => {
    for (const [part, bytes] of parts.entries()) {
      if (draft.ids[part] !== undefined) continue;
      const piece = { dataCoding, bytes, part, parts: parts.length, reference: draft.reference };
      const fields = submitFields(message, piece, settings);
      const id = await submit(fields, draft.phone, markOf(message.id, part)).catch(refusalOfError);
      if (typeof id === 'string') {
        tracks.accepted(draft, part, id);
        continue;
      }
      if (id.class === 'AMBIG') draft.doubtful = part;
      if (id.class === 'PERM') tracks.forget(message.id);
      return id;
    }
    return { class: 'OK', ids: tracks.complete(message.id, draft), parts: parts.length };
  };

  return {
    send: sendParts,
    find: (message) => {
      const phone = digitsOf(message.to);
      const count = split(message).parts.length;
      const draft = tracks.draft(message.id);
      const ids = Array.from(
        { length: count },
        (_, part) => draft?.ids[part] ?? tracks.traced(phone, markOf(message.id, part)),
      );
      if (ids.every((id) => id !== undefined)) {
        tracks.forget(message.id);
        return { kind: 'found', ids };
      }
      const doubtful = draft?.doubtful;
      const traced = doubtful === undefined ? undefined : ids[doubtful];
      if (draft === undefined || doubtful === undefined || traced === undefined) return { kind: 'cannotSay' };
      // The part in doubt was taken, those behind it never went: what follows sends just them.
      tracks.accepted(draft, doubtful, traced);
      return { kind: 'notFound' };
    },
  };
}
