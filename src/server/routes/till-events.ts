import type { App } from '../../app.ts';
import type { Language } from '../../texts/index.ts';
import type { Events } from '../api.ts';
import { deliveryView } from '../delivery-view.ts';
import { saleView, tillView } from '../sale-view.ts';

type Send = <Name extends keyof Events>(name: Name, event: Events[Name]) => void;

/**
 * Events of one till: at once all that it shows, so that whatever was missed is made good, then each change in the order it happened.
 * `beat` is called every 15 seconds; each fourth time it looks at the register's shift and paper. Throws a `Problem` for a register that isn't there.
 */
export function tillEvents(
  app: App,
  register: string,
  { language, send, onFault }: { language: Language; send: Send; onFault: (error: unknown) => void },
): { beat: () => void; stop: () => void } {
  app.till.register(register);
  let tail: Promise<void> = Promise.resolve();
  const inTurn = (event: () => Promise<void>): void => {
    tail = tail.then(event).catch(onFault);
  };
  let snapshotWaits = false;
  const snapshot = (): void => {
    if (snapshotWaits) return;
    snapshotWaits = true;
    inTurn(async () => {
      snapshotWaits = false;
      send('till', await tillView(app, register, language));
    });
  };
  let beats = 0;
  const beat = () => {
    if (beats++ % 4 === 0) void app.till.look(register);
  };
  const stops = [
    app.till.onSale((sale) => {
      if (sale.register === register) inTurn(async () => send('sale', await saleView(app, sale, language, false)));
    }),
    app.till.onRegister((id) => {
      if (id === register) snapshot();
    }),
    app.till.onDelivery((of, row) => {
      if (of === register) inTurn(async () => send('delivery', deliveryView(row, language)));
    }),
  ];
  snapshot();
  beat();
  return {
    beat,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
