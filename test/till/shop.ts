import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../src/channels/outcome.ts';
import { type ChannelSender, type Delivery, openDelivery } from '../../src/delivery/index.ts';
import type { Kopecks } from '../../src/receipt/money.ts';
import type { SaleDocument } from '../../src/receipt/sale.ts';
import type { Register, RegisterCommand, RegisterConfig, RegisterOutcome } from '../../src/registers/index.ts';
import { openSettings, type SettingsRoom } from '../../src/settings/index.ts';
import { openData, type Store, type Vault } from '../../src/store/index.ts';
import { openTill, type Till } from '../../src/till/index.ts';

export const unknown: RegisterOutcome = { kind: 'unknown', reason: { code: 'register.silent' } };
export const refused: RegisterOutcome = { kind: 'refused', reason: { code: 'register.paperOut', reply: 'Нет бумаги' } };

/** A register whose fiscal drive is a map, under the test's hand. */
export class HandRegister implements Register {
  /** Documents by the command that made them. */
  readonly documents = new Map<string, number>();
  readonly told: RegisterCommand[] = [];
  readonly asked: string[] = [];
  electronically: 'yes' | 'no' | 'unknown' = 'unknown';
  underWay = 0;
  mostUnderWay = 0;
  /** What happens to a command; by default a document is made. */
  onCommand: (command: RegisterCommand) => Promise<RegisterOutcome> | RegisterOutcome = ({ id }) => this.make(id);
  /** What is answered to a question; by default the truth. */
  onFind: (id: string) => Promise<RegisterOutcome> | RegisterOutcome = (id) =>
    this.documents.has(id) ? this.make(id) : { kind: 'absent' };

  make(id: string): RegisterOutcome {
    const number = this.documents.get(id) ?? this.documents.size + 1;
    this.documents.set(id, number);
    return {
      kind: 'made',
      result: {
        dateTime: '2026-11-24T12:14:00',
        fiscalDocumentNumber: number,
        fiscalSign: String(85_813_000 + number),
        fiscalDriveNumber: '9999078900001234',
        registrationNumber: '0009990001065348',
      },
      register: { ffd: '1.2', name: 'ООО «Пример»', inn: '9900001010' },
    };
  }
  async fiscalise(command: RegisterCommand, signal: AbortSignal): Promise<RegisterOutcome> {
    this.told.push(command);
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    try {
      const aborted = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('aborted'))),
      );
      return await Promise.race([this.onCommand(command), aborted]);
    } finally {
      this.underWay--;
    }
  }
  async find(id: string): Promise<RegisterOutcome> {
    this.asked.push(id);
    return this.onFind(id);
  }
  async state() {
    return {
      ok: true as const,
      state: {
        shift: 'open' as const,
        shiftNumber: 7,
        register: { ffd: '1.2' as const },
        capabilities: this.capabilities(),
      },
    };
  }
  capabilities() {
    return { electronically: this.electronically, ffd: '1.2' };
  }
  async close() {}
}

/** Takes every message at once. */
class TakingSender implements ChannelSender {
  readonly repeatsUnknown = true;
  readonly sent: string[] = [];
  on: boolean;
  readonly channel: 'email' | 'sms';
  constructor(channel: 'email' | 'sms', on = true) {
    this.channel = channel;
    this.on = on;
  }
  accountOf = (profile: string) => `${this.channel}:${profile}`;
  enabled = () => this.on;
  limits = () => ({ concurrency: 4, perMinute: 0 });
  deliver = async (job: { contact: { value: string } }): Promise<Outcome> => {
    this.sent.push(job.contact.value);
    return { kind: 'accepted' };
  };
  close = async () => {};
}

export const START = Date.UTC(2026, 10, 24, 9);

