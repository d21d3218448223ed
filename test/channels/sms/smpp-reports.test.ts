import { describe, expect, it } from 'vitest';
import { isFinal, type SmsReport } from '../../../src/channels/sms/index.ts';
import { channelTo, gatherer, idOf, peerOf, sentence, state, TO, zeroEnded } from './smpp-kit.ts';

describe('SMPP: delivery receipts', () => {
  const receipt = (fields: Record<string, unknown>) => ({
    deliver: { source_addr: '79161234567', esm_class: 4, ...fields },
  });
  const words = (id: string, stat: string, err = '000') =>
    `id:${id} sub:001 dlvrd:001 submit date:2611241200 done date:2611241201 stat:${stat} err:${err} text:Чек`;

  it.each([
    ['DELIVRD', 2, 'delivered', undefined],
    ['EXPIRED', 3, 'expired', 'expired'],
    ['DELETED', 4, 'undelivered', 'deleted'],
    ['UNDELIV', 5, 'undelivered', 'notDelivered'],
    ['ACCEPTD', 6, 'sent', undefined],
    ['UNKNOWN', 7, 'undelivered', 'notDelivered'],
    ['REJECTD', 8, 'rejected', 'rejectedByOperator'],
    ['ENROUTE', 1, 'sent', undefined],
  ])('%s by text and by fields', async (stat, code, expected, reason) => {
    const peer = await peerOf();
    const { onReport, reports } = gatherer();
    const channel = channelTo(peer.port, { onReport });
    const outcome = await channel.send({ id: 'd-1', to: TO, text: 'Чек' });
    peer.order(receipt({ short_message: words(idOf(outcome), stat, '011') }));
    peer.order(receipt({ tlv: { receipted_message_id: zeroEnded(idOf(outcome)), message_state: state(code) } }));
    // Without the zero at its end, as some write it.
    const bare = Buffer.from(idOf(outcome)).toString('hex');
    peer.order(
      receipt({ tlv: { receipted_message_id: bare, message_state: state(code), network_error_code: '03000b' } }),
    );
    await peer.until('deliver_resp', 3);
    expect(peer.of('deliver_resp').every(({ status }) => status === 0)).toBe(true);
    expect(reports).toMatchObject(
      Array<object>(3).fill({ id: idOf(outcome), state: expected, ...(reason ? { reason } : {}) }),
    );
    expect(reports[0]?.reply).toContain('err 011');
    expect(reports[2]?.reply).toContain('03000b');
    const [asked] = await channel.status([{ id: idOf(outcome), to: TO }]);
    if (isFinal(expected as SmsReport['state'])) expect(asked).toMatchObject({ state: expected });
  });

  it.each([
    ['the same', '%d', (id: string) => id],
    ['hexadecimal in the answer, decimal in the receipt', '%x', (id: string) => String(Number.parseInt(id, 16))],
    ['decimal in the answer, hexadecimal in the receipt', '%d', (id: string) => Number(id).toString(16).toUpperCase()],
    ['zeros in front', '%010d', (id: string) => String(Number(id))],
    ['hexadecimal with zeros and capitals', '%08X', (id: string) => String(Number.parseInt(id, 16))],
  ])('know their message: %s', async (_name, ids, inReceipt) => {
    const peer = await peerOf({ ids });
    const { onReport, reports } = gatherer();
    const outcome = await channelTo(peer.port, { onReport }).send({ id: 'd-1', to: TO, text: 'Чек' });
    peer.order(receipt({ short_message: words(inReceipt(idOf(outcome)), 'DELIVRD') }));
    await peer.until('deliver_resp');
    expect(reports).toMatchObject([{ id: idOf(outcome), state: 'delivered' }]);
  });

  it('of all parts make a long message delivered, of one failed part failed', async () => {
    const peer = await peerOf();
    const { onReport, reports } = gatherer();
    const outcome = await channelTo(peer.port, { onReport }).send({ id: 'd-1', to: TO, text: sentence });
    const ids = idOf(outcome).split(' ');
    expect(ids.length).toBeGreaterThan(1);
    for (const [at, id] of ids.entries()) {
      peer.order(receipt({ short_message: words(id, 'DELIVRD') }));
      await peer.until('deliver_resp', at + 1);
    }
    expect(reports.map(({ id, state: told }) => [id, told])).toEqual(
      ids.map((_, at) => [idOf(outcome), at === ids.length - 1 ? 'delivered' : 'sent']),
    );
    peer.order(receipt({ short_message: words(ids[0] ?? '', 'UNDELIV') }));
    await peer.until('deliver_resp', ids.length + 1);
    expect(reports.at(-1)).toMatchObject({ id: idOf(outcome), state: 'undelivered' });
  });

  it('of a message that nobody remembers are told under their own id', async () => {
    const peer = await peerOf();
    const { onReport, reports } = gatherer();
    channelTo(peer.port, { onReport });
    await peer.until('bind');
    peer.order(receipt({ short_message: words('ABC-1', 'DELIVRD') }));
    await peer.until('deliver_resp');
    expect(reports).toMatchObject([{ id: 'ABC-1', state: 'delivered' }]);
  });

  it('that come before the answer wait for it', async () => {
    const peer = await peerOf({ silent: 1 });
    const { onReport, until } = gatherer();
    const channel = channelTo(peer.port, { onReport, http: { total: 2_000 } });
    const waiting = channel.send({ id: 'd-1', to: TO, text: 'Чек' });
    await peer.until('submit');
    peer.order({ set: { silent: 0 } });
    peer.order(receipt({ short_message: words('1001', 'DELIVRD') }));
    const outcome = await channel.send({ id: 'd-2', to: TO, text: 'Чек 2' });
    expect(idOf(outcome)).toBe('1001');
    await waiting;
    expect(await until(({ state: told }) => told === 'delivered')).toMatchObject({ id: '1001' });
  });

  it('that could not be kept are brought again', async () => {
    const peer = await peerOf();
    const channel = channelTo(peer.port, { onReport: () => Promise.reject(new Error('the disk is full')) });
    const outcome = await channel.send({ id: 'd-1', to: TO, text: 'Чек' });
    peer.order(receipt({ short_message: words(idOf(outcome), 'DELIVRD') }));
    expect(await peer.until('deliver_resp')).toMatchObject({ status: 0x64 });
  });

  it('a message of a subscriber is answered and no receipt', async () => {
    const peer = await peerOf();
    const { onReport, reports } = gatherer();
    channelTo(peer.port, { onReport });
    await peer.until('bind');
    peer.order({ deliver: { source_addr: '79161234567', esm_class: 0, short_message: 'id:1 stat:DELIVRD' } });
    expect(await peer.until('deliver_resp')).toMatchObject({ status: 0 });
    expect(reports).toEqual([]);
  });
});

describe('SMPP: a state is asked for', () => {
  it.each([
    [1, 'sent'],
    [2, 'delivered'],
    [3, 'expired'],
    [5, 'undelivered'],
    [7, 'unknown'],
    [8, 'rejected'],
  ])('%i is %s', async (code, expected) => {
    const peer = await peerOf({ query: [code, 0] });
    const channel = channelTo(peer.port);
    expect(await channel.status([{ id: 'A1', to: TO }])).toMatchObject([{ id: 'A1', state: expected }]);
    await peer.until('query');
    expect(peer.of('query')).toMatchObject([{ message_id: 'A1', source_addr: 'KvitokShop' }]);
  });
  it('only while the provider knows the question', async () => {
    const peer = await peerOf();
    const channel = channelTo(peer.port);
    expect(await channel.status([{ id: '1', to: TO }])).toMatchObject([{ state: 'unknown' }]);
    expect(await channel.status([{ id: '1', to: TO }])).toMatchObject([{ state: 'unknown' }]);
    await peer.until('query', 1);
    expect(peer.of('query')).toHaveLength(1);
    expect(await channel.balance()).toEqual({ ok: false });
  });
});
