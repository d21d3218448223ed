import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DeliveryView, SaleView, TillView } from '../../src/server/api.ts';
import { Newest } from '../parts/newest.ts';
import { Away, call, Refused } from './service.ts';
import { words } from './words.ts';

/** What the cashier asked for and the service may not know yet. */
interface Wish {
  contact?: string | null;
  electronically?: boolean;
}

export interface Till {
  view: TillView | undefined;
  /** The sale that the form is about; one that has just ended stays until its outcome was seen. */
  sale: SaleView | undefined;
  /** No connection: what is typed is kept. */
  away: boolean;
  /** Enter or Esc is on its way. */
  busy: boolean;
  /** One sentence that says why something did not work. */
  problem: string | undefined;
  wish(change: Wish): void;
  act(action: 'confirm' | 'cancel' | 'repeat'): void;
  resolve(verdict: object): Promise<void>;
  /** Asks the service for all that is shown. */
  look(): void;
}

/** How long an end is shown, milliseconds. */
export const SEEN_MS = 1_000;
const AGAIN_MS = 1_000;
/** Outcomes that are remembered: more than stand on the screen, and no more on a day of a thousand sales. */
const MOST_OUTCOMES = 50;
const open = (sale: SaleView): boolean => !['fiscalised', 'cancelled'].includes(sale.state);

