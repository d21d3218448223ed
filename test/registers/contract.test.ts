import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkReceipt } from '../../src/receipt/check.ts';
import { isRegistrationNumber } from '../../src/receipt/check-digits.ts';
import { receiptOfSale } from '../../src/receipt/sale-receipt.ts';
import { openEmulator, openRegister } from '../../src/registers/index.ts';
import { closing, handClock, kinds, never, openShop } from './harness.ts';
import { saleOf } from './sale.ts';

const refusedFor = (code: string) => ({ kind: 'refused', reason: { code: `register.${code}` } });

describe.each(kinds)('%s', (kind) => {
  test('a sale becomes one document with its contact, and its receipt has all numbers', async () => {
    const { register, sell, receipts, emulator } = await openShop(kind);
    const outcome = await sell();
    if (outcome.kind !== 'made') throw new Error(JSON.stringify(outcome));
    const [document, ...more] = receipts();
    expect(more).toEqual([]);
    expect(document).toMatchObject({
      number: outcome.result.fiscalDocumentNumber,
      sign: outcome.result.fiscalSign,
      shift: 1,
      numberInShift: 1,
      contact: '+79000000001',
      electronically: true,
      printed: false,
      total: 31_645,
    });
    const receipt = receiptOfSale(saleOf(), outcome.result, outcome.register);
    expect(receipt).toMatchObject({
      ffd: '1.2',
      fiscalDriveNumber: emulator.fiscalDriveNumber,
      registrationNumber: emulator.registrationNumber,
      shiftNumber: 1,
      numberInShift: 1,
      total: 31_645,
      seller: { inn: '9909000011', senderAddress: 'cheki@example.com' },
    });
    expect(document?.dateTime).toContain(receipt.dateTime);
    expect(checkReceipt(receipt)).toEqual([]);
    expect(isRegistrationNumber(emulator.registrationNumber, '9909000011', outcome.register.serialNumber ?? '')).toBe(
      true,
    );
    expect(register.capabilities()).toEqual({ electronically: 'yes', ffd: '1.2' });
  });

  test('refund, purchase and correction keep their kind', async () => {
    const { sell, receipts } = await openShop(kind);
    await sell({ calculationType: 2 });
    await sell({ calculationType: 3 });
    await sell({ calculationType: 1, correction: { type: 0, date: '2026-11-19' } });
    expect(receipts().map(({ calculationType }) => calculationType)).toEqual([2, 3, 1]);
  });

  test('the same id again is the same document', async () => {
    const { register, receipts } = await openShop(kind);
    const command = { id: randomUUID(), sale: saleOf() };
    const first = await register.fiscalise(command, never);
    expect(await register.fiscalise(command, never)).toEqual(first);
    expect(await register.find(command.id, never)).toEqual(first);
    expect(receipts()).toHaveLength(1);
  });

  test('a command that was never given is absent', async () => {
    const { register } = await openShop(kind);
    expect(await register.find(randomUUID(), never)).toEqual({ kind: 'absent' });
  });

  test('the shift is opened once, however many sales arrive together', async () => {
    const { emulator, sell, receipts } = await openShop(kind);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sell()));
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array(20).fill('made'));
    expect(emulator.documents().filter((document) => document.kind === 'openShift')).toHaveLength(1);
    expect(receipts().map(({ numberInShift }) => numberInShift)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test('a shift that was seen closed is opened before the sale', async () => {
    const { register, emulator, sell } = await openShop(kind);
    expect(await register.state(never)).toMatchObject({ ok: true, state: { shift: 'closed' } });
    const id = randomUUID();
    await register.fiscalise({ id, sale: saleOf() }, never);
    expect(emulator.documents().at(-1)).toMatchObject({ command: id });
    expect(await sell()).toMatchObject({ kind: 'made' });
  });

  test('a closed shift is left closed where the shop wants it so', async () => {
    const { sell, receipts } = await openShop(kind, { config: { opensShift: false } });
    expect(await sell()).toMatchObject(refusedFor('shiftClosed'));
    expect(receipts()).toEqual([]);
  });

  test('a shift of more than 24 hours is closed, the next one opened, and the sale made once and found', async () => {
    const clock = handClock();
    const { register, emulator, sell, receipts } = await openShop(kind, { clock });
    await sell();
    clock.forward(25);
    const command = { id: randomUUID(), sale: saleOf() };
    const outcome = await register.fiscalise(command, never);
    expect(outcome).toMatchObject({ kind: 'made', result: { shiftNumber: 2, numberInShift: 1 } });
    expect(await register.find(command.id, never)).toEqual(outcome);
    expect(await register.fiscalise(command, never)).toEqual(outcome);
    expect(receipts()).toHaveLength(2);
    expect(emulator.documents().map((document) => document.kind)).toEqual([
      'registration',
      'openShift',
      'receipt',
      'closeShift',
      'openShift',
      'receipt',
    ]);
  });

  test('a shift of more than 24 hours is left to the cashier where the shop wants it so', async () => {
    const clock = handClock();
    const { register, sell, receipts } = await openShop(kind, { clock, config: { renewsExpiredShift: false } });
    await sell();
    clock.forward(25);
    expect(await sell()).toMatchObject(refusedFor('shiftExpired'));
    expect(await register.state(never)).toMatchObject({ ok: true, state: { shift: 'expired' } });
    expect(receipts()).toHaveLength(1);
  });

  test('fault: the answer is lost after the receipt was made', async () => {
    const { emulator, sell, receipts } = await openShop(kind);
    emulator.fail({ name: 'answer-lost' });
    const outcome = await sell();
    expect(outcome).toMatchObject({ kind: 'made', result: { fiscalDocumentNumber: 3 } });
    expect(receipts()).toHaveLength(1);
  });

  test('fault: the connection is cut before the command is taken', async () => {
    const { emulator, sell, receipts } = await openShop(kind);
    emulator.fail({ name: 'cut' });
    expect(await sell()).toEqual({ kind: 'absent' });
    expect(receipts()).toEqual([]);
  });

  test('fault: slower than the shop waits; running, then found', async () => {
    const { register, emulator, receipts } = await openShop(kind, { config: { timeout: 1 } });
    emulator.fail({ name: 'slow', seconds: 1.6 });
    const command = { id: randomUUID(), sale: saleOf() };
    expect(await register.fiscalise(command, never)).toEqual({ kind: 'running' });
    await expect.poll(() => register.find(command.id, never), { timeout: 30_000 }).toMatchObject({ kind: 'made' });
    expect(receipts()).toHaveLength(1);
  });

  test('fault: slow within the time that the shop waits', async () => {
    const { emulator, sell } = await openShop(kind, { config: { timeout: 5 } });
    emulator.fail({ name: 'slow', seconds: 0.5 });
    expect(await sell()).toMatchObject({ kind: 'made' });
  });

  test('fault: out of paper, and then paper again', async () => {
    const { register, emulator, sell, receipts } = await openShop(kind);
    emulator.fail({ name: 'no-paper', times: 0 });
    expect(await register.state(never)).toMatchObject({ ok: true, state: { paper: false } });
    expect(await sell()).toMatchObject(refusedFor('noPaper'));
    emulator.clearFaults();
    expect(await sell()).toMatchObject({ kind: 'made' });
    expect(receipts()).toHaveLength(1);
  });

  test('fault: the shift expires under the sale', async () => {
    const { emulator, sell, receipts } = await openShop(kind);
    await sell();
    emulator.fail({ name: 'shift-expired' });
    expect(await sell()).toMatchObject({ kind: 'made', result: { shiftNumber: 2 } });
    expect(receipts()).toHaveLength(2);
  });

  test('fault: a shift that expires again and again is a refusal, not an endless loop', async () => {
    const { emulator, sell, receipts } = await openShop(kind);
    emulator.fail({ name: 'shift-expired', times: 0 });
    expect(await sell()).toMatchObject(refusedFor('shiftExpired'));
    expect(receipts()).toEqual([]);
  });

  test('fault: the contact is refused', async () => {
    const { emulator, sell, receipts } = await openShop(kind);
    emulator.fail({ name: 'contact-refused' });
    expect(await sell()).toMatchObject(refusedFor('contactRefused'));
    expect(receipts()).toEqual([]);
  });

  test('fault: no paper is refused; the register is known for it from then on', async () => {
    const { register, emulator, sell, receipts } = await openShop(kind);
    emulator.fail({ name: 'electronic-refused', times: 0 });
    expect(await sell()).toMatchObject(refusedFor('electronicRefused'));
    expect(register.capabilities().electronically).toBe('no');
    expect(await sell({ electronically: false })).toMatchObject({ kind: 'made' });
    expect(receipts()).toMatchObject([{ electronically: false, printed: true }]);
  });

  test('fault: paper is printed in spite of it; the receipt is made all the same', async () => {
    const { register, emulator, sell, receipts } = await openShop(kind);
    emulator.fail({ name: 'prints-anyway' });
    const outcome = await sell();
    expect(outcome.kind).toBe('made');
    expect(receipts()).toMatchObject([{ electronically: true, printed: true }]);
    // Only KkmServer has a place in its answer for it.
    if (kind === 'kkmserver') {
      expect(outcome).toMatchObject({ paper: true });
      expect(register.capabilities().electronically).toBe('no');
    }
  });

  test('fault: a clock that runs ahead is in the receipt as the register has it', async () => {
    const clock = handClock();
    const { register, emulator, sell } = await openShop(kind, { clock });
    emulator.fail({ name: 'wrong-clock', seconds: 3_600, times: 0 });
    expect(await register.state(never)).toMatchObject({ ok: true, state: { dateTime: '2026-11-20T13:14:00' } });
    const outcome = await sell();
    expect(outcome.kind === 'made' && outcome.result.dateTime).toContain('2026-11-20T13:14');
  });

  test('fault: a clock behind the last document is refused by the drive', async () => {
    const { emulator, sell } = await openShop(kind);
    await sell();
    emulator.fail({ name: 'wrong-clock', seconds: -86_400 });
    expect(await sell()).toMatchObject(refusedFor('clockWrong'));
  });

  test('another fiscal drive is noticed at the next receipt', async () => {
    const { emulator, register, sell } = await openShop(kind);
    await sell();
    await emulator.close();
    const other = closing(await openEmulator({ port: emulator.port, ffd: '1.05' }));
    const outcome = await sell();
    expect(outcome).toMatchObject({
      kind: 'made',
      result: { fiscalDriveNumber: other.fiscalDriveNumber },
      register: {
        ffd: '1.05',
        fiscalDriveNumber: other.fiscalDriveNumber,
        registrationNumber: other.registrationNumber,
      },
    });
    expect(register.capabilities().ffd).toBe('1.05');
  });

  test('a register that is off is a refusal at once: nothing was sent', async () => {
    const { emulator, register, sell } = await openShop(kind);
    await emulator.close();
    expect(await sell()).toMatchObject(refusedFor('unreachable'));
    expect(await register.state(never)).toMatchObject({ ok: false, reason: { code: 'register.unreachable' } });
  });

  test('a register that is off after its shift was seen open is a refusal too', async () => {
    const { emulator, sell } = await openShop(kind);
    await sell();
    await emulator.close();
    expect(await sell()).toMatchObject(refusedFor('unreachable'));
  });

  test('what cannot be asked is unknown, never absent', async () => {
    const { emulator, register, sell } = await openShop(kind);
    await sell();
    await emulator.close();
    expect(await register.find(randomUUID(), never)).toMatchObject({
      kind: 'unknown',
      reason: { code: 'register.notHeard' },
    });
  });

  test('a wrong login is told as such', async () => {
    const { emulator } = await openShop(kind, { login: 'User', password: 'secret' });
    const right = closing(openRegister(emulator.config(kind)));
    expect(await right.state(never)).toMatchObject({ ok: true });
    const wrong = closing(openRegister({ ...emulator.config(kind), password: 'wrong' }));
    expect(await wrong.state(never)).toMatchObject({ ok: false, reason: { code: 'register.badLogin' } });
  });

  test('an aborted call throws and says nothing of the sale', async () => {
    const { register, emulator } = await openShop(kind);
    emulator.fail({ name: 'slow', seconds: 1 });
    const abort = new AbortController();
    const command = { id: randomUUID(), sale: saleOf() };
    const call = register.fiscalise(command, abort.signal);
    setTimeout(() => abort.abort(new Error('stopped')), 200);
    await expect(call).rejects.toThrow();
    await expect.poll(() => register.find(command.id, never), { timeout: 30_000 }).toMatchObject({ kind: 'made' });
  });
});