/** A shop with a till, a register under the test's hand and a clock turned by hand; `restart` is a new process on the same data. */
export class Shop {
  readonly data = mkdtempSync(join(tmpdir(), 'kvitok-till-'));
  readonly registers = new Map<string, HandRegister>();
  readonly configs: RegisterConfig[] = [];
  readonly email = new TakingSender('email');
  /** Off, as in a shop that sends no SMS. */
  readonly sms = new TakingSender('sms', false);
  readonly faults: unknown[] = [];
  now = START;
  readonly clock = { now: () => this.now };
  store!: Store;
  vault!: Vault;
  settings!: SettingsRoom;
  delivery!: Delivery;
  till!: Till;

  static async open(settings: Record<string, unknown> = {}): Promise<Shop> {
    const shop = new Shop();
    await shop.start(async (room) => {
      await room.change('registers', [{ id: '1', name: 'Касса 1' }], 'test');
      await room.change('email', { login: 'shop@example.ru', host: '127.0.0.1' }, 'test');
      for (const [section, patch] of Object.entries(settings)) await room.change(section as 'form', patch, 'test');
    });
    return shop;
  }

  async start(prepare: (room: SettingsRoom) => Promise<void> = async () => {}): Promise<void> {
    ({ store: this.store, vault: this.vault } = await openData(this.data));
    this.settings = await openSettings({ store: this.store, vault: this.vault, clock: this.clock });
    await prepare(this.settings);
    this.delivery = await openDelivery({
      store: this.store,
      vault: this.vault,
      clock: this.clock,
      senders: [this.email, this.sms],
      random: () => 0.5,
    });
    await this.openTill();
  }

  async openTill(delivery: Delivery = this.delivery): Promise<void> {
    this.till = await openTill({
      store: this.store,
      vault: this.vault,
      clock: this.clock,
      settings: this.settings,
      delivery,
      open: (config) => {
        this.configs.push(config);
        return this.register(config.device || '1');
      },
      onFault: (_message, error) => this.faults.push(error),
    });
  }

  /** The register by its device, or the first. */
  register(id = '1'): HandRegister {
    const known = this.registers.get(id) ?? new HandRegister();
    this.registers.set(id, known);
    return known;
  }

  /** The process ends without a word to the register: what is under way stays on the disk as it is. */
  async stop(): Promise<void> {
    await this.till.close(0);
    await this.delivery.close(0);
    await this.store.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  async create(given: Partial<SaleDocument> & { key?: string; register?: string } = {}) {
    const { key, register, ...document } = given;
    return this.till.create({
      format: 'kvitok',
      sale: saleDocument(document),
      ...(key === undefined ? {} : { key }),
      ...(register === undefined ? {} : { register }),
    });
  }

  /** The sale once it is fiscalised, failed, cancelled or unclear, and its receipt is with delivery. */
  async ended(id: string) {
    const end = Date.now() + 30_000;
    for (let version: number | undefined; ; ) {
      const sale = await this.till.wait(id, 2_000, version);
      if (!sale || Date.now() > end) throw new Error(`the sale is still ${sale?.state}`);
      const isOver = sale.state !== 'awaiting-contact' && sale.state !== 'fiscalising';
      const isHandedOver = sale.receiptId !== undefined || sale.deliveryProblem !== undefined;
      if (isOver && (sale.state !== 'fiscalised' || isHandedOver)) return sale;
      version = sale.version;
    }
  }
}

let number = 0;

export function saleDocument(given: Partial<SaleDocument> = {}): SaleDocument {
  const sum = 1_500 as Kopecks;
  return {
    id: `document-${++number}`,
    calculationType: 1,
    items: [
      {
        name: 'Чай',
        price: sum,
        quantity: '1' as SaleDocument['items'][number]['quantity'],
        sum,
        vatRate: 11,
        paymentMethod: 4,
        paymentSubject: 1,
      },
    ],
    total: sum,
    payments: { cash: sum },
    ...given,
  };
}

/** Settles once the condition holds. */
export async function until(condition: () => boolean | Promise<boolean>, what = 'the condition'): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what} did not come true`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
