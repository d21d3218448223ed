/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { parseContact } from '../../src/contact/parse-contact.ts';
import { ContactWindow, type Offer } from './contact-window.tsx';
import { backspaced, caretOf, emptyDraft, numberOf, type PhoneDraft, pasted, shownDraft, typed } from './phone-mask.ts';
import { words } from './words.ts';

interface Props extends Offer {
  draft: PhoneDraft;
  problem: string | undefined;
  onDraft(draft: PhoneDraft): void;
  onAccept(): void;
  onBack(): void;
}

const KEYPAD = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '0', '⌫'];

/** The buyer's phone under the mask +7(___)___-__-__, by keys, by the keypad on the screen, or pasted. */
export function PhoneWindow({ draft, problem, onDraft, onAccept, onBack, other, onOther }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const shown = shownDraft(draft);
  useLayoutEffect(() => {
    const caret = caretOf(draft);
    field.current?.setSelectionRange(draft.kept ? 0 : caret, caret);
  });
  const parsed = parseContact(numberOf(draft));
  const note = parsed.ok ? parsed.notes.find((one) => one !== 'smtpUtf8') : undefined;
  const press = (key: string) => onDraft(key === '⌫' ? backspaced(draft) : typed(draft, key));
  return (
    <ContactWindow title={words('phoneTitle')} other={other} onOther={onOther}>
      <input
        ref={field}
        type="tel"
        class="phone-field"
        inputMode="none"
        autocomplete="off"
        aria-label={words('phoneTitle')}
        aria-describedby="phone-hint"
        aria-invalid={problem !== undefined}
        data-empty={String(draft.kept || (draft.digits === '' && !draft.foreign))}
        value={shown}
        onInput={(event) => {
          const { value } = event.currentTarget;
          onDraft(draftFrom(value, draft, shown, event.data));
          event.currentTarget.value = shown;
        }}
        onPaste={(event) => {
          event.preventDefault();
          onDraft(pasted(event.clipboardData?.getData('text') ?? ''));
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Backspace' && event.key !== 'Delete') return;
          event.preventDefault();
          onDraft(event.ctrlKey ? emptyDraft : backspaced(draft));
        }}
      />
      <div class="pad">
        <div class="keypad">
          {KEYPAD.map((key) => (
            <button
              key={key}
              type="button"
              tabIndex={-1}
              aria-label={key === '⌫' ? words('clearDigit') : key}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => press(key)}
            >
              {key}
            </button>
          ))}
        </div>
        <div class="beside">
          <div class="row">
            <button type="button" class="main" onClick={onAccept}>
              {words('accept')}
            </button>
            <button type="button" onClick={() => onDraft(emptyDraft)}>
              {words('clear')}
            </button>
            <button type="button" onClick={onBack}>
              {words('back')}
            </button>
          </div>
          {note !== undefined && <p class="note">{words(`contact.notes.${note}`)}</p>}
          {problem !== undefined && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
        </div>
      </div>
      <p id="phone-hint" class="hint">
        {words('phoneHint')}
      </p>
    </ContactWindow>
  );
}

/** The draft after a change of the field: what was put between the signs of the mask, or a value set as a whole. */
function draftFrom(value: string, draft: PhoneDraft, shown: string, inserted: string | null): PhoneDraft {
  if (draft.kept && inserted !== null) return typed(draft, inserted);
  const caret = caretOf(draft);
  const added = value.length - shown.length;
  if (added > 0 && value.startsWith(shown.slice(0, caret))) return typed(draft, value.slice(caret, caret + added));
  if (value === shown) return draft;
  const digits = value.replace(/^\+7\(?/, '').replace(/\D/g, '');
  return { foreign: false, digits: digits.slice(0, 10), trunk: digits !== '' };
}
