/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A window over the tiles: focus goes into it and stays, Esc is told by the key engine. */
export function ContactWindow({ title, children }: { title: string; children: ComponentChildren }) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    root.current?.querySelector('input')?.focus();
  }, []);
  return (
    <div class="window" role="dialog" aria-modal="true" aria-label={title} ref={root}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
