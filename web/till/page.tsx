/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { contactPattern } from '../../src/contact/device/pattern.ts';
import { readDevice } from '../../src/contact/device/read-device.ts';
import type { SaleView } from '../../src/server/api.ts';
import { reconnect } from './devices.ts';
import { EmailWindow } from './email-window.tsx';
import { FixWindow } from './fix-window.tsx';
import { SaleForm, WillBe } from './form.tsx';
import { analyseScan, reportOfCode, type ScannerReport } from './keys/analyse.ts';
import type { KeyAction, KeyInput } from './keys/key-engine.ts';
import { Outcome } from './outcome.tsx';
import { readOwn, writeOwn } from './own-settings.ts';
import { PhoneWindow } from './phone-window.tsx';
import { LastReceipts, Ready } from './ready.tsx';
import { call } from './service.ts';
import { SettingsPanel } from './settings-panel.tsx';
import { play } from './sound.ts';
import { useForm } from './use-form.ts';
import { useKeys } from './use-keys.ts';
import { SEEN_MS, useTill } from './use-till.ts';
import { money, words } from './words.ts';

/** A scan in «Проверить сканер» has ended when so many milliseconds were still. */
const SCAN_END = 500;
/** How long keys are not heard after a print that failed, milliseconds. */
const DEAF_MS = 1_000;
/** Opened by the caller for one sale: when that has ended, so has the window. */
const closesItself = new URLSearchParams(location.search).has('once');

