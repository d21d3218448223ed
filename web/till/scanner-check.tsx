/** @jsxImportSource preact */
import { shownContact } from './form.tsx';
import type { ScannerReport } from './keys/analyse.ts';
import { words } from './words.ts';

interface Props {
  report: ScannerReport | undefined;
  applied: boolean;
  onApply(report: ScannerReport): void;
  onAgain(): void;
}

/** «Проверить сканер»: what came in and how, and setting the till for it. */
export function ScannerCheck({ report, applied, onApply, onAgain }: Props) {
  if (!report) return <p class="hint">{words('check.ask')}</p>;
  const { gaps, reading } = report;
  return (
    <div class="report" aria-live="polite">
      <dl>
        <dt>{words('check.came')}</dt>
        <dd>{report.text === '' ? words('check.hidden') : report.text}</dd>
        <dt>{words('check.reading')}</dt>
        <dd>
          {reading.ok
            ? shownContact(reading.contact.value)
            : words(`contact.device.${reading.reason.code}`, reading.reason.params)}
        </dd>
        {report.prefix !== '' && (
          <>
            <dt>{words('check.prefix')}</dt>
            <dd>{report.prefix}</dd>
          </>
        )}
        <dt>{words('check.suffix')}</dt>
        <dd>{words(`check.suffixes.${report.suffix}`)}</dd>
        {gaps && (
          <>
            <dt>{words('check.layout')}</dt>
            <dd>{words(`check.layouts.${report.layout}`)}</dd>
          </>
        )}
      </dl>
      {gaps && (
        <p>
          {words('check.gaps', {
            min: Math.round(gaps.min),
            max: Math.round(gaps.max),
            median: Math.round(gaps.median),
          })}
        </p>
      )}
      {report.slow && <p class="note">{words('check.slow')}</p>}
      <div class="row">
        {gaps && (
          <button type="button" class="main" disabled={applied} onClick={() => onApply(report)}>
            {words(applied ? 'check.applied' : 'check.apply')}
          </button>
        )}
        <button type="button" onClick={onAgain}>
          {words('check.again')}
        </button>
      </div>
    </div>
  );
}
