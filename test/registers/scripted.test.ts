import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { defaultRegister, openRegister, type RegisterConfig } from '../../src/registers/index.ts';
import { closing, expectTruthful, never } from './harness.ts';
import { saleOf } from './sale.ts';

interface Scripted {
  status?: number;
  json?: unknown;
  text?: string;
}

/** A server that answers as told; what no real register does on demand. */
async function scripted(
  answer: (request: IncomingMessage, body: Record<string, unknown>) => Scripted,
): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => (body += String(bytes)));
    request.on('end', () => {
      const {
        status = 200,
        json,
        text,
      } = answer(request, body === '' ? {} : (JSON.parse(body) as Record<string, unknown>));
      response.writeHead(status, { 'content-type': 'application/json' }).end(text ?? JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing({
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const registerAt = (url: string, kind: RegisterConfig['kind'] = 'atol') =>
  closing(openRegister({ ...defaultRegister, kind, url, timeout: 1 }, { settle: 60 }));

const info = [
  {
    organization: { name: 'ООО «Пример»', vatin: '9909000011', address: 'г. Москва' },
    device: { registrationNumber: '0000000001012345', ffdVersion: '1.2' },
  },
  { fnInfo: { serial: '9999078900000001' } },
  { deviceInfo: { serial: '00106000000001' } },
  { deviceStatus: { paperPresent: true } },
  { shiftStatus: { state: 'opened', number: 7 } },
].map((result) => ({ status: 'ready', error: { code: 0, description: '' }, result }));

/** An ATOL server that tells about itself truly and about the sale what it is told to. */
function atolSale(
  told: (asked: number) => Scripted,
  posted: Scripted = { status: 201, json: {} },
  lastDocument: () => number | undefined = () => undefined,
): Promise<string> {
  const sales = new Set<string>();
  let asked = 0;
  return scripted(({ method, url = '' }, body) => {
    if (method === 'POST') {
      const [task] = body.request as { type: string }[];
      if (task?.type === 'sell') sales.add(String(body.uuid));
      return task?.type === 'sell' ? posted : { status: 201, json: {} };
    }
    const isSale = [...sales].some((id) => url.includes(id));
    if (url.includes('getRequestsQueueStatus')) return { json: {} };
    if (isSale) return told(asked++);
    const fiscalDocumentNumber = lastDocument();
    const drive = {
      status: 'ready',
      error: { code: 0, description: '' },
      result: { fnStatus: { fiscalDocumentNumber } },
    };
    return { json: { results: [...info, drive] } };
  });
}

const results = (status: string, code = 0, result: unknown = null) => ({
  json: { results: [{ status, error: { code, description: 'слова драйвера' }, result }] },
});
const fiscalise = async (url: string, kind: RegisterConfig['kind'] = 'atol') => {
  const outcome = await registerAt(url, kind).fiscalise({ id: randomUUID(), sale: saleOf() }, never);
  expectTruthful(outcome);
  return outcome;
};

const made = {
  fiscalParams: {
    fiscalDocumentDateTime: '2026-11-20T12:14:00+03:00',
    fiscalDocumentNumber: 1204,
    fiscalDocumentSign: '0085813599',
    fnNumber: '9999078900000001',
    shiftNumber: 7,
  },
};

test('ATOL: the sign loses its padding, the time its zone', async () => {
  expect(await fiscalise(await atolSale(() => results('ready', 0, made)))).toMatchObject({
    kind: 'made',
    result: { dateTime: '2026-11-20T12:14:00', fiscalSign: '85813599', fiscalDocumentNumber: 1204, shiftNumber: 7 },
    register: { registrationNumber: '0000000001012345', name: 'ООО «Пример»' },
  });
});

test('ATOL: the version of the format is a number or a text, in either of two places', async () => {
  const told = [
    { organization: {}, device: {} },
    {},
    { deviceInfo: { ffdVersion: 1.05 } },
    {},
    { shiftStatus: { state: 'opened' } },
  ];
  const looked = told.map((result) => ({ status: 'ready', error: { code: 0 }, result }));
  const url = await scripted(({ method }) =>
    method === 'POST' ? { status: 201, json: {} } : { json: { results: looked } },
  );
  expect(await registerAt(url).state(never)).toMatchObject({
    ok: true,
    state: { register: { ffd: '1.05' }, shift: 'open' },
  });
});

test('ATOL: a blocked queue is under way, and is waited for', async () => {
  const unblocks = await atolSale((asked) => (asked < 3 ? results('blocked') : results('ready', 0, made)));
  expect(await fiscalise(unblocks)).toMatchObject({ kind: 'made' });
  expect(await fiscalise(await atolSale(() => results('blocked')))).toEqual({ kind: 'running' });
});

test.each([2, 177, 241])('ATOL: after driver error %i the receipt may exist: unknown', async (code) => {
  expect(await fiscalise(await atolSale(() => results('error', code)))).toEqual({
    kind: 'unknown',
    reason: { code: 'register.interrupted', reply: `слова драйвера (${code})` },
  });
});

test('ATOL: interrupted (not begun) and canceled are refusals', async () => {
  expect(await fiscalise(await atolSale(() => results('interrupted')))).toMatchObject({ kind: 'refused' });
  expect(await fiscalise(await atolSale(() => results('canceled')))).toMatchObject({ kind: 'refused' });
});

test('ATOL: an error without an explanation of ours is a refusal in the words of the driver', async () => {
  expect(await fiscalise(await atolSale(() => results('error', 9_999)))).toEqual({
    kind: 'refused',
    reason: { code: 'register.refused', reply: 'слова драйвера (9999)' },
  });
});

test('ATOL: 404 of a device that is not known is not taken for a sale that is not known', async () => {
  const missing = { status: 404, json: { error: { code: 404, description: 'ККТ не найдена' } } };
  const url = await scripted(() => missing);
  expect(await registerAt(url).find(randomUUID(), never)).toEqual({
    kind: 'unknown',
    reason: { code: 'register.notHeard', reply: 'ККТ не найдена' },
  });
});

test('ATOL: after an error half-way, a drive whose last document is the one of before has made nothing', async () => {
  expect(
    await fiscalise(
      await atolSale(
        () => results('error', 2),
        undefined,
        () => 1_203,
      ),
    ),
  ).toMatchObject({
    kind: 'refused',
    reason: { code: 'register.stopped' },
  });
  let last = 1_203;
  expect(
    await fiscalise(
      await atolSale(
        () => results('error', 2),
        undefined,
        () => last++,
      ),
    ),
  ).toMatchObject({
    kind: 'unknown',
    reason: { code: 'register.interrupted' },
  });
});

test('ATOL: taken and then forgotten is unknown', async () => {
  expect(await fiscalise(await atolSale(() => ({ status: 404, json: {} })))).toMatchObject({
    kind: 'unknown',
    reason: { code: 'register.forgotten' },
  });
});

test('ATOL: a server error to the sale is not taken for a refusal; the register is asked', async () => {
  expect(await fiscalise(await atolSale(() => results('ready', 0, made), { status: 500, json: {} }))).toMatchObject({
    kind: 'made',
  });
  expect(await fiscalise(await atolSale(() => ({ status: 404, json: {} }), { status: 502, json: {} }))).toEqual({
    kind: 'absent',
  });
});

test.each([
  [400, 'badRequest'],
  [401, 'badLogin'],
  [403, 'notConfigured'],
  [408, 'busy'],
  [420, 'badRequest'],
  [404, 'wrongAddress'],
])('ATOL: %i to the sale is a refusal', async (status, code) => {
  const url = await atolSale(() => results('wait'), { status, json: {} });
  expect(await fiscalise(url)).toMatchObject({ kind: 'refused', reason: { code: `register.${code}` } });
});

test('ATOL: a receipt without its numbers is unknown, not made and not refused', async () => {
  expect(await fiscalise(await atolSale(() => results('ready', 0, { fiscalParams: {} })))).toEqual({
    kind: 'unknown',
    reason: { code: 'register.madeUnreadable' },
  });
});

test.each([
  ['no JSON', { text: '<html>' }],
  ['a list', { json: [] }],
  ['a wrong form', { json: { results: 'ready' } }],
  ['too much', { text: `"${'a'.repeat(5 << 20)}"` }],
  ['a redirect', { status: 302, text: '' }],
])('an answer that is %s leaves the sale unknown', async (_name, answer) => {
  expect(await fiscalise(await atolSale(() => answer))).toMatchObject({ kind: 'unknown' });
});

test('a register whose answers cannot be read gets no sale at all', async () => {
  let sales = 0;
  const url = await scripted(({ method }, body) => {
    if (JSON.stringify(body).includes('"sell"') || body.Command === 'RegisterCheck') sales++;
    return method === 'POST' && body.Command === undefined ? { status: 201, json: {} } : { text: 'nonsense' };
  });
  for (const kind of ['atol', 'kkmserver'] as const)
    expect(await registerAt(url, kind).state(never)).toMatchObject({ ok: false });
  expect(sales).toBe(0);
});

/** A KkmServer with an open shift that tells of the sale what it is told to. */
const kkmSale = (told: (command: string, asked: number) => Scripted) => {
  let asked = 0;
  return scripted((_request, body) => {
    const command = String(body.Command);
    if (command === 'GetDataKKT')
      return {
        json: {
          Status: 0,
          SessionNumber: 7,
          Info: { SessionState: 2, FnNumber: '9999078900000001', RegNumber: '0000000001012345', FFDVersion: '1.2' },
        },
      };
    return told(command, asked++);
  });
};
const kkmFiscalise = (url: string) => fiscalise(url, 'kkmserver');
const QR = 't=20261120T121400&s=316.45&fn=9999078900000001&i=1204&fp=0085813599&n=1';

test('KkmServer: running and not started yet are waited for by GetRezult', async () => {
  const url = await kkmSale((command, asked) =>
    command === 'RegisterCheck'
      ? { json: { Status: 4 } }
      : {
          json: {
            Rezult: asked < 3 ? { Status: 1 } : { Status: 0, QRCode: QR, SessionNumber: 7, SessionCheckNumber: 12 },
          },
        },
  );
  expect(await kkmFiscalise(url)).toMatchObject({
    kind: 'made',
    result: {
      dateTime: '2026-11-20T12:14:00',
      fiscalSign: '85813599',
      fiscalDocumentNumber: 1204,
      numberInShift: 12,
      qr: QR,
    },
    register: { registrationNumber: '0000000001012345' },
  });
});

test('KkmServer: a receipt that was made and not printed is made', async () => {
  const url = await kkmSale(() => ({ json: { Status: 2, Error: 'Нет бумаги', QRCode: QR, SessionNumber: 7 } }));
  expect(await kkmFiscalise(url)).toMatchObject({ kind: 'made' });
});

test.each([
  ['Нет связи с устройством', 'unknown', 'interrupted'],
  ['Превышено время ожидания ответа', 'unknown', 'interrupted'],
  ['Закончилась бумага', 'refused', 'noPaper'],
  ['Неверный формат тега 1008', 'refused', 'contactRefused'],
  ['Что-то небывалое', 'refused', 'refused'],
])('KkmServer: «%s» is %s', async (error, kind, code) => {
  const url = await kkmSale(() => ({ json: { Status: 2, Error: error } }));
  expect(await kkmFiscalise(url)).toMatchObject({ kind, reason: { code: `register.${code}` } });
});

test('KkmServer: not found to the sale itself means the device; running and then not found is unknown', async () => {
  expect(await kkmFiscalise(await kkmSale(() => ({ json: { Status: 3, Error: '' } })))).toMatchObject({
    kind: 'refused',
    reason: { code: 'register.deviceNotConnected' },
  });
  const forgets = await kkmSale((command) => ({ json: { Status: command === 'RegisterCheck' ? 1 : 3 } }));
  expect(await kkmFiscalise(forgets)).toMatchObject({ kind: 'unknown', reason: { code: 'register.forgotten' } });
});
