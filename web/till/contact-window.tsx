/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { shownContact } from './form.tsx';
import { words } from './words.ts';

/** What came in one go after something else in the field may be a contact of its own: a slow scanner's. */
export interface Offer {
  other: string | undefined;
  onOther(): void;
}

interface Props extends Partial<Offer> {
  title: string;
  children: ComponentChildren;
}

/** A window over the tiles: focus goes into it and stays, Esc is told by the key engine. */
export function ContactWindow({ title, other, onOther, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const field = root.current?.querySelector('input');
    field?.focus();
    // What stands there goes with the first key that is typed over it.
    field?.select();
  }, []);
  return (
    <div
      class="window"
      role="dialog"
      aria-modal="true"
      aria-label={title}
      ref={root}
      onKeyDown={(event) => {
        if (event.key === 'F6' && other !== undefined) {
          event.preventDefault();
          onOther?.();
        }
        if (event.key !== 'Tab') return;
        const all = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button:not([tabindex="-1"])')];
        const end = event.shiftKey ? all[0] : all.at(-1);
        if (document.activeElement !== end) return;
        event.preventDefault();
        (event.shiftKey ? all.at(-1) : all[0])?.focus();
      }}
    >
      <h2>{title}</h2>
      {other !== undefined && (
        <p class="suggestion" role="alert">
          {words('other', { contact: shownContact(other) })}{' '}
          <button type="button" onClick={() => onOther?.()}>
            <kbd>F6</kbd> {words('take')}
          </button>
        </p>
      )}
      {children}
    </div>
  );
}
