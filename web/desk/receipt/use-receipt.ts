import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Receipt } from '../../../src/receipt/receipt.ts';
import type { DeliveryWithAttemptsView, JournalPageView, ReceiptSaleView } from '../../../src/server/api/journal.ts';
import type { DeliveryView } from '../../../src/server/api.ts';
import { call } from '../../parts/api.ts';
import { useEvents } from '../../parts/use-events.ts';

export interface KeptReceipt {
  id: string;
  fiscalDocumentNumber: number;
  dateTime: string;
  total: number;
  receipt: Receipt;
  /** Absent for a receipt that no till made. */
  sale?: ReceiptSaleView;
}

const MOST = 100;

/** A kept receipt and its deliveries with their attempts, newest first; they keep themselves up to date. */
export function useReceipt(id: string) {
  const queries = useQueryClient();
  const receipt = useQuery({
    queryKey: ['receipt', id],
    queryFn: () => call<KeptReceipt>('GET', `/receipts/${encodeURIComponent(id)}`),
    retry: false,
  });
  const key = ['receipt-deliveries', id];
  const deliveries = useQuery({
    queryKey: key,
    enabled: receipt.isSuccess,
    queryFn: async () => {
      const page = await call<JournalPageView>('GET', `/deliveries?receipt=${encodeURIComponent(id)}&limit=${MOST}`);
      return Promise.all(page.deliveries.map((one) => call<DeliveryWithAttemptsView>('GET', `/deliveries/${one.id}`)));
    },
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: key });
  const put = (changed: DeliveryView) => {
    if (changed.receiptId === id) refresh();
  };
  useEvents(
    { delivery: put },
    {
      onOpen: (isAgain) => {
        if (isAgain) refresh();
      },
    },
  );
  return { receipt, deliveries, put };
}
