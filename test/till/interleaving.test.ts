import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../../src/texts/problem.ts';
import { refused, Shop, saleDocument, unknown } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

/** What the register does with a command, and what it says of it when asked. */
const fates = ['makes', 'makes and the answer is lost', 'refuses', 'never hears', 'makes and stays silent'] as const;
const acts = ['create', 'contact', 'no contact', 'electronically', 'confirm', 'cancel', 'repeat', 'poll'] as const;

test('any interleaving of create, contact, confirm, cancel, retry and poll by several callers ends in one legal state', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom(...acts), { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 4 }),
      fc.scheduler(),
      async (callers, lot, scheduler) => {
        const document = saleDocument({ id: `run-${++run}`, customerContact: 'ivan@mail.ru' });
        const create = async () => (await shop.till.create({ format: 'kvitok', sale: document })).sale.id;
        const id = await create();
        const register = shop.register();
        const [before, from] = [new Set(register.documents.keys()), register.told.length];
        const silent = new Set<string>();
        let turn = 0;
        register.onCommand = ({ id: command }) => {
          const fate = lot[turn++ % lot.length] ?? 'makes';
          if (fate === 'refuses') return refused;
          if (fate === 'never hears') return unknown;
          const made = register.make(command);
          if (fate === 'makes and stays silent') silent.add(command);
          return fate === 'makes' ? made : unknown;
        };
        register.onFind = (command) => {
          if (silent.has(command)) return unknown;
          return register.documents.has(command) ? register.make(command) : { kind: 'absent' };
        };
        const does: Record<(typeof acts)[number], () => Promise<unknown>> = {
          create: async () => expect(await create()).toBe(id),
          contact: () => shop.till.setContact(id, { contact: '+79161234567' }),
          'no contact': () => shop.till.setContact(id, { contact: null }),
          electronically: () => shop.till.setContact(id, { electronically: true }),
          confirm: () => shop.till.confirm(id),
          cancel: () => shop.till.cancel(id),
          repeat: () => shop.till.repeat(id),
          poll: () => shop.till.wait(id, 1),
        };
        const told: unknown[] = [];
        const work = async (mine: readonly (typeof acts)[number][]) => {
          for (const act of mine)
            await scheduler.schedule(Promise.resolve(), act).then(() => does[act]().catch((error) => told.push(error)));
        };
        await scheduler.waitFor(Promise.all(callers.map(work)));

        const sale = await settled(id);
        const made = [...register.documents.keys()].filter((command) => !before.has(command));
        const expected = { fiscalised: 1, unclear: 1, 'awaiting-contact': 0, cancelled: 0, failed: 0, fiscalising: -1 };
        expect([sale.state, made.length]).toEqual([sale.state, expected[sale.state]]);
        if (made[0] !== undefined) expect(made).toEqual([sale.commandId]);
        const commands = register.told.slice(from).map((command) => command.id);
        expect(new Set(commands).size).toBe(commands.length);
        for (const error of told) expect(error).toBeInstanceOf(Problem);
      },
    ),
    { numRuns: Number(process.env.KVITOK_RUNS ?? 150) },
  );
});

/** The sale once the register has said all that it will say. */
async function settled(id: string) {
  for (;;) {
    const sale = await shop.till.wait(id, 0);
    if (sale && sale.state !== 'fiscalising') return sale;
    await shop.till.wait(id, 1_000);
  }
}
