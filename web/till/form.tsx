/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { parseContact } from '../../src/contact/parse-contact.ts';
import { formatPhone } from '../../src/contact/phone.ts';
import type { SaleView, TillView } from '../../src/server/api.ts';
import { kindOf } from './use-till.ts';
import { money, words } from './words.ts';

interface Props {
  sale: SaleView;
  view: TillView;
  hotkeys: boolean;
  busy: boolean;
  onEmail(): void;
  onPhone(): void;
  onMode(): void;
  onPrint(): void;
  onCancel(): void;
}

export const isEmail = (contact: string): boolean => contact.includes('@');
export const shownContact = (contact: string): string => (isEmail(contact) ? contact : formatPhone(contact));

/** The form of one sale: the sum, three tiles, and in one sentence what Enter will do. */
export function SaleForm({ sale, view, hotkeys, busy, onEmail, onPhone, onMode, onPrint, onCancel }: Props) {
  const root = useRef<HTMLElement>(null);
  // Whoever hears the page instead of seeing it is led to the form; no button gets the focus, so Enter prints.
  useLayoutEffect(() => root.current?.focus({ preventScroll: true }), []);
  const { keys } = view.form;
  const { contact } = sale;
  const email = contact !== undefined && isEmail(contact) ? contact : undefined;
  const phone = contact !== undefined && !isEmail(contact) ? shownContact(contact) : undefined;
  const tiles = [
    { key: keys.email, name: words('email'), value: email, empty: words('notSet'), press: onEmail },
    { key: keys.phone, name: words('phone'), value: phone, empty: words('notSet'), press: onPhone },
    {
      key: keys.electronically,
      name: words('mode'),
      value: sale.electronically ? words('paperless') : undefined,
      empty: words('paperOn'),
      press: onMode,
    },
  ];
  return (
    <main class="form" aria-busy={busy} tabIndex={-1} ref={root}>
      {sale.state === 'failed' ? (
        <Trouble sale={sale} />
      ) : (
        <h1>{words('on', { kind: kindOf(sale), total: money(sale.total) })}</h1>
      )}
      {sale.contactProblem !== undefined && contact === undefined && <p class="note">{sale.contactProblem}</p>}
      <div class="tiles">
        {tiles.map(({ key, name, value, empty, press }, index) => (
          <button
            key={name}
            type="button"
            class={value === undefined ? 'tile' : 'tile set'}
            aria-pressed={index === 2 ? sale.electronically : undefined}
            onClick={press}
          >
            {hotkeys && <kbd>{key}</kbd>}
            <b>{name}</b>
            <span>
              {value !== undefined && <span aria-hidden="true">✓ </span>}
              {value ?? empty}
            </span>
          </button>
        ))}
      </div>
      <WillBe sale={sale} view={view} />
      <div class="row">
        <button type="button" class="main" disabled={busy} aria-describedby="will" onClick={onPrint}>
          <kbd>Enter</kbd> {words(sale.state === 'failed' ? 'repeat' : 'print')}
        </button>
        <button type="button" class="cancel" disabled={busy} onClick={onCancel}>
          <kbd>Esc</kbd> {words('cancel')}
        </button>
      </div>
      {sale.state !== 'failed' && <p class="hint">{words('scanHint')}</p>}
    </main>
  );
}

/** What Enter will do, in one sentence. */
export function WillBe({ sale, view }: { sale: SaleView; view: TillView }) {
  const paper = !sale.electronically
    ? words('will.paper')
    : sale.contact === undefined
      ? words('will.noContact')
      : view.register.electronically === 'no'
        ? words('will.cannot')
        : words('will.paperless');
  const what = sale.contact === undefined ? paper : `${paper} ${deliveryOf(sale.contact, view)}`;
  const line = sale.contact === undefined || isEmail(sale.contact) ? undefined : lineOf(sale.contact);
  const says = line !== undefined && view.register.delivers !== 'ofd' && view.channels.sms;
  return (
    <>
      <p class="will" id="will">
        {words('willBe', { what })}
      </p>
      {says && <p class="note">{words(`contact.notes.${line}`)}</p>}
    </>
  );
}

/** A line that takes no SMS. */
function lineOf(phone: string): 'landline' | 'tollFree' | undefined {
  const parsed = parseContact(phone);
  const line = parsed.ok ? parsed.phone?.line : undefined;
  return line === 'landline' || line === 'tollFree' ? line : undefined;
}

function deliveryOf(contact: string, view: TillView): string {
  const to = shownContact(contact);
  const we = view.register.delivers !== 'ofd';
  if (isEmail(contact)) return words(we && view.channels.email ? 'will.email' : 'will.register', { to });
  if (!we || !view.channels.sms || lineOf(contact) !== undefined) return words('will.register', { to });
  return words('will.sms', { to });
}

/** Why the print failed; the form below it is the answer. */
function Trouble({ sale }: { sale: SaleView }) {
  return (
    <div class="trouble" role="alert">
      <h1>
        <span aria-hidden="true">✕ </span>
        {words('failed')}
      </h1>
      <p class="heading">{words('on', { kind: kindOf(sale), total: money(sale.total) })}</p>
      <p>{sale.problem?.explanation}</p>
      {sale.problem?.reply !== undefined && <p class="reply">{sale.problem.reply}</p>}
    </div>
  );
}
