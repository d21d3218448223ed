import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useReducer, useState } from 'react';
import type { JournalPageView, SearchedView } from '../../../src/server/api/journal.ts';
import type { DeliveryView } from '../../../src/server/api.ts';
import { call } from '../../parts/api.ts';
import { Newest } from '../../parts/newest.ts';
import { useEvents } from '../../parts/use-events.ts';
import { type Filters, fits, queryOf, searchedDay } from './filters.ts';

const PAGE = 50;
/** Nearer to the top than this, new rows come in by themselves; further down they would move what is being read. */
const AT_TOP = 120;
const MOST_TOLD = 1_000;

export interface Journal {
  deliveries: DeliveryView[] | undefined;
  searched: SearchedView | undefined;
  error: Error | null;
  /** New deliveries that wait above the list until the reader asks for them. */
  waiting: number;
  connected: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  more(): void;
  refresh(): void;
  /** Puts what a delivery has become into the list. */
  put(delivery: DeliveryView): void;
}

/** Pages of deliveries that keep themselves up to date without moving what is being read. */
export function useJournal(filters: Filters): Journal {
  const key = ['journal', filters];
  const name = JSON.stringify(filters);
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState<{ of: string; ids: string[] }>({ of: name, ids: [] });
  const [connected, setConnected] = useState(true);
  const [told] = useState(() => new Newest<DeliveryView>(MOST_TOLD));
  // What is kept may say the same already, and then nothing else would draw the list anew.
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: key,
    initialPageParam: '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: ({ pageParam }) => {
      const query = { ...queryOf(filters), limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      const address = new URLSearchParams(Object.entries(query).map(([field, value]) => [field, String(value)]));
      return call<JournalPageView>('GET', `/deliveries?${address}`);
    },
    getNextPageParam: (page) => page.cursor,
  });

  const refresh = useCallback(() => {
    told.clear();
    setWaiting({ of: name, ids: [] });
    // Begins at the first page again: pages further down would be asked for by places that have moved.
    void queries.resetQueries({ queryKey: ['journal', JSON.parse(name)] });
  }, [queries, name, told]);

  const put = (delivery: DeliveryView) => {
    const held = queries.getQueryData<InfiniteData<JournalPageView>>(key);
    if (!held) return;
    const isKnown = held.pages.some((page) => page.deliveries.some((one) => one.id === delivery.id));
    if (isKnown) {
      queries.setQueryData<InfiniteData<JournalPageView>>(key, {
        ...held,
        pages: held.pages.map((page) => ({
          ...page,
          deliveries: page.deliveries.map((one) => (one.id === delivery.id ? delivery : one)),
        })),
      });
      return;
    }
    const newest = held.pages[0]?.deliveries[0]?.id ?? '';
    if (delivery.id <= newest || !fits(delivery, filters)) return;
    if (window.scrollY > AT_TOP) {
      setWaiting((before) => ({
        of: name,
        ids: before.of === name ? [...new Set([...before.ids, delivery.id])] : [delivery.id],
      }));
      return;
    }
    const [first, ...others] = held.pages;
    if (!first) return;
    const pages = [{ ...first, deliveries: [delivery, ...first.deliveries] }, ...others];
    queries.setQueryData<InfiniteData<JournalPageView>>(key, { ...held, pages });
  };

  useEvents(
    {
      delivery: (delivery) => {
        told.hear(delivery);
        draw();
        put(delivery);
      },
    },
    {
      onOpen: (isAgain) => {
        setConnected(true);
        if (isAgain) refresh();
      },
      onBreak: () => {
        told.clear();
        setConnected(false);
      },
    },
  );

  return {
    deliveries: data && told.over(data.pages.flatMap((page) => page.deliveries)),
    searched: data?.pages[0]?.searched ?? searchedDay(filters),
    error,
    waiting: waiting.of === name ? waiting.ids.length : 0,
    connected,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    more: () => void fetchNextPage(),
    refresh,
    put,
  };
}
