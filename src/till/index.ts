import { EventEmitter } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { Delivery } from '../delivery/index.ts';
import { openRegister, type Register, type RegisterConfig, type RegisterOutcome } from '../registers/index.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { SaleFields, SaleRow, SaleState, Store, Vault } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import { contactFields, formEnd, newSaleOf } from './arrive.ts';
import { type Decision, decide } from './decision.ts';
import { handOver } from './hand-over.ts';
import { Lines } from './lines.ts';
import { afterOutcome, fiscalOf } from './outcome.ts';
import { ReceiptsOfRegisters } from './receipts-of-registers.ts';
import type { RegisterLine } from './register-line.ts';
import { type Sale, saleOf } from './sale.ts';
import type { RegisterStatus, Till } from './till.ts';
import { Timetable } from './timetable.ts';
import { type Act, agreeOrRefuse, from, notMade, typedContact } from './transitions.ts';
import { waitForSale } from './wait.ts';

export { type TillAccess, tillAccess } from './access.ts';
export type { ArrivingSale } from './arrive.ts';
export { type Copies, copiesFault, keepCopies } from './copies.ts';
export type { Decision } from './decision.ts';
export { receiptOf, type Sale, type SaleState } from './sale.ts';
export type { RegisterStatus, Till } from './till.ts';
export { type Act, actsOf, notFiscalised, type Verdict } from './transitions.ts';

const FIND_LIMIT_MS = 10_000;
const FRESH_MS = 5_000;
/** A look is several questions to the register: not after each sale of an open shift. */
const LONG_FRESH_MS = 60_000;
const DRAIN_MS = 30_000;
const MOST_ASKED = 1_000;

const isShiftOpen = ({ looked }: RegisterLine): boolean => looked?.ok === true && looked.state.shift === 'open';

