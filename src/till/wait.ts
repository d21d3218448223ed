import type { Sale, SaleState } from './sale.ts';

const ENDED: readonly SaleState[] = ['fiscalised', 'cancelled', 'failed', 'unclear'];

/**
 * The sale once it has news, or as it is after `ms`. News without `version`: another state, or a state that is an end already. News with it:
 * any version above. What happens between the first reading and the listening is not missed.
 */
export async function waitForSale(
  { id, ms, version }: { id: string; ms: number; version: number | undefined },
  { read, listen }: { read: () => Promise<Sale | null>; listen: (listener: (sale: Sale) => void) => () => void },
): Promise<Sale | null> {
  let first: Sale | undefined;
  let latest: Sale | undefined;
  let tell = () => {};
  const told = new Promise<void>((resolve) => (tell = resolve));
  const hasNews = (sale: Sale): boolean =>
    version === undefined ? sale.state !== first?.state || ENDED.includes(sale.state) : sale.version > version;
  const stop = listen((sale) => {
    if (sale.id !== id || sale.version <= (latest?.version ?? 0)) return;
    latest = sale;
    if (first && hasNews(sale)) tell();
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const sale = await read();
    if (!sale) return null;
    first = sale;
    if (!latest || latest.version < sale.version) latest = sale;
    if (ms > 0 && !hasNews(latest))
      await Promise.race([told, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
    return latest;
  } finally {
    clearTimeout(timer);
    stop();
  }
}
