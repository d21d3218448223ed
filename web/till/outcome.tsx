/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { SaleView } from '../../src/server/api.ts';
import { kindOf } from './use-till.ts';
import { money, words } from './words.ts';

interface Props {
  sale: SaleView;
  busy: boolean;
  onRepeat(): void;
  onCancel(): void;
  onResolve(verdict: object): void;
}

/** What became of the print: it goes on, it is done, or there is trouble that stays until somebody answers. */
export function Outcome({ sale, busy, onRepeat, onCancel, onResolve }: Props) {
  const [asking, setAsking] = useState(false);
  const heading = words('on', { kind: kindOf(sale), total: money(sale.total) });
  if (sale.state === 'fiscalising') return <Calm sign="…" heading={heading} text={words('printing')} />;
  if (sale.state === 'fiscalised') return <Calm sign="✓" heading={heading} text={words('done')} />;
  if (sale.state === 'cancelled') return <Calm sign="–" heading={heading} text={words('cancelled')} />;
  const unclear = sale.state === 'unclear';
  return (
    <main class="trouble">
      <h1>
        <span aria-hidden="true">{unclear ? '⚠ ' : '✕ '}</span>
        {words(unclear ? 'unclear' : 'failed')}
      </h1>
      <p class="heading">{heading}</p>
      <p>{sale.problem?.explanation}</p>
      {sale.problem?.reply !== undefined && <p class="reply">{sale.problem.reply}</p>}
      {asking ? (
        <MadeForm onSave={onResolve} onBack={() => setAsking(false)} />
      ) : (
        <div class="row">
          {sale.actions.includes('repeat') && (
            <button type="button" class="main" disabled={busy} onClick={onRepeat}>
              {words('repeat')}
            </button>
          )}
          {sale.actions.includes('resolve') && (
            <>
              <button type="button" class="main" onClick={() => setAsking(true)}>
                {words('made')}
              </button>
              <button type="button" onClick={() => onResolve({ made: false })}>
                {words('notMade')}
              </button>
            </>
          )}
          {sale.actions.includes('cancel') && (
            <button type="button" disabled={busy} onClick={onCancel}>
              {words('cancel')}
            </button>
          )}
        </div>
      )}
    </main>
  );
}

function Calm({ sign, heading, text }: { sign: string; heading: string; text: string }) {
  return (
    <main class="calm">
      <p class="sign" aria-hidden="true">
        {sign}
      </p>
      <h1>{text}</h1>
      <p>{heading}</p>
    </main>
  );
}

/** What is copied from the paper receipt when nobody but the cashier can know. */
function MadeForm({ onSave, onBack }: { onSave(verdict: object): void; onBack(): void }) {
  const [fields, setFields] = useState({ document: '', sign: '', dateTime: '' });
  const set = (name: keyof typeof fields) => (event: { currentTarget: HTMLInputElement }) =>
    setFields({ ...fields, [name]: event.currentTarget.value });
  return (
    <form
      class="made"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({
          made: true,
          fiscalDocumentNumber: Number(fields.document),
          fiscalSign: fields.sign.replace(/\D/g, ''),
          dateTime: fields.dateTime,
        });
      }}
    >
      <p>{words('madeAsk')}</p>
      <label>
        {words('document')}
        <input
          type="text"
          inputMode="numeric"
          required
          pattern="\d{1,10}"
          value={fields.document}
          onInput={set('document')}
        />
      </label>
      <label>
        {words('sign')}
        <input type="text" inputMode="numeric" required pattern="\d{1,10}" value={fields.sign} onInput={set('sign')} />
      </label>
      <label>
        {words('dateTime')}
        <input type="datetime-local" required value={fields.dateTime} onInput={set('dateTime')} />
      </label>
      <div class="row">
        <button type="submit" class="main">
          {words('save')}
        </button>
        <button type="button" onClick={onBack}>
          {words('back')}
        </button>
      </div>
    </form>
  );
}