/** The till as the service tells it, live; wishes go out in order and wait for the connection. */
export function useTill(register: string): Till {
  const [view, setView] = useState<TillView>();
  const [sale, setSale] = useState<SaleView>();
  const [away, setAway] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const current = useRef<SaleView | undefined>(undefined);
  const wishes = useRef<Wish>({});
  const sent = useRef<Wish>({});
  const outcomes = useRef(new Newest<DeliveryView>(MOST_OUTCOMES));
  const acting = useRef(false);
  const sending = useRef<Promise<boolean> | undefined>(undefined);

  const show = useCallback((next: SaleView | undefined) => {
    const before = current.current;
    if (next && before?.id === next.id && next.version < before.version) return;
    if (next?.id !== before?.id) {
      wishes.current = sent.current = {};
      setProblem(undefined);
    }
    // What the service has not heard yet is not taken back by what it says meanwhile.
    current.current = next && wished(next, { ...sent.current, ...wishes.current });
    setSale(current.current);
  }, []);

  const take = useCallback(
    (next: TillView) => {
      setView(withOutcomes(next, outcomes.current));
      const kept = current.current;
      if (next.sale && (!kept || next.sale.id === kept.id || !open(kept))) show(next.sale);
      else if (!next.sale && kept && open(kept)) show(undefined);
    },
    [show],
  );
  const look = useCallback(
    () =>
      call<TillView>('GET', `/tills/${encodeURIComponent(register)}`).then(take, (error: unknown) => {
        if (error instanceof Refused) setProblem(error.message);
        else setAway(true);
      }),
    [register, take],
  );

  /** The sale has ended: show it for a moment, then what comes next. */
  const leave = useCallback(
    (ended: SaleView) => {
      setTimeout(() => {
        if (current.current?.id === ended.id) show(undefined);
        void look();
      }, SEEN_MS);
    },
    [look, show],
  );
  const heard = useCallback(
    (next: SaleView) => {
      const kept = current.current;
      if (kept?.id === next.id) {
        const ends = open(kept) && !open(next);
        // Events tell the contact only while it can be changed.
        const contact = next.contact ?? (open(next) && next.state !== 'fiscalising' ? undefined : kept.contact);
        const { contact: _, ...rest } = next;
        show(contact === undefined ? rest : { ...rest, contact });
        if (ends) leave(next);
      } else if (!kept && open(next)) show(next);
      else void look();
    },
    [leave, look, show],
  );

  useEffect(() => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      source = new EventSource(`/api/v1/events?register=${encodeURIComponent(register)}`);
      source.addEventListener('open', () => setAway(false));
      source.addEventListener('error', () => {
        setAway(true);
        outcomes.current.clear();
        // An answer that is no stream (a proxy's 502, a till that is gone) ends it for good, so it is begun anew.
        if (source.readyState !== EventSource.CLOSED) return;
        void look();
        timer = setTimeout(listen, AGAIN_MS);
      });
      source.addEventListener('till', (event) => {
        setAway(false);
        // It stands in the stream behind all that was told before, so it is newer.
        outcomes.current.clear();
        take(JSON.parse(event.data) as TillView);
      });
      source.addEventListener('sale', (event) => heard(JSON.parse(event.data) as SaleView));
      source.addEventListener('delivery', (event) => {
        outcomes.current.hear(JSON.parse(event.data) as DeliveryView);
        setView((shown) => shown && withOutcomes(shown, outcomes.current));
      });
    };
    listen();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [register, take, heard, look]);

  /** Sends what was wished, then what was asked; waits for the connection where there is none. */
  const insist = useCallback(
    async (id: string, request: () => Promise<SaleView>): Promise<boolean> => {
      for (;;) {
        if (current.current?.id !== id) return false;
        try {
          const next = await request();
          sent.current = {};
          setAway(false);
          heard(next);
          return true;
        } catch (error) {
          if (!(error instanceof Away)) {
            sent.current = wishes.current = {};
            setProblem(error instanceof Refused ? error.message : String(error));
            void look();
            return false;
          }
          setAway(true);
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      }
    },
    [heard, look],
  );
  const flush = useCallback((): Promise<boolean> => {
    const send = async (): Promise<boolean> => {
      for (;;) {
        const id = current.current?.id;
        const wish = wishes.current;
        if (id === undefined || Object.keys(wish).length === 0) return true;
        sent.current = wish;
        wishes.current = {};
        const agreed = await insist(id, () => call<SaleView>('PUT', `/sales/${id}/contact`, wish));
        if (!agreed) return false;
      }
    };
    sending.current ??= send();
    const underWay = sending.current;
    // Not within `send`: with nothing to send it ends before it is kept.
    return underWay.finally(() => {
      if (sending.current === underWay) sending.current = undefined;
    });
  }, [insist]);

  return {
    view,
    sale,
    away,
    busy,
    problem,
    wish: (change) => {
      setProblem(undefined);
      const kept = current.current;
      if (!kept) return;
      wishes.current = { ...wishes.current, ...change };
      current.current = wished(kept, change);
      setSale(current.current);
      void flush();
    },
    act: (action) => {
      const kept = current.current;
      if (!kept || acting.current) return;
      acting.current = true;
      setBusy(true);
      setProblem(undefined);
      // What was refused is put right first: printing without it is not what Enter was pressed for.
      void flush()
        .then((agreed) => agreed && insist(kept.id, () => call<SaleView>('POST', `/sales/${kept.id}/${action}`)))
        .finally(() => {
          acting.current = false;
          setBusy(false);
        });
    },
    look: () => void look(),
    resolve: async (verdict) => {
      const kept = current.current;
      if (kept) await insist(kept.id, () => call<SaleView>('POST', `/sales/${kept.id}/resolve`, verdict));
    },
  };
}

/** The sale as it will be when the service has heard the wish. */
function wished(sale: SaleView, wish: Wish): SaleView {
  if (wish.contact === undefined && wish.electronically === undefined) return sale;
  const { contact: kept, ...rest } = sale;
  const contact = wish.contact === undefined ? kept : (wish.contact ?? undefined);
  const electronically = wish.electronically ?? sale.electronically;
  const paper = !electronically || contact === undefined || sale.paperBecause === 'register';
  return { ...rest, ...(contact === undefined ? {} : { contact }), electronically, paper };
}

/** The view with what became of its last sales' messages. */
const withOutcomes = (view: TillView, outcomes: Newest<DeliveryView>): TillView => ({
  ...view,
  last: view.last.map((sale) => ({ ...sale, deliveries: outcomes.over(sale.deliveries) })),
});

/** What kind of receipt it is, in words. */
export function kindOf(sale: SaleView): string {
  if (sale.correction) return words('kinds.correction');
  return words(
    (['kinds.sale', 'kinds.refund', 'kinds.expense', 'kinds.expenseRefund'] as const)[sale.calculationType - 1] ??
      'kinds.sale',
  );
}
