/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A window over the tiles: focus goes into it and stays, Esc is told by the key engine. */
export function ContactWindow({ title, children }: { title: string; children: ComponentChildren }) {
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
        if (event.key !== 'Tab') return;
        const all = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button:not([tabindex="-1"])')];
        const end = event.shiftKey ? all[0] : all.at(-1);
        if (document.activeElement !== end) return;
        event.preventDefault();
        (event.shiftKey ? all.at(-1) : all[0])?.focus();
      }}
    >
      <h2>{title}</h2>
      {children}
    </div>
  );
}
