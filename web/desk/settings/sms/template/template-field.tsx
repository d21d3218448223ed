import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { TemplateNoteView } from '../../../../../src/server/api.ts';
import { say } from '../../../say.ts';
import { Completion, matching, type Variable } from './completion.tsx';
import { piecesOf, typedEnd, typedName } from './marks.ts';

/** What buttons beside the field do with its text; each can be undone in it. */
export interface TemplateHand {
  /** Puts a text where the caret is or last was. */
  insert(text: string): void;
  /** Puts a text instead of a stretch. */
  replace(from: number, to: number, text: string): void;
  select(from: number, to: number): void;
}

/** As wide as the list of variables in the style sheet, pixels. */
const LIST_WIDTH = 280;

interface Props {
  value: string;
  notes: readonly TemplateNoteView[];
  variables: readonly Variable[];
  invalid: boolean;
  describedBy: string;
  hand: Ref<TemplateHand>;
  onChange(value: string): void;
}

/**
 * The text of a template. Under the transparent field lies the same text with placeholders as chips and faults underlined; typing two
 * braces opens the list of variables.
 */
export function TemplateField({ value, notes, variables, invalid, describedBy, hand, onChange }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const marker = useRef<HTMLSpanElement>(null);
  /** A button is at work, not a hand that types. */
  const byButton = useRef(false);
  const [typed, setTyped] = useState<{ from: number; name: string; caret: number }>();
  const [chosen, setChosen] = useState(0);
  const [at, setAt] = useState({ left: 0, top: 0 });
  const options = typed ? matching(variables, typed.name) : [];
  const open = options.length > 0;

  const put = (from: number, to: number, text: string) => {
    const element = field.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(from, to);
    byButton.current = true;
    // The one way that keeps the field's own undo.
    if (!document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) {
      element.setRangeText(text, from, to, 'end');
      onChange(element.value);
    }
    byButton.current = false;
    setTyped(undefined);
  };
  useImperativeHandle(hand, () => ({
    insert: (text) => {
      const [from, to] = [field.current?.selectionStart ?? value.length, field.current?.selectionEnd ?? value.length];
      put(from, to, spaced(value.slice(0, from), text, value.slice(to)));
    },
    replace: put,
    select: (from, to) => {
      field.current?.focus();
      field.current?.setSelectionRange(from, to);
    },
  }));

  const look = (text: string, caret: number) => {
    const found = typedName(text, caret);
    setTyped(found && { ...found, caret });
    setChosen(0);
  };
  const choose = ({ name }: Variable) => {
    if (!typed) return;
    put(typed.from, typedEnd(value, typed.caret), `{{ ${name} }}`);
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const element = event.currentTarget;
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      return look(value, element.selectionStart);
    }
    if (!open) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const variable = options[chosen];
    if (step !== 0) setChosen((chosen + step + options.length) % options.length);
    else if (event.key === 'Escape') setTyped(undefined);
    else if ((event.key === 'Enter' || event.key === 'Tab') && variable) choose(variable);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  // The list follows the braces, which move while what stands before them wraps.
  useLayoutEffect(() => {
    const { current } = marker;
    if (!open || !current) return;
    const room = (field.current?.clientWidth ?? 0) - LIST_WIDTH;
    const next = {
      left: Math.max(0, Math.min(current.offsetLeft, room)),
      top: current.offsetTop + current.offsetHeight,
    };
    setAt((before) => (before.left === next.left && before.top === next.top ? before : next));
  });

  return (
    <div className="template-field" data-invalid={invalid || undefined}>
      <div className="template-drawn" aria-hidden="true">
        {piecesOf(value, notes).map((piece) => (
          <span key={piece.from} data-chip={piece.placeholder || undefined} data-mark={piece.mark}>
            {typed && piece.from <= typed.from && typed.from < piece.from + piece.text.length ? (
              <>
                {piece.text.slice(0, typed.from - piece.from)}
                <span ref={marker} />
                {piece.text.slice(typed.from - piece.from)}
              </>
            ) : (
              piece.text
            )}
          </span>
        ))}
        {/* A last empty line has a height only with something in it. */}
        {'\u200b'}
      </div>
      <textarea
        ref={field}
        id="sms-template"
        value={value}
        maxLength={2_000}
        spellCheck={false}
        aria-label={say('smsTemplatePage.field')}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open ? id : undefined}
        aria-activedescendant={open ? `${id}-${chosen}` : undefined}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          if (!byButton.current) look(event.currentTarget.value, event.currentTarget.selectionStart);
        }}
        onSelect={({ currentTarget }) => {
          if (typed && currentTarget.selectionStart !== typed.caret)
            look(currentTarget.value, currentTarget.selectionStart);
        }}
        onKeyDown={onKey}
        // What was dropped is selected by the browser: the next that is typed or inserted must not take its place.
        onDrop={({ currentTarget }) => {
          requestAnimationFrame(() => {
            currentTarget.focus();
            currentTarget.setSelectionRange(currentTarget.selectionEnd, currentTarget.selectionEnd);
          });
        }}
        onBlur={() => setTyped(undefined)}
      />
      {open && <Completion id={id} options={options} chosen={chosen} at={at} onChoose={choose} />}
      <span className="unseen" role="status">
        {open ? say('smsTemplatePage.completionCount', { count: options.length }) : ''}
      </span>
    </div>
  );
}

/** A placeholder parted by a space from a word or another placeholder beside it. */
function spaced(before: string, text: string, after: string): string {
  return `${/[\p{L}\d}]$/u.test(before) ? ' ' : ''}${text}${/^[\p{L}\d{]/u.test(after) ? ' ' : ''}`;
}