/** The cashier's page of one register. */
export function Page({ register }: { register: string }) {
  const till = useTill(register);
  const { view, sale } = till;
  const [own, setOwn] = useState(readOwn);
  const [settings, setSettings] = useState(false);
  const [report, setReport] = useState<ScannerReport>();
  const [fixing, setFixing] = useState<SaleView>();
  const recorded = useRef<{ keys: KeyInput[]; timer?: ReturnType<typeof setTimeout> }>({ keys: [] });

  const form = useForm(till);
  // What is certain not to have been made may get another contact before it is tried again.
  const asks = sale?.state === 'awaiting-contact' || sale?.state === 'failed';
  const goOn = () => till.act(sale?.state === 'failed' ? 'repeat' : 'confirm');
  const cancel = () => till.act('cancel');
  const hotkeys = own.hotkeys && (view?.form.hotkeys ?? true);
  const sound = own.sound && (view?.form.sound ?? true);
  const pattern = view?.form.scanner.pattern ?? '';
  const read = (text: string) => {
    const compiled = pattern === '' ? undefined : contactPattern(pattern);
    return readDevice(text, compiled?.ok ? { pattern: compiled.pattern } : {});
  };

  useEffect(() => {
    if (!sale) return;
    setSettings(false);
    setFixing(undefined);
  }, [sale]);
  const troubleAt = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sound belongs to the change of the state alone.
  useEffect(() => {
    if (!sale) return;
    if (sale.state === 'failed') troubleAt.current = performance.now();
    if (!sound) return;
    if (sale.state === 'fiscalised') play('good');
    else if (sale.state === 'failed' || sale.state === 'unclear') play('bad');
  }, [sale?.state]);
  useLayoutEffect(() => {
    if (sale && closesItself && (sale.state === 'fiscalised' || sale.state === 'cancelled'))
      setTimeout(() => window.close(), SEEN_MS);
  }, [sale]);

  const onCode = useRef((_text: string) => {});
  onCode.current = (text) => {
    if (settings && !sale) setReport(reportOfCode(text, read));
    else if (asks) form.scanned(read(text));
  };
  useEffect(() => reconnect((text) => onCode.current(text)), []);

  const act = (action: KeyAction) => {
    // The forms of the page outside a sale's own: Enter sends them, a scan is typed for the hand.
    const ownForm = asks ? null : document.querySelector('form');
    if (action.type === 'enter') ownForm?.requestSubmit();
    if (action.type === 'escape') setFixing(undefined);
    if (action.type === 'scan' && fixing) typeInto(ownForm, action.reading.contact.value);
    if (!asks) return;
    const main = form.window === 'none';
    // The key that was meant for the form before must not answer the trouble that came instead.
    const isDeaf = main && sale?.state === 'failed' && performance.now() - troubleAt.current < DEAF_MS;
    switch (action.type) {
      case 'hotkey':
        if (!main) return;
        if (action.hotkey === 'email') form.openEmail();
        else if (action.hotkey === 'phone') form.openPhone();
        else form.changeMode();
        return;
      case 'enter':
        if (!main) form.accept(action.reading);
        else if (!isDeaf) goOn();
        return;
      case 'escape':
        if (!main) form.close();
        else if (!isDeaf) cancel();
        return;
      case 'scan':
      case 'scanUnreadable':
        form.scanned(action.reading);
        return;
      case 'unsure':
        form.say({ text: words('unsure') });
        return;
      case 'modeBack':
        form.changeMode();
        return;
      case 'dismiss':
        form.say(undefined);
    }
  };
  const offer = {
    other: form.other,
    onOther: () => form.other !== undefined && form.setContact(form.other),
  };
  const record = (input: KeyInput): boolean => {
    if (!settings || sale || input.key === 'Escape' || input.ctrl || input.meta || input.repeat) return false;
    if (/^(?:Shift|Control|Alt|Meta|F\d+)$/.test(input.key) && recorded.current.keys.length === 0) return false;
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

  if (!view) return <p class="loading">{till.problem ?? (till.away ? words('away') : '…')}</p>;
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
        {sale && form.window !== 'none' && <b class="sum">{money(sale.total)}</b>}
        {asks && <Countdown endsAt={sale.endsAt} />}
        {view.waiting.length > 0 && <span class="hint">{words('waiting', { count: view.waiting.length })}</span>}
        {!sale && (
          <button type="button" class="quiet" onClick={() => setSettings(!settings)}>
            {words('settings')}
          </button>
        )}
      </header>
      {till.away && (
        <p class="away" role="alert">
          {words(till.busy ? 'awayBusy' : 'away')}
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
          onCode={(text) => onCode.current(text)}
          onBack={() => setSettings(false)}
        />
      )}
      {!sale && fixing && (
        <FixWindow
          sale={fixing}
          onSent={() => {
            setFixing(undefined);
            form.say({ text: words('fixed') });
            till.look();
          }}
          onBack={() => setFixing(undefined)}
        />
      )}
      {!sale && !settings && !fixing && (
        <Ready view={view} onTry={() => void call('POST', `/demo/sales?register=${register}`).catch(() => {})} />
      )}
      {sale && !asks && <Outcome sale={sale} onResolve={(verdict) => void till.resolve(verdict)} />}
      {asks && form.window === 'none' && (
        <SaleForm
          sale={sale}
          view={view}
          hotkeys={hotkeys}
          busy={till.busy}
          onEmail={form.openEmail}
          onPhone={form.openPhone}
          onMode={form.changeMode}
          onPrint={goOn}
          onCancel={cancel}
        />
      )}
      {asks && form.window !== 'none' && (
        <main>
          {form.window === 'email' ? (
            <EmailWindow
              value={form.email}
              problem={form.problem}
              onInput={form.setEmail}
              onAccept={() => form.accept()}
              onBack={form.close}
              {...offer}
            />
          ) : (
            <PhoneWindow
              draft={form.draft}
              problem={form.problem}
              onDraft={form.setDraft}
              onAccept={() => form.accept()}
              onBack={form.close}
              {...offer}
            />
          )}
          <WillBe sale={sale} view={view} />
        </main>
      )}
      <p class={form.said?.bad ? 'said bad' : 'said'} aria-live="polite">
        {form.said?.text}
        {asks && form.said?.undo !== undefined && (
          <button type="button" class="quiet" onClick={() => form.setContact(form.said?.undo ?? null, false)}>
            {words('undo')}
          </button>
        )}
      </p>
      <LastReceipts last={view.last} onFix={sale ? undefined : setFixing} />
    </div>
  );
}

function typeInto(form: HTMLFormElement | null, value: string): void {
  const field = form?.querySelector('input');
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
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
