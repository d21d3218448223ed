import { randomUUID } from 'node:crypto';
import { afterEach, expect } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import type { SaleDocument } from '../../src/receipt/sale.ts';
import {
  type Emulator,
  type EmulatorOptions,
  openEmulator,
  openRegister,
  type Register,
  type RegisterConfig,
  type RegisterOutcome,
} from '../../src/registers/index.ts';
import { isTextKey, text } from '../../src/texts/index.ts';
import { saleOf } from './sale.ts';

export const kinds = ['atol', 'kkmserver'] as const;
export const never = new AbortController().signal;

const toClose: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

/** Closes after the test, last opened first. */
export function closing<T extends { close(): Promise<void> }>(opened: T): T {
  toClose.push(() => opened.close());
  return opened;
}

export interface Shop {
  emulator: Emulator;
  register: Register;
  /** Fiscalises under a new id. */
  sell: (given?: Partial<SaleDocument>) => ReturnType<Register['fiscalise']>;
  receipts: () => ReturnType<Emulator['documents']>;
}

export const receiptsOf = (emulator: Emulator) => emulator.documents().filter(({ kind }) => kind === 'receipt');

/** An emulator and a register that reaches it over HTTP. */
export async function openShop(
  kind: RegisterConfig['kind'],
  options: EmulatorOptions & { config?: Partial<RegisterConfig> } = {},
): Promise<Shop> {
  const { config, ...rest } = options;
  const emulator = closing(await openEmulator(rest));
  const register = closing(openRegister({ ...emulator.config(kind), timeout: 2, ...config }, { settle: 120 }));
  return {
    emulator,
    register,
    sell: (given) => register.fiscalise({ id: randomUUID(), sale: saleOf(given) }, never),
    receipts: () => receiptsOf(emulator),
  };
}

/** A clock that a test turns by hand. */
export function handClock(start = Date.parse('2026-11-20T09:14:00Z')): Clock & { forward(hours: number): void } {
  let now = start;
  return {
    now: () => now,
    forward: (hours) => {
      now += hours * 3_600_000;
    },
  };
}

/** What a cashier is told fits what is known: nobody who may have made a receipt reads that none was made, and the other way round. */
export function expectTruthful(outcome: RegisterOutcome): void {
  if (!('reason' in outcome)) return;
  const key = `reasons.${outcome.reason.code}`;
  if (!isTextKey(key)) throw new Error(`no text ${key}`);
  expect(text('ru', key)).not.toMatch(outcome.kind === 'unknown' ? /не пробит(?!,? ли)/ : /мог пробиться|пробит ли/);
}
