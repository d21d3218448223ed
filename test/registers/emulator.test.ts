import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { atolTask } from '../../src/formats/index.ts';
import { openEmulator } from '../../src/registers/index.ts';
import { closing, never, openShop } from './harness.ts';
import { saleOf } from './sale.ts';

const folder = mkdtempSync(join(tmpdir(), 'kvitok-drive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const driveFile = () => join(folder, `${randomUUID()}.jsonl`);

const post = async (url: string, path: string, body: unknown) => {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

test('document numbers grow by one, fiscal signs are 32 bits and differ', async () => {
  const { emulator, sell } = await openShop('atol');
  for (let sale = 0; sale < 5; sale++) await sell();
  const documents = emulator.documents();
  expect(documents.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(new Set(documents.map(({ sign }) => sign)).size).toBe(7);
  for (const { sign } of documents) expect(Number(sign)).toBeLessThan(2 ** 32);
});

test('a drive in a file goes on where it was, and knows the commands that it carried out', async () => {
  const file = driveFile();
  const first = await openShop('atol', { file });
  const command = { id: randomUUID(), sale: saleOf() };
  const outcome = await first.register.fiscalise(command, never);
  const documents = first.emulator.documents();
  await first.emulator.close();
  const second = await openShop('atol', { file });
  expect(second.emulator.documents()).toEqual(documents);
  expect(second.emulator.fiscalDriveNumber).toBe(first.emulator.fiscalDriveNumber);
  expect(await second.register.fiscalise(command, never)).toEqual(outcome);
  expect(second.emulator.documents()).toEqual(documents);
});

test('a last record cut short is left out, and the drive goes on', async () => {
  const file = driveFile();
  const first = await openShop('atol', { file });
  await first.sell();
  const documents = first.emulator.documents();
  await first.emulator.close();
  appendFileSync(file, '{"record":"document","document":{"kind":"recei');
  const second = await openShop('atol', { file });
  expect(second.emulator.documents()).toEqual(documents);
  expect(await second.sell()).toMatchObject({ kind: 'made' });
  await second.emulator.close();
  expect(closing(await openEmulator({ file })).documents()).toHaveLength(documents.length + 1);
});

test('the file is for its owner only: buyers’ contacts are in it', async () => {
  const file = driveFile();
  const { sell } = await openShop('atol', { file });
  await sell();
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('+79000000001');
});

test('one uuid given twice, even at the same time, is 409 the second time and one document', async () => {
  const { emulator, sell, receipts } = await openShop('atol');
  await sell();
  const body = { uuid: randomUUID(), request: [atolTask(saleOf())] };
  const answers = await Promise.all([1, 2, 3].map(() => post(emulator.url, '/api/v2/requests', body)));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409]);
  expect(receipts()).toHaveLength(2);
});

test('a task that makes no sense is an error of the task, with the wrong field', async () => {
  const { emulator } = await openShop('atol');
  const uuid = randomUUID();
  const task = {
    type: 'sell',
    items: [{ type: 'position', name: 'a', price: 1, quantity: 1, amount: 5, tax: { type: 'none' } }],
    payments: [],
  };
  await post(emulator.url, '/api/v2/requests', { uuid, request: task });
  const answer = await fetch(`${emulator.url}/api/v2/requests/${uuid}`);
  expect(await answer.json()).toMatchObject({
    results: [{ status: 'error', error: { code: 501, description: expect.stringContaining('items[0].amount') } }],
  });
});

test('what is no request of the protocols is refused, and the emulator lives on', async () => {
  const { emulator, sell } = await openShop('atol');
  expect(await post(emulator.url, '/api/v2/requests', [])).toMatchObject({ status: 400 });
  expect(await post(emulator.url, '/api/v2/requests', { uuid: 'a' })).toMatchObject({ status: 400 });
  expect(await post(emulator.url, '/Execute', 'text')).toMatchObject({ json: { Status: 2 } });
  expect(await post(emulator.url, '/nothing', {})).toMatchObject({ status: 404 });
  const broken = await fetch(`${emulator.url}/Execute`, { method: 'POST', body: '{"a":' });
  expect(broken.status).toBe(400);
  expect(await sell()).toMatchObject({ kind: 'made' });
});

test('faults are scripted over HTTP', async () => {
  const { emulator, sell } = await openShop('kkmserver');
  expect(await post(emulator.url, '/emulator/faults', { name: 'no-paper' })).toMatchObject({ status: 200 });
  expect(await post(emulator.url, '/emulator/faults', { name: 'earthquake' })).toMatchObject({ status: 400 });
  expect(await sell()).toMatchObject({ kind: 'refused', reason: { code: 'register.noPaper' } });
  expect(await sell()).toMatchObject({ kind: 'made' });
  await post(emulator.url, '/emulator/faults', { name: 'no-paper', times: 0 });
  expect(await (await fetch(`${emulator.url}/emulator/faults`)).json()).toEqual([{ name: 'no-paper' }]);
  await fetch(`${emulator.url}/emulator/faults`, { method: 'DELETE' });
  expect(await sell()).toMatchObject({ kind: 'made' });
  expect(await (await fetch(`${emulator.url}/emulator/documents`)).json()).toEqual(emulator.documents());
});

test('a sale without a contact is printed although no paper was asked for, as registers do', async () => {
  const { sell, receipts } = await openShop('kkmserver');
  const { customerContact: _contact, ...sale } = saleOf();
  await sell({ ...sale, customerContact: '' });
  expect(receipts()).toMatchObject([{ electronically: true, printed: true }]);
});

test('callers of others find the server by its own page, and may end its addresses with a slash', async () => {
  const { emulator, sell } = await openShop('atol');
  await sell();
  expect((await fetch(`${emulator.url}/`)).status).toBe(200);
  // As published clients of ATOL's server write it: a short uuid, texts between the items, addresses of the first version.
  const item = { type: 'position', name: 'Хлеб', price: 45.5, quantity: 2, amount: 91, tax: { type: 'vat10' } };
  const task = {
    type: 'sell',
    taxationType: 'osn',
    electronically: false,
    ignoreNonFiscalPrintErrors: false,
    clientInfo: { emailOrPhone: 'buyer@example.ru' },
    operator: { name: 'Кассирова' },
    items: [
      { ...item, paymentMethod: 'fullPayment', paymentObject: 'commodity' },
      { type: 'text', text: '--------', alignment: 'left', font: 0, doubleWidth: false, doubleHeight: false },
    ],
    payments: [{ type: 'cash', sum: 91 }],
    total: 91,
  };
  expect((await post(emulator.url, '/requests/', { uuid: 'QwErTyUi', request: [task] })).status).toBe(201);
  const result = async (uuid: string) =>
    ((await (await fetch(`${emulator.url}/requests/${uuid}`)).json()) as { results: { status: string }[] }).results[0];
  await expect
    .poll(() => result('QwErTyUi'))
    .toMatchObject({ status: 'ready', result: { fiscalParams: { total: 91 } } });
  expect(emulator.documents().at(-1)?.contact).toBe('buyer@example.ru');
  await post(emulator.url, '/requests/', { uuid: 'copy', request: [{ type: 'printLastReceiptCopy' }] });
  expect(await result('copy')).toMatchObject({ status: 'ready' });
});
