/** A telephone number under way. `digits` are those after +7; in `foreign` mode all that follow the plus. */
export interface PhoneDraft {
  foreign: boolean;
  digits: string;
  /** The 8 or 7 that people dial first was typed and stands for +7. */
  trunk: boolean;
  /** It stood here when the window opened: what is typed next begins anew. */
  kept?: boolean;
}

export const emptyDraft: PhoneDraft = { foreign: false, digits: '', trunk: false };

const MASK = '+7(___)___-__-__';

/** A contact that is there already. */
export const draftOf = (number: string): PhoneDraft => ({ ...typed(emptyDraft, number), kept: true });

/** A number copied from anywhere: words before it are left out, and more digits than Russia has are another country's. */
export function pasted(text: string): PhoneDraft {
  const from = text.search(/[+\d]/);
  if (from < 0) return emptyDraft;
  const number = text.slice(from);
  const digits = number.replace(/\D/g, '');
  if (number.startsWith('+') || digits.length < 12) return typed(emptyDraft, number);
  return typed(emptyDraft, `+${digits.replace(/^(?:00|810)/, '')}`);
}

/** Adds what was typed, pasted or tapped: `8…`, `7…`, `+7…` and `9…` all land as +7(9…; a plus before anything else begins a foreign number. */
export function typed(draft: PhoneDraft, text: string): PhoneDraft {
  const found = /\d|\+/.test(text);
  if (!found) return draft;
  if (draft.kept) return typed(emptyDraft, text);
  const digits = text.replace(/\D/g, '');
  if (draft.digits === '' && !draft.trunk && text.trimStart().startsWith('+')) {
    const rest = digits.startsWith('7') ? typed({ ...emptyDraft, trunk: true }, digits.slice(1)) : undefined;
    return rest ?? { foreign: true, digits: digits.slice(0, 15), trunk: false };
  }
  if (draft.foreign) {
    const all = draft.digits + digits;
    return all.startsWith('7')
      ? typed({ ...emptyDraft, trunk: true }, all.slice(1))
      : { ...draft, digits: all.slice(0, 15) };
  }
  let rest = digits;
  let { trunk } = draft;
  // Whole numbers of eleven digits replace what stands there: somebody pasted or scanned.
  if (rest.length === 11 && /^[78]/.test(rest)) return { foreign: false, digits: rest.slice(1), trunk: true };
  if (rest.length === 10) return { foreign: false, digits: rest, trunk: true };
  if (draft.digits === '' && !trunk && /^[78]/.test(rest)) {
    trunk = true;
    rest = rest.slice(1);
  }
  return { foreign: false, digits: (draft.digits + rest).slice(0, 10), trunk };
}

export function backspaced(draft: PhoneDraft): PhoneDraft {
  const { kept: _, ...rest } = draft;
  if (draft.digits !== '') return { ...rest, digits: draft.digits.slice(0, -1) };
  return emptyDraft;
}

/** As it stands in the field: `+7(916)123-4_-__`, or a plus and digits. */
export function shownDraft({ foreign, digits }: PhoneDraft): string {
  if (foreign) return `+${digits}`;
  let at = 0;
  return MASK.replace(/_/g, () => digits[at++] ?? '_');
}

/** Where the caret belongs: behind the last digit. */
export function caretOf({ foreign, digits }: PhoneDraft): number {
  if (foreign) return digits.length + 1;
  let left = digits.length;
  for (let at = 3; at < MASK.length; at++) if (MASK[at] === '_' && left-- === 0) return at;
  return MASK.length;
}

export const numberOf = ({ foreign, digits }: PhoneDraft): string => (foreign ? `+${digits}` : `+7${digits}`);
