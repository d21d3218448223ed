import { type FormEvent, useState } from 'react';
import type { SampleView } from '../../src/server/api.ts';
import { roubles } from '../parts/roubles.ts';
import { words } from '../parts/words.ts';

/** What a person asked for: this receipt, to this contact, in this form. */
export interface Wish {
  sample: SampleView;
  to: string;
  asPdf: boolean;
  withoutQr: boolean;
}

export function SendForm({
  samples,
  onSend,
}: {
  samples: SampleView[] | undefined;
  onSend: (wish: Wish) => Promise<void>;
}) {
  const [chosen, setChosen] = useState<string>();
  const [to, setTo] = useState('');
  const [asPdf, setAsPdf] = useState(false);
  const [withoutQr, setWithoutQr] = useState(false);
  const [busy, setBusy] = useState(false);
  const sample = samples?.find((one) => one.id === chosen) ?? samples?.[0];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!sample || busy) return;
    setBusy(true);
    await onSend({ sample, to, asPdf, withoutQr }).finally(() => setBusy(false));
  };

  return (
    <form onSubmit={submit} className="send">
      <fieldset>
        <legend>{words('chooseReceipt')}</legend>
        {samples === undefined && <p>{words('loading')}</p>}
        {samples?.length === 0 && <p>{words('noSamples')}</p>}
        {samples?.map((one) => (
          <label key={one.id} className="sample">
            <input type="radio" name="sample" checked={one.id === sample?.id} onChange={() => setChosen(one.id)} />
            <span className="sample-title">{one.title}</span>
            <span className="sample-total">{roubles(one.total)}</span>
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>{words('where')}</span>
        <input
          value={to}
          onChange={(event) => setTo(event.target.value)}
          placeholder="pokupatel@example.ru, +7 916 123-45-67"
          autoComplete="off"
          spellCheck={false}
          required
        />
      </label>
      <div className="ticks">
        <label>
          <input type="checkbox" checked={asPdf} onChange={(event) => setAsPdf(event.target.checked)} />{' '}
          {words('asPdf')}
        </label>
        <label>
          <input type="checkbox" checked={withoutQr} onChange={(event) => setWithoutQr(event.target.checked)} />{' '}
          {words('withoutQr')}
        </label>
        {withoutQr && <p className="hint">{words('withoutQrLaw')}</p>}
      </div>
      <button type="submit" className="main" disabled={!sample || busy}>
        {busy ? words('sending') : words('send')}
      </button>
    </form>
  );
}