export async function openTill(options: {
  store: Store;
  vault: Vault;
  clock: Clock;
  settings: SettingsRoom;
  delivery: Delivery;
  open?: (config: RegisterConfig) => Register;
  onFault?: (message: string, error: unknown) => void;
}): Promise<Till> {
  const { store, vault, clock, settings, delivery, open = openRegister, onFault = () => {} } = options;
  const changes = new EventEmitter().setMaxListeners(0);
  const lines = new Lines({ settings, store, open });
  await lines.open();
  const timetable = new Timetable({ store, clock, act: (row: SaleRow) => act(row), onFault });
  const receipts = new ReceiptsOfRegisters(store);
  let closing = false;

  const show = (row: SaleRow): Sale => {
    const sale = saleOf(row, vault);
    if (row.dueAt !== null) timetable.wake(row.dueAt);
    if (row.receiptId !== null) receipts.remember(row.receiptId, row.register);
    changes.emit('sale', sale);
    return sale;
  };

  const known = async (id: string): Promise<Sale> => {
    const row = await store.getSale({ id });
    if (!row) throw new Problem('saleUnknown', { status: 404 });
    return saleOf(row, vault);
  };

  const decision = (sale: Sale): Decision => {
    const line = lines.of(sale.register);
    return decide(sale, {
      register: line?.settings ?? { delivers: 'we', contactToRegister: true },
      electronically: line?.electronically ?? 'unknown',
      mailbox: settings.get('email', sale.profile).login,
    });
  };

  /** Moves a sale by an act; an act that was done before gives the sale as it is. */
  const moveBy = async (wanted: Act, id: string, set: Partial<SaleFields>): Promise<{ sale: Sale; moved: boolean }> => {
    const { sale: row, moved } = await store.moveSale({ id, from: from[wanted], set, now: clock.now() });
    if (!row) throw new Problem('saleUnknown', { status: 404 });
    if (moved) return { sale: show(row), moved };
    agreeOrRefuse(wanted, row.state);
    return { sale: saleOf(row, vault), moved };
  };

  /** The register's answer, put down only while the sale still stands under the very command. */
  const settle = async (sale: Sale, outcome: RegisterOutcome, told: Decision): Promise<void> => {
    const { id, commandId = '', asked } = sale;
    const set = afterOutcome(outcome, { asked, now: clock.now(), told });
    const states: SaleState[] = ['fiscalising', 'unclear'];
    const { sale: row, moved } = await store.moveSale({ id, from: states, commandId, set, now: clock.now() });
    if (row && moved) show(row);
  };

  const start = (sale: Sale): void => {
    const line = lines.of(sale.register);
    const wanted = decision(sale);
    if (!line) {
      const gone: RegisterOutcome = { kind: 'refused', reason: { code: 'till.registerGone' } };
      void settle(sale, gone, wanted).catch((error: unknown) => lost(sale, error));
      return;
    }
    const run = line.run(async (register, signal) => {
      const command = { id: sale.commandId ?? '', sale: wanted.document };
      const outcome = await register.fiscalise(command, signal);
      const found = outcome.kind === 'unknown' ? await line.find(command.id, FIND_LIMIT_MS) : outcome;
      await settle(sale, found, wanted);
      await lines.learn(line);
    });
    void run.then(
      () => lookAt(sale.register, isShiftOpen(line) ? LONG_FRESH_MS : 0),
      (error: unknown) => lost(sale, error),
    );
  };

  /** A command whose end could not be put down: the disk still says `fiscalising`, and the register is asked about it later. */
  const lost = async (sale: Sale, error: unknown): Promise<void> => {
    if (closing) return;
    onFault('the outcome of a sale could not be kept', error);
    const now = clock.now();
    const set = { dueAt: now + FIND_LIMIT_MS };
    const { id } = sale;
    const retry = () =>
      store.moveSale({ id, from: ['fiscalising'], set, now }).then(({ sale: row }) => row && show(row));
    await retry().catch(() => setTimeout(() => void lost(sale, error), FIND_LIMIT_MS).unref());
  };

  const ask = async (sale: Sale): Promise<void> => {
    const line = lines.of(sale.register);
    const outcome: RegisterOutcome = line
      ? await line.find(sale.commandId ?? '', FIND_LIMIT_MS)
      : { kind: 'unknown', reason: { code: 'till.registerGone' } };
    await settle(sale, outcome, decision(sale));
  };

  const act = async (row: SaleRow): Promise<void> => {
    const sale = saleOf(row, vault);
    switch (row.state) {
      case 'awaiting-contact':
        return timeIsUp(sale);
      case 'fiscalising':
      case 'unclear':
        return ask(sale);
      case 'fiscalised': {
        const delivers = lines.of(sale.register)?.settings.delivers ?? 'we';
        const { receiptId = null, problem = null } = await handOver(sale, delivery, delivers);
        const set = { receiptId, deliveryProblem: problem, dueAt: null };
        const { sale: kept } = await store.moveSale({ id: row.id, from: ['fiscalised'], set, now: clock.now() });
        if (kept) show(kept);
      }
    }
  };

  const timeIsUp = async (sale: Sale): Promise<void> => {
    const { whenTimeIsUp } = settings.get('form', sale.profile);
    if (whenTimeIsUp === 'paper') await fiscalise('confirm', sale.id, { electronically: false });
    else await moveBy('cancel', sale.id, { state: 'cancelled', dueAt: null, reason: 'till.timeIsUp' });
  };

  const fiscalise = async (by: 'confirm' | 'repeat', id: string, more: Partial<SaleFields> = {}): Promise<Sale> => {
    const commandId = uuidv7(clock.now());
    const set = { ...more, state: 'fiscalising', commandId, asked: 0, dueAt: null, reason: null, reply: null } as const;
    const { sale, moved } = await moveBy(by, id, set);
    if (moved) start(sale);
    return sale;
  };

  const lookAt = async (id: string, freshMs = FRESH_MS): Promise<void> => {
    const line = lines.of(id);
    const wasHeard = line?.looked?.ok ?? true;
    if (!(await line?.look(clock.now(), freshMs))) return;
    changes.emit('register', id);
    if (!wasHeard && line?.looked?.ok) await askUnclear(id);
  };

  /** The register is heard again, or the service is: what nobody could tell may be known now. */
  const askUnclear = async (register?: string): Promise<void> => {
    const of = register === undefined ? {} : { register };
    const rows = await store.listSales({ ...of, states: ['unclear'], newestFirst: false, limit: MOST_ASKED });
    for (const row of rows) await ask(saleOf(row, vault));
  };

  const statusOf = (id?: string): RegisterStatus => {
    const { settings: own, electronically, looked } = lines.pick(id);
    return { settings: own, electronically, looked };
  };

  const stops = [
    settings.onChange((section) => {
      if (section === 'registers') lines.refresh();
      if (section === 'registers' || section === 'form' || section === 'email' || section === 'sms')
        for (const id of lines.ids()) changes.emit('register', id);
    }),
    delivery.onChange((row) => {
      if (changes.listenerCount('delivery') === 0) return;
      receipts.find(row.receiptId).then(
        (register) => register !== undefined && changes.emit('delivery', register, row),
        (error: unknown) => onFault('a receipt could not be looked up', error),
      );
    }),
  ];
  const on = <Args extends unknown[]>(name: string, listener: (...args: Args) => void) => {
    changes.on(name, listener);
    return () => {
      changes.off(name, listener);
    };
  };

  // What a dead process left with the register is asked about before the register gets anything new.
  const left = await store.listSales({ states: ['fiscalising'], newestFirst: false, limit: 100_000 });
  for (const row of left) {
    const sale = saleOf(row, vault);
    const turn = lines.of(sale.register)?.run(() => ask(sale)) ?? ask(sale);
    void turn.catch((error: unknown) => lost(sale, error));
  }
  void timetable.tick();
  void askUnclear().catch((error: unknown) => !closing && onFault('unclear sales could not be asked about', error));

  return {
    create: async (arriving) => {
      const line = lines.pick(arriving.register);
      const form = settings.get('form', line.settings.profile);
      const fresh = newSaleOf(arriving, { register: line.settings, form, vault, now: clock.now() });
      const { sale: row, created } = await store.addSale(fresh);
      if (!created) {
        if (row.fingerprint !== fresh.fingerprint) throw new Problem('saleDiffers', { status: 409, path: 'id' });
        return { sale: saleOf(row, vault), created };
      }
      const sale = show(row);
      if (sale.state === 'fiscalising') start(sale);
      return { sale, created };
    },
    get: async (id) => {
      const row = await store.getSale({ id });
      return row && saleOf(row, vault);
    },
    ofReceipt: async (receiptId) => {
      const found = await store.saleOfReceipt({ receiptId });
      const row = found && (await store.getSale({ id: found.id }));
      return row && saleOf(row, vault);
    },
    wait: (id, ms, version) =>
      waitForSale(
        { id, ms, version },
        {
          read: async () => {
            const row = await store.getSale({ id });
            return row && saleOf(row, vault);
          },
          listen: (listener) => on('sale', listener),
        },
      ),
    setContact: async (id, { contact, electronically }) => {
      const { register, profile, state } = await known(id);
      if (electronically === true && lines.of(register)?.electronically === 'no')
        throw new Problem('registerNotElectronic', { status: 409, path: 'electronically' });
      const set: Partial<SaleFields> = {
        ...(contact === undefined ? {} : contactFields(typedContact(contact), vault)),
        ...(electronically === undefined ? {} : { electronically }),
        ...(state === 'awaiting-contact' ? { dueAt: formEnd(settings.get('form', profile), clock.now()) } : {}),
      };
      return (await moveBy('contact', id, set)).sale;
    },
    confirm: (id) => fiscalise('confirm', id),
    repeat: (id) => fiscalise('repeat', id),
    cancel: async (id) => (await moveBy('cancel', id, { state: 'cancelled', dueAt: null })).sale,
    resolve: async (id, verdict) => {
      if (!verdict.made) return (await moveBy('resolve', id, notMade)).sale;
      const sale = await known(id);
      const { made: _, ...result } = verdict;
      const register = lines.of(sale.register)?.data ?? { ffd: '1.2' };
      const told = decision(sale);
      const fiscal = fiscalOf({ result, register, paper: told.paper }, told);
      const set = { reason: null, reply: null, result: JSON.stringify(fiscal), dueAt: clock.now() };
      return (await moveBy('resolve', id, { ...set, state: 'fiscalised' })).sale;
    },
    decision,
    registers: () => lines.ids().map(statusOf),
    register: statusOf,
    look: (id) => lookAt(id),
    list: async (register, states, page) =>
      (await store.listSales({ register, states, ...page })).map((row) => saleOf(row, vault)),
    onSale: (listener) => on('sale', listener),
    onRegister: (listener) => on('register', listener),
    onDelivery: (listener) => on('delivery', listener),
    tick: () => timetable.tick(),
    close: async (limitMs = DRAIN_MS) => {
      closing = true;
      for (const stop of stops) stop();
      const drained = lines.close(limitMs);
      await timetable.close();
      await drained;
    },
  };
}
