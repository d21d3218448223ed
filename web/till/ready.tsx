/** @jsxImportSource preact */
import type { SaleView, TillView } from '../../src/server/api.ts';
import { kindOf } from './use-till.ts';
import { money, words } from './words.ts';

/** Nothing to do: what the till is called, whether its register works, and what became of the last receipts. */
export function Ready({ view, onTry }: { view: TillView; onTry(): void }) {
  const { register } = view;
  return (
    <main class="ready">
      <h1>{words('ready')}</h1>
      <p class="hint">{words('readyHint')}</p>
      {register.reachable === 'no' && (
        <p class="problem" role="alert">
          {register.problem ?? words('registerAway')}
        </p>
      )}
      {register.hasPaper === false && <p class="problem">{words('noPaper')}</p>}
      {view.copiesProblem !== undefined && <p class="problem">{view.copiesProblem}</p>}
      {view.demo && (
        <button type="button" class="main" onClick={onTry}>
          {words('trySale')}
        </button>
      )}
    </main>
  );
}

/** The last receipts with their outcome, at the foot of every screen. */
export function LastReceipts({ last, onFix }: { last: SaleView[]; onFix?: ((sale: SaleView) => void) | undefined }) {
  return (
    <footer>
      <h2>{words('last')}</h2>
      {last.length === 0 ? (
        <p class="hint">{words('noLast')}</p>
      ) : (
        <ul>
          {last.map((sale) => (
            <li key={sale.id}>
              <b>
                {sale.calculationType === 1 ? '' : `${kindOf(sale)} `}
                {money(sale.total)}
              </b>{' '}
              {outcomesOf(sale).map(({ sign, text, bad }) => (
                <span key={text} class={bad ? 'bad' : ''}>
                  <span aria-hidden="true">{sign}</span> {text}{' '}
                </span>
              ))}
              {onFix && isLost(sale) && (
                <button type="button" class="quiet" onClick={() => onFix(sale)}>
                  {words('fix')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </footer>
  );
}

const LOST = ['failed', 'bounced', 'expired'];

/** The buyer has not got it and nothing is under way. */
const isLost = ({ receiptId, deliveries, deliveryProblem }: SaleView): boolean =>
  receiptId !== undefined &&
  (deliveries.length > 0 ? deliveries.every(({ status }) => LOST.includes(status)) : deliveryProblem !== undefined);

const signs: Record<string, string> = { sent: '✓', delivered: '✓✓', failed: '✕', bounced: '✕', expired: '✕' };

function outcomesOf(sale: SaleView): { sign: string; text: string; bad: boolean }[] {
  if (sale.state === 'cancelled') return [{ sign: '–', text: words('status.cancelled'), bad: false }];
  if (sale.deliveries.length === 0 && sale.deliveryProblem !== undefined)
    return [{ sign: '✕', text: sale.deliveryProblem, bad: true }];
  if (sale.deliveries.length === 0)
    return [{ sign: '▭', text: words(sale.paper ? 'paperOnly' : 'withoutPaper'), bad: false }];
  return sale.deliveries.map(({ status, contact, explanation }) => {
    const bad = LOST.includes(status);
    const what = words(`status.${status}`);
    return { sign: signs[status] ?? '◷', text: `${contact}: ${bad && explanation ? explanation : what}`, bad };
  });
}
