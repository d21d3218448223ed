/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { parseContact } from '../../src/contact/parse-contact.ts';
import { suggestAddress } from '../../src/contact/suggest-domain.ts';
import type { SaleView } from '../../src/server/api.ts';
import { ContactWindow } from './contact-window.tsx';
import { asLatin } from './email-window.tsx';
import { Away, call } from './service.ts';
import { money, words } from './words.ts';

interface Props {
  sale: SaleView;
  /** It is on its way to the other contact. */
  onSent(): void;
  onBack(): void;
}

/** A receipt that did not reach the buyer goes to another contact: an e-mail or a telephone in one field. */
export function FixWindow({ sale, onSent, onBack }: Props) {
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const title = words('fixTitle', { total: money(sale.total) });
  const meant = asLatin(value) ?? value;
  const suggestion = suggestAddress(meant) ?? asLatin(value);
  const send = async () => {
    const parsed = parseContact(meant);
    if (!parsed.ok) return setProblem(words(`contact.${parsed.reason.code}`, parsed.reason.params));
    setBusy(true);
    try {
      await call('POST', `/receipts/${sale.receiptId}/deliveries`, { to: parsed.contact.value });
      onSent();
    } catch (error) {
      setProblem(error instanceof Away ? words('away') : (error as Error).message);
      setBusy(false);
    }
  };
  return (
    <ContactWindow title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void send();
        }}
      >
        <input
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={254}
          aria-label={words('fixField')}
          placeholder={words('fixField')}
          aria-invalid={problem !== undefined}
          value={value}
          onInput={(event) => {
            setValue(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        {suggestion !== undefined && (
          <p class="suggestion">
            {words('suggest', { address: suggestion })}{' '}
            <button type="button" onClick={() => setValue(suggestion)}>
              {words('take')}
            </button>
          </p>
        )}
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="row">
          <button type="submit" class="main" disabled={busy}>
            {words('send')}
          </button>
          <button type="button" onClick={onBack}>
            {words('back')}
          </button>
        </div>
      </form>
    </ContactWindow>
  );
}
