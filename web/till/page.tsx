/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { contactPattern } from '../../src/contact/device/pattern.ts';
import { readDevice } from '../../src/contact/device/read-device.ts';
import { parseContact } from '../../src/contact/parse-contact.ts';
import { EmailWindow } from './email-window.tsx';
import { SaleForm, shownContact, willBe } from './form.tsx';
import { analyseScan, type ScannerReport } from './keys/analyse.ts';
import type { KeyAction, KeyInput } from './keys/key-engine.ts';
import { Outcome } from './outcome.tsx';
import { readOwn, writeOwn } from './own-settings.ts';
import { emptyDraft, numberOf, type PhoneDraft } from './phone-mask.ts';
import { PhoneWindow } from './phone-window.tsx';
import { LastReceipts, Ready } from './ready.tsx';
import { call } from './service.ts';
import { SettingsPanel } from './settings-panel.tsx';
import { play } from './sound.ts';
import { useKeys } from './use-keys.ts';
import { useTill } from './use-till.ts';
import { money, words } from './words.ts';

type Window = 'none' | 'email' | 'phone';

/** A scan in «Проверить сканер» has ended when so many milliseconds were still. */
const SCAN_END = 500;

/** The cashier's page of one register. */
export function Page({ register }: { register: string }) {
  const till = useTill(register);
  const { view, sale } = till;
  const [window_, setWindow] = useState<Window>('none');
  const [email, setEmail] = useState('');
  const [draft, setDraft] = useState<PhoneDraft>(emptyDraft);
  const [fieldProblem, setFieldProblem] = useState<string>();
  const [said, setSaid] = useState<{ text: string; bad?: boolean; undo?: string | null }>();
  const [own, setOwn] = useState(readOwn);
  const [settings, setSettings] = useState(false);
  const [report, setReport] = useState<ScannerReport>();
  const recorded = useRef<{ keys: KeyInput[]; timer?: ReturnType<typeof setTimeout> }>({ keys: [] });

  const form = sale?.state === 'awaiting-contact';
  const hotkeys = own.hotkeys && (view?.form.hotkeys ?? true);
  const sound = own.sound && (view?.form.sound ?? true);
  const pattern = view?.form.scanner.pattern ?? '';
  const read = (text: string) => {
    const compiled = pattern === '' ? undefined : contactPattern(pattern);
    return readDevice(text, compiled?.ok ? { pattern: compiled.pattern } : {});
  };

  // Another sale: its form begins empty. The sound tells a cashier who looks at the buyer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sale is the very reason.
  useEffect(() => {
    setWindow('none');
    setSaid(undefined);
  }, [sale?.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sound belongs to the change of the state alone.
  useEffect(() => {
    if (!sound || !sale) return;
    if (sale.state === 'fiscalised') play('good');
    else if (sale.state === 'failed' || sale.state === 'unclear') play('bad');
  }, [sale?.state]);

  const setContact = (value: string | null, undoable = true) => {
    const before = sale?.contact;
    till.wish({ contact: value });
    const undo = undoable ? { undo: before ?? null } : {};
    if (value === null) setSaid({ text: words('removed'), ...undo });
    else if (before === undefined || before === value)
      setSaid({ text: words('entered', { contact: shownContact(value) }), ...undo });
    else
      setSaid({
        text: words('replaced', { contact: shownContact(value), before: shownContact(before) }),
        ...undo,
      });
    setWindow('none');
    setFieldProblem(undefined);
  };
  const openEmail = () => {
    setEmail(sale?.contact?.includes('@') ? sale.contact : '');
    setFieldProblem(undefined);
    setWindow('email');
  };
  const openPhone = () => {
    setDraft(emptyDraft);
    setFieldProblem(undefined);
    setWindow('phone');
  };
  const accept = (reading?: { contact: { value: string } }) => {
    const typed = window_ === 'email' ? email.trim() : numberOf(draft);
    const empty = window_ === 'email' ? typed === '' : draft.digits === '';
    if (empty && !reading) {
      if (sale?.contact === undefined) setWindow('none');
      else setContact(null);
      return;
    }
    const parsed = parseContact(typed);
    const wanted = window_ === 'email' ? 'email' : 'phone';
    if (parsed.ok && parsed.contact.kind === wanted) setContact(parsed.contact.value);
    else if (reading) setContact(reading.contact.value);
    else if (parsed.ok) setFieldProblem(words('contact.emailWithoutAt'));
    else setFieldProblem(words(`contact.${parsed.reason.code}`, parsed.reason.params));
  };
  const changeMode = () => {
    if (!sale) return;
    till.wish({ electronically: !sale.electronically });
    setSaid({ text: words(sale.electronically ? 'modePaper' : 'modePaperless') });
  };
  const scanned = (text: string) => {
    const reading = read(text);
    if (!form) return;
    if (reading.ok) setContact(reading.contact.value);
    else setSaid({ text: words(`contact.device.${reading.reason.code}`, reading.reason.params), bad: true });
  };

  const act = (action: KeyAction) => {
    if (!form || settings) return;
    const main = window_ === 'none';
    switch (action.type) {
      case 'hotkey':
        if (!main) return;
        if (action.hotkey === 'email') openEmail();
        else if (action.hotkey === 'phone') openPhone();
        else changeMode();
        return;
      case 'enter':
        if (main) till.act('confirm');
        else accept(action.reading);
        return;
      case 'escape':
        if (main) till.act('cancel');
        else setWindow('none');
        return;
      case 'scan':
        setContact(action.reading.contact.value);
        return;
      case 'scanUnreadable': {
        const { code, params } = action.reading.reason;
        setSaid({ text: words(`contact.device.${code}`, params), bad: true });
        return;
      }
      case 'unsure':
        setSaid({ text: words('unsure') });
        return;
      case 'dismiss':
        setSaid(undefined);
    }
  };
  const record = (input: KeyInput): boolean => {
    if (!settings || input.key === 'Escape') return false;
    const now = recorded.current;
    // A single key is the cashier's; what comes fast is the scanner's.
    if (now.keys.length === 0 && (input.key === 'Tab' || input.key === 'Enter' || input.key === ' ')) return false;
    clearTimeout(now.timer);
    now.keys.push({ ...input, target: 'page' });
    now.timer = setTimeout(() => {
      if (now.keys.length > 5) setReport(analyseScan(now.keys, read));
      now.keys = [];
    }, SCAN_END);
    return true;
  };
  useKeys(
    {
      scanner:
        own.scanner ??
        (view ? { gap: view.form.scanner.gap, fast: view.form.scanner.fast, prefix: view.form.scanner.prefix } : {}),
      hotkeys: hotkeys ? (view?.form.keys ?? {}) : false,
      read,
    },
    { act, record },
    sale?.id,
  );

  if (!view) return <p class="loading">{till.away ? words('away') : '…'}</p>;
  const shift =
    view.register.shift === 'open' && view.register.shiftNumber !== undefined
      ? words('shift', { number: view.register.shiftNumber })
      : view.register.shift === 'closed'
        ? words('shiftClosed')
        : view.register.shift === 'expired'
          ? words('shiftExpired')
          : '';
  return (
    <div class="till">
      <header>
        <b>{view.register.name === '' ? words('title', { name: view.register.id }) : view.register.name}</b>
        <span>{shift}</span>
        {view.demo && <span class="hint">{words('demo')}</span>}
        {sale && window_ !== 'none' && <b class="sum">{money(sale.total)}</b>}
        {form && <Countdown endsAt={sale.endsAt} />}
        {!sale && (
          <button type="button" class="quiet" onClick={() => setSettings(!settings)}>
            {words('settings')}
          </button>
        )}
      </header>
      {till.away && (
        <p class="away" role="alert">
          {words('away')}
        </p>
      )}
      {till.problem !== undefined && (
        <p class="problem" role="alert">
          {till.problem}
        </p>
      )}
      {!sale && settings && (
        <SettingsPanel
          own={own}
          report={report}
          onOwn={(next) => {
            setOwn(next);
            writeOwn(next);
          }}
          onAgain={() => setReport(undefined)}
          onCode={scanned}
          onBack={() => setSettings(false)}
        />
      )}
      {!sale && !settings && (
        <Ready view={view} onTry={() => void call('POST', `/demo/sales?register=${register}`).catch(() => {})} />
      )}
      {sale && !form && (
        <Outcome
          sale={sale}
          busy={till.busy}
          onRepeat={() => till.act('repeat')}
          onCancel={() => till.act('cancel')}
          onResolve={(verdict) => void till.resolve(verdict)}
        />
      )}
      {form && window_ === 'none' && (
        <SaleForm
          sale={sale}
          view={view}
          hotkeys={hotkeys}
          busy={till.busy}
          onEmail={openEmail}
          onPhone={openPhone}
          onMode={changeMode}
          onPrint={() => till.act('confirm')}
          onCancel={() => till.act('cancel')}
        />
      )}
      {form && window_ !== 'none' && (
        <main>
          {window_ === 'email' ? (
            <EmailWindow
              value={email}
              problem={fieldProblem}
              onInput={(value) => {
                setEmail(value);
                setFieldProblem(undefined);
              }}
              onAccept={() => accept()}
              onBack={() => setWindow('none')}
            />
          ) : (
            <PhoneWindow
              draft={draft}
              problem={fieldProblem}
              onDraft={(next) => {
                setDraft(next);
                setFieldProblem(undefined);
              }}
              onAccept={() => accept()}
              onBack={() => setWindow('none')}
            />
          )}
          <p class="will">{words('willBe', { what: willBe(sale, view) })}</p>
        </main>
      )}
      <p class={said?.bad ? 'said bad' : 'said'} aria-live="polite">
        {said?.text}
        {form && said?.undo !== undefined && (
          <button type="button" class="quiet" onClick={() => setContact(said.undo ?? null, false)}>
            {words('undo')}
          </button>
        )}
      </p>
      <LastReceipts last={view.last} />
    </div>
  );
}

function Countdown({ endsAt }: { endsAt: number | undefined }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (endsAt === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [endsAt]);
  if (endsAt === undefined) return null;
  return <span class="hint">{words('seconds', { count: Math.max(0, Math.ceil((endsAt - now) / 1_000)) })}</span>;
}
