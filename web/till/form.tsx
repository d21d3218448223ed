/** @jsxImportSource preact */
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
    <main class="form" aria-busy={busy}>
      <h1>{words('on', { kind: kindOf(sale), total: money(sale.total) })}</h1>
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
      <p class="will" id="will">
        {words('willBe', { what: willBe(sale, view) })}
      </p>
      <div class="row">
        <button type="button" class="main" disabled={busy} aria-describedby="will" onClick={onPrint}>
          <kbd>Enter</kbd> {words('print')}
        </button>
        <button type="button" class="cancel" disabled={busy} onClick={onCancel}>
          <kbd>Esc</kbd> {words('cancel')}
        </button>
      </div>
      <p class="hint">{words('scanHint')}</p>
    </main>
  );
}

/** What Enter will do, in one sentence. */
export function willBe(sale: SaleView, view: TillView): string {
  const paper = !sale.electronically
    ? words('will.paper')
    : sale.contact === undefined
      ? words('will.noContact')
      : view.register.electronically === 'no'
        ? words('will.cannot')
        : words('will.paperless');
  if (sale.contact === undefined) return paper;
  const to = shownContact(sale.contact);
  const we = view.register.delivers !== 'ofd';
  if (isEmail(sale.contact))
    return `${paper} ${words(we && view.channels.email ? 'will.email' : 'will.register', { to })}`;
  return `${paper} ${words(we && view.channels.sms ? 'will.sms' : 'will.register', { to })}`;
}
