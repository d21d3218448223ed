import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atolTask, kkmServerCheck, readSale, writeSaleResult } from '../../src/formats/index.ts';
import { parseQr } from '../../src/receipt/qr.ts';
import { receiptOfSale } from '../../src/receipt/sale-receipt.ts';
import { anySale } from '../receipt/arbitrary-sale.ts';
import { kinds, never, openShop } from './harness.ts';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test.each(kinds)(
  '%s: a sale in its own words, through the register, comes back as the register itself would tell it',
  async (kind) => {
    const { emulator, register } = await openShop(kind);
    await fc.assert(
      fc.asyncProperty(anySale(), async (drawn) => {
        const id = randomUUID();
        const input =
          kind === 'atol'
            ? { uuid: id, request: [atolTask(drawn)] }
            : kkmServerCheck(drawn, { id, device: 0, timeout: 30 });
        const { format, sale } = readSale(bytes(input));
        const outcome = await register.fiscalise({ id, sale }, never);
        if (outcome.kind !== 'made') throw new Error(JSON.stringify(outcome));
        const receipt = receiptOfSale(sale, outcome.result, outcome.register);
        const told = JSON.parse(writeSaleResult(format, sale, receipt).body) as Record<string, unknown>;

        if (kind === 'atol') {
          const answer = (await (await fetch(`${emulator.url}/api/v2/requests/${id}`)).json()) as {
            results: { result: { fiscalParams: Record<string, unknown> } }[];
          };
          const { fiscalDocumentDateTime, ...own } = answer.results[0]?.result.fiscalParams ?? {};
          const { fiscalDocumentDateTime: ours, ...params } = told.fiscalParams as Record<string, unknown>;
          expect(params).toEqual(own);
          expect(fiscalDocumentDateTime).toBe(`${String(ours)}+03:00`);
        } else {
          const answer = await fetch(`${emulator.url}/Execute`, {
            method: 'POST',
            body: JSON.stringify({ Command: 'GetRezult', IdCommand: id }),
          });
          const { Rezult } = (await answer.json()) as { Rezult: Record<string, unknown> };
          for (const name of [
            'CheckNumber',
            'SessionNumber',
            'SessionCheckNumber',
            'QRCode',
            'Cash',
            'ElectronicPayment',
            'Status',
          ])
            expect(told[name]).toEqual(Rezult[name]);
          expect(parseQr(String(told.QRCode))?.fiscalSign).toBe(receipt.fiscalSign);
        }
        const document = emulator.documents().find(({ command }) => command === id);
        expect(document).toMatchObject({ total: sale.total, calculationType: sale.calculationType });
        expect(document?.contact).toBe(sale.customerContact);
      }),
      { numRuns: 60 },
    );
  },
);
