import { useEffect, useState } from 'preact/hooks';
import type { DeviceReading } from '../../src/contact/device/reading.ts';
import { parseContact } from '../../src/contact/parse-contact.ts';
import { asLatin } from './email-window.tsx';
import { isEmail, shownContact } from './form.tsx';
import { draftOf, emptyDraft, numberOf, type PhoneDraft } from './phone-mask.ts';
import type { Till } from './use-till.ts';
import { words } from './words.ts';

export interface Form {
  window: 'none' | 'email' | 'phone';
  email: string;
  draft: PhoneDraft;
  /** Why the field is not accepted. */
  problem: string | undefined;
  /** A second contact that the field may hold, see `accept`. */
  other: string | undefined;
  /** What has just happened; `undo` is the contact before, null where there was none. */
  said: { text: string; bad?: boolean; undo?: string | null } | undefined;
  openEmail(): void;
  openPhone(): void;
  close(): void;
  setEmail(value: string): void;
  setDraft(draft: PhoneDraft): void;
  setContact(value: string | null, undoable?: boolean): void;
  changeMode(): void;
  /** Enter in a window. `reading` may be a scan after something else in the field: where both are contacts, it is asked, and the next Enter takes the field. */
  accept(reading?: DeviceReading & { ok: true }): void;
  say(said: Form['said']): void;
  /** A device gave a code. */
  scanned(reading: DeviceReading): void;
}

/** The cashier's form over the sale of a till: its two windows and what is said of each change. */
export function useForm({ sale, wish, problem: refusal }: Till): Form {
  const [window, setWindow] = useState<Form['window']>('none');
  const [email, setEmail] = useState('');
  const [draft, setDraft] = useState<PhoneDraft>(emptyDraft);
  const [problem, setProblem] = useState<string>();
  const [other, setOther] = useState<string>();
  const [said, say] = useState<Form['said']>();

  // Another sale: its form begins empty, and what was said of it ends with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sale or state is the very reason.
  useEffect(() => {
    setWindow('none');
    say(undefined);
  }, [sale?.id, sale?.state]);

  // What was said to be done was refused.
  useEffect(() => {
    if (refusal !== undefined) say(undefined);
  }, [refusal]);

  const setContact = (value: string | null, undoable = true) => {
    const before = sale?.contact;
    wish({ contact: value });
    const undo = undoable ? { undo: before ?? null } : {};
    if (value === null) say({ text: words('removed'), ...undo });
    else if (before === undefined || before === value)
      say({ text: words('entered', { contact: shownContact(value) }), ...(before === value ? {} : undo) });
    else say({ text: words('replaced', { contact: shownContact(value), before: shownContact(before) }), ...undo });
    setWindow('none');
    setProblem(undefined);
    setOther(undefined);
  };
  const open = (which: 'email' | 'phone') => {
    const kept = sale?.contact ?? '';
    if (which === 'email') setEmail(isEmail(kept) ? kept : '');
    else setDraft(kept === '' || isEmail(kept) ? emptyDraft : draftOf(kept));
    setProblem(undefined);
    setOther(undefined);
    setWindow(which);
  };
  const scanned = (reading: DeviceReading) => {
    if (reading.ok) setContact(reading.contact.value);
    else say({ text: words(`contact.device.${reading.reason.code}`, reading.reason.params), bad: true });
  };

  return {
    window,
    email,
    draft,
    problem,
    other,
    said,
    openEmail: () => open('email'),
    openPhone: () => open('phone'),
    close: () => setWindow('none'),
    setEmail: (value) => {
      setEmail(value);
      setProblem(undefined);
      setOther(undefined);
    },
    setDraft: (next) => {
      setDraft(next);
      setProblem(undefined);
      setOther(undefined);
    },
    setContact,
    changeMode: () => {
      if (!sale) return;
      wish({ electronically: !sale.electronically });
      say({ text: words(sale.electronically ? 'modePaper' : 'modePaperless') });
    },
    accept: (reading) => {
      const wanted = window === 'email' ? 'email' : 'phone';
      const typed = wanted === 'email' ? (asLatin(email) ?? email).trim() : numberOf(draft);
      const empty = wanted === 'email' ? typed === '' : draft.digits === '';
      if (empty && !reading) {
        // Nothing typed takes away what stood in this very field, never the other contact.
        if (sale?.contact !== undefined && isEmail(sale.contact) === (wanted === 'email')) setContact(null);
        else setWindow('none');
        return;
      }
      const parsed = parseContact(typed);
      // A telephone in the e-mail window is one all the same: a slow scanner types it there as a hand would.
      const second = reading?.contact.value;
      if (parsed.ok && second !== undefined && second !== parsed.contact.value) setOther(second);
      else if (parsed.ok) setContact(parsed.contact.value);
      else if (reading) setContact(reading.contact.value);
      else if (wanted === 'email' && !typed.includes('@')) setProblem(words('contact.emailWithoutAt'));
      else setProblem(words(`contact.${parsed.reason.code}`, parsed.reason.params));
    },
    say,
    scanned,
  };
}
