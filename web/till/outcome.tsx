/** @jsxImportSource preact */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SaleView } from '../../src/server/api.ts';
import { kindOf } from './use-till.ts';
import { money, words } from './words.ts';

interface Props {
  sale: SaleView;
  onResolve(verdict: object): void;
}

/** What became of the print: it goes on, it is done, or nobody knows, which stays until somebody answers. */
export function Outcome({ sale, onResolve }: Props) {
  const [asking, setAsking] = useState(false);
  const heading = words('on', { kind: kindOf(sale), total: money(sale.total) });
  if (sale.state === 'fiscalising') return <Calm sign="…" heading={heading} text={words('printing')} />;
  if (sale.state === 'fiscalised') return <Calm sign="✓" heading={heading} text={words('done')} />;
  if (sale.state === 'cancelled') return <Calm sign="–" heading={heading} text={words('cancelled')} />;
  return (
    <main class="trouble">
      <div role="alert">
        <h1>
          <span aria-hidden="true">⚠ </span>
          {words('unclear')}
        </h1>
      </div>
      <p class="heading">{heading}</p>
      <p>{sale.problem?.explanation}</p>
      {sale.problem?.reply !== undefined && <p class="reply">{sale.problem.reply}</p>}
      {asking ? (
        <MadeForm onSave={onResolve} onBack={() => setAsking(false)} />
      ) : (
        <div class="row">
          <button type="button" class="main" onClick={() => setAsking(true)}>
            {words('made')}
          </button>
          <button type="button" onClick={() => onResolve({ made: false })}>
            {words('notMade')}
          </button>
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

/** Day, month, year, hour and minute as a receipt prints them: `25.11.26 20:55`. */
const PRINTED = /^\s*(\d{1,2})[.,/](\d{1,2})[.,/](?:20)?(\d{2})\s+(\d{1,2})[:.](\d{2})\s*$/;

/** `2026-11-25T20:55`; undefined where there is no such moment. */
function momentOf(printed: string): string | undefined {
  const found = PRINTED.exec(printed);
  if (!found) return undefined;
  const [, day = '', month = '', year = '', hour = '', minute = ''] = found.map((part) => part.padStart(2, '0'));
  const moment = `20${year}-${month}-${day}T${hour}:${minute}`;
  const date = new Date(`${moment}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(moment) ? moment : undefined;
}

/** What is copied from the paper receipt when nobody but the cashier can know. */
function MadeForm({ onSave, onBack }: { onSave(verdict: object): void; onBack(): void }) {
  const [fields, setFields] = useState({ document: '', sign: '', dateTime: `${today()} ` });
  const [problem, setProblem] = useState<string>();
  const root = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => root.current?.querySelector('input')?.focus(), []);
  const field = (name: keyof typeof fields, label: string) => (
    <label>
      {label}
      <input
        type="text"
        inputMode={name === 'dateTime' ? 'text' : 'numeric'}
        autocomplete="off"
        value={fields[name]}
        onInput={(event) => {
          setFields({ ...fields, [name]: event.currentTarget.value });
          setProblem(undefined);
        }}
      />
    </label>
  );
  const save = () => {
    const fiscalDocumentNumber = fields.document.replace(/\s/g, '');
    const fiscalSign = fields.sign.replace(/\s/g, '');
    const dateTime = momentOf(fields.dateTime);
    if (!/^[1-9]\d{0,9}$/.test(fiscalDocumentNumber)) setProblem(words('documentWrong'));
    else if (!/^\d{1,10}$/.test(fiscalSign)) setProblem(words('signWrong'));
    else if (dateTime === undefined) setProblem(words('dateTimeWrong'));
    else onSave({ made: true, fiscalDocumentNumber: Number(fiscalDocumentNumber), fiscalSign, dateTime });
  };
  return (
    <form
      class="made"
      ref={root}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p>{words('madeAsk')}</p>
      {field('document', words('document'))}
      {field('sign', words('sign'))}
      {field('dateTime', words('dateTime'))}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
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

function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(now.getDate())}.${two(now.getMonth() + 1)}.${now.getFullYear()}`;
}
