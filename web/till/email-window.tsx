/** @jsxImportSource preact */

import { useRef } from 'preact/hooks';
import { underRussianLayout } from '../../src/contact/device/layout.ts';
import { parseContact } from '../../src/contact/parse-contact.ts';
import { domainsToChoose, suggestAddress } from '../../src/contact/suggest-domain.ts';
import { ContactWindow, type Offer } from './contact-window.tsx';
import { words } from './words.ts';

interface Props extends Offer {
  value: string;
  problem: string | undefined;
  onInput(value: string): void;
  onAccept(): void;
  onBack(): void;
}

/** The address that was typed while the Russian layout was on, which has no `@`: its key gives `"` there. */
export function asLatin(value: string): string | undefined {
  if (value.includes('@') || !value.includes('"')) return undefined;
  const readings = underRussianLayout(value.trim());
  return readings.find((one) => parseContact(one).ok) ?? readings.find((one) => one.includes('@'));
}

/** One field for the buyer's e-mail. Domains after `@` by one key (F1–F5); a likely slip is offered and never put right by itself. */
export function EmailWindow({ value, problem, onInput, onAccept, onBack, other, onOther }: Props) {
  const latin = asLatin(value);
  const meant = latin ?? value;
  const domains = domainsToChoose(meant);
  const suggestion = other === undefined ? (suggestAddress(meant) ?? latin) : undefined;
  const parsed = parseContact(value);
  const note = parsed.ok ? parsed.notes[0] : undefined;
  const field = useRef<HTMLInputElement>(null);
  // Its button goes away with the offer; the next Enter is to be the field's.
  const fill = (address: string) => {
    onInput(address);
    field.current?.focus();
  };
  const choose = (domain: string) => fill(`${meant.slice(0, meant.lastIndexOf('@') + 1)}${domain}`);
  // Of the other layout it is said that Enter accepts it: so does its button, which a scanner's Tab may have reached.
  const take = () => (suggestion === undefined ? undefined : suggestion === latin ? onAccept() : fill(suggestion));
  return (
    <ContactWindow title={words('emailTitle')} other={other} onOther={onOther}>
      <input
        ref={field}
        type="text"
        inputMode="email"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={254}
        aria-label={words('emailTitle')}
        aria-describedby="email-hint"
        aria-invalid={problem !== undefined}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' && event.ctrlKey) {
            event.preventDefault();
            onInput('');
          }
          if (event.key === 'F6' && suggestion !== undefined) {
            event.preventDefault();
            take();
          }
          const domain = /^F[1-5]$/.test(event.key) ? domains[Number(event.key.slice(1)) - 1] : undefined;
          if (domain !== undefined) {
            event.preventDefault();
            choose(domain);
          }
        }}
      />
      <div class="chips">
        {domains.map((domain, index) => (
          <button key={domain} type="button" onClick={() => choose(domain)}>
            <kbd>F{index + 1}</kbd> {domain}
          </button>
        ))}
      </div>
      {suggestion !== undefined && (
        <p class="suggestion">
          {words(latin === undefined ? 'suggest' : 'layout', { address: suggestion })}{' '}
          <button type="button" onClick={take}>
            <kbd>F6</kbd> {words('take')}
          </button>
        </p>
      )}
      {note !== undefined && <p class="note">{words(`contact.notes.${note}`)}</p>}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row">
        <button type="button" class="main" onClick={onAccept}>
          {words('accept')}
        </button>
        <button type="button" onClick={() => onInput('')}>
          {words('clear')}
        </button>
        <button type="button" onClick={onBack}>
          {words('back')}
        </button>
      </div>
      <p id="email-hint" class="hint">
        {words('emailHint')}
      </p>
    </ContactWindow>
  );
}
