/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { connectHid, connectSerial, hasHid, hasSerial } from './devices.ts';
import type { ScannerReport } from './keys/analyse.ts';
import type { OwnSettings } from './own-settings.ts';
import { ScannerCheck } from './scanner-check.tsx';
import { words } from './words.ts';

interface Props {
  own: OwnSettings;
  report: ScannerReport | undefined;
  onOwn(settings: OwnSettings): void;
  onAgain(): void;
  onCode(text: string): void;
  onBack(): void;
}

/** What belongs to this screen alone: sound, hotkeys, its scanner. */
export function SettingsPanel({ own, report, onOwn, onAgain, onCode, onBack }: Props) {
  const [device, setDevice] = useState<'ready' | 'failed'>();
  const [applied, setApplied] = useState(false);
  const connect = (by: typeof connectHid) => () =>
    by(onCode).then(
      () => setDevice('ready'),
      () => setDevice('failed'),
    );
  return (
    <main class="own">
      <h1>{words('settings')}</h1>
      <label>
        <input
          type="checkbox"
          checked={own.sound}
          onChange={(event) => onOwn({ ...own, sound: event.currentTarget.checked })}
        />
        {words('sound')}
      </label>
      <label>
        <input
          type="checkbox"
          checked={own.hotkeys}
          onChange={(event) => onOwn({ ...own, hotkeys: event.currentTarget.checked })}
        />
        {words('hotkeys')}
      </label>
      <h2>{words('check.title')}</h2>
      <ScannerCheck
        report={report}
        applied={applied}
        onApply={(found) => {
          onOwn({ ...own, scanner: found.habits });
          setApplied(true);
        }}
        onAgain={() => {
          setApplied(false);
          onAgain();
        }}
      />
      <div class="row">
        {hasHid && (
          <button type="button" onClick={connect(connectHid)}>
            {words('device.hid')}
          </button>
        )}
        {hasSerial && (
          <button type="button" onClick={connect(connectSerial)}>
            {words('device.serial')}
          </button>
        )}
      </div>
      {!hasHid && !hasSerial && <p class="hint">{words('device.none')}</p>}
      {device !== undefined && <p role="status">{words(`device.${device}`)}</p>}
      <div class="row">
        <button type="button" class="main" onClick={onBack}>
          {words('back')}
        </button>
      </div>
    </main>
  );
}
