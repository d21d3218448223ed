import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import {
  createSmsChannel,
  isFinal,
  type SmppSettings,
  type SmsAccount,
  type SmsChannel,
  type SmsChannelOptions,
  type SmsReport,
} from '../../../src/channels/sms/index.ts';
import { refusalOfCommand } from '../../../src/channels/sms/smpp-status.ts';
import { isTextKey } from '../../../src/texts/index.ts';
import { makeAuthority } from '../../servers/certificates.ts';
import { closedPort } from './fake-provider.ts';
import { type SmppPeer, startPeer } from './smpp-peer.ts';

const TO = '+79161234567';
const START = 1_760_000_000_000;
const sentence = 'Чек № 42 на 1 240,50 ₽ «Ромашка» — спасибо, ёж! 🧾 https://check.example/?a=1&b=ё ';
const long = sentence.repeat(8).trim();

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function peerOf(set: Record<string, unknown> = {}): Promise<SmppPeer> {
  const peer = await startPeer(set);
  opened.push(peer);
  return peer;
}

interface Asked extends SmsChannelOptions {
  smpp?: Partial<SmppSettings>;
  account?: Partial<SmsAccount>;
}

function channelTo(port: number, { smpp = {}, account = {}, ...options }: Asked = {}): SmsChannel {
  const channel = createSmsChannel(
    {
      provider: 'smpp',
      host: `127.0.0.1:${port}`,
      login: 'kvitok',
      password: 'secret',
      sender: 'KvitokShop',
      smpp: { rebindAfter: 1, ...smpp },
      ...account,
    },
    { ...options, http: { guard: { allowPrivate: true }, total: 10_000, ...options.http } },
  );
  opened.push(channel);
  return channel;
}

/** Gathers reports, and waits for one of a kind. */
function gatherer() {
  const reports: SmsReport[] = [];
  const looks = new Set<() => void>();
  return {
    reports,
    onReport: (report: SmsReport) => {
      reports.push(report);
      for (const look of looks) look();
    },
    until: (wanted: (report: SmsReport) => boolean): Promise<SmsReport> =>
      new Promise((resolve) => {
        const look = () => {
          const found = reports.find(wanted);
          if (found) resolve(found);
        };
        looks.add(look);
        look();
      }),
  };
}

const idOf = (outcome: Outcome): string => ('providerMessageId' in outcome && outcome.providerMessageId) || '';
const state = (code: number): string => code.toString(16).padStart(2, '0');
const zeroEnded = (text: string): string => Buffer.from(`${text}\0`).toString('hex');

describe('SMPP: a message', () => {
  it('goes to an independent message centre with all its fields', async () => {
    const peer = await peerOf();
    const outcome = await channelTo(peer.port, { smpp: { systemType: 'kassa' } }).send({
      id: 'd-1',
      to: TO,
      text: 'Чек 1',
    });
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: '1000', parts: 1 });
    await peer.until('bind');
    expect(peer.of('bind')).toMatchObject([
      { system_id: 'kvitok', system_type: 'kassa', interface_version: 0x34, status: 0 },
    ]);
    expect(await peer.until('submit')).toMatchObject({
      source_addr: 'KvitokShop',
      source_addr_ton: 5,
      source_addr_npi: 0,
      destination_addr: '79161234567',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      data_coding: 8,
      esm_class: 0,
      registered_delivery: 1,
      validity_period: '000001000000000R',
      mark: expect.any(Number),
    });
    expect(await peer.until('text')).toMatchObject({ text: 'Чек 1', to: '79161234567' });
  });

  it.each([
    ['KvitokShop', 'auto', 5, 0],
    ['KvitokShop', '5/1', 5, 1],
    ['79161112233', 'auto', 1, 1],
    ['1234', 'auto', 3, 0],
  ])('from %s (%s) has the type %i/%i', async (sender, senderType, ton, npi) => {
    const peer = await peerOf();
    await channelTo(peer.port, { account: { sender }, smpp: { senderType } }).send({ id: 'd-1', to: TO, text: 'x' });
    expect(await peer.until('submit')).toMatchObject({
      source_addr: sender,
      source_addr_ton: ton,
      source_addr_npi: npi,
    });
  });

  describe.each(['udh', 'sar', 'payload'] as const)('of any length by %s', (way) => {
    it.each([
      ['Cyrillic, №, ₽ and a sign outside the first plane', long, 8],
      ['Latin with signs of two places', 'Receipt [1] {2} ~ 10€ ^ | \\ @$_ '.repeat(20), 0],
      ['exactly 70 Cyrillic letters', 'ё'.repeat(70), 8],
      ['71 Cyrillic letters', 'ё'.repeat(71), 8],
      ['160 Latin letters', 'a'.repeat(160), 0],
      ['161 Latin letters', 'a'.repeat(161), 0],
      ['an escape at the edge of a part', `${'a'.repeat(152)}€${'b'.repeat(60)}`, 0],
      ['surrogates at the edge of a part', `${'ё'.repeat(66)}🧾${'ж'.repeat(30)}`, 8],
    ])('%s', async (_name, text, dataCoding) => {
      const peer = await peerOf();
      const outcome = await channelTo(peer.port, { smpp: { long: way } }).send({ id: 'd-1', to: TO, text });
      const whole = await peer.until('text');
      expect(whole.text).toBe(text);
      const submits = peer.of('submit');
      expect(outcome).toMatchObject({ kind: 'accepted', parts: submits.length });
      expect(idOf(outcome).split(' ')).toEqual(submits.map(({ id }) => id));
      expect(new Set(submits.map(({ mark }) => mark)).size).toBe(submits.length);
      for (const submit of submits) {
        expect(submit.data_coding).toBe(dataCoding);
        expect(submit.bytes).toBeLessThanOrEqual(dataCoding === 8 ? 140 : 160);
      }
      if (way === 'payload') expect(submits).toHaveLength(1);
    });
  });

  it('in Latin-1 or UCS-2 where the shop wants that', async () => {
    const peer = await peerOf();
    const text = 'Receipt [1] ~ é '.repeat(12).trim();
    for (const [at, latin] of (['latin1', 'ucs2'] as const).entries()) {
      await channelTo(peer.port, { smpp: { latin } }).send({ id: `d-${at}`, to: TO, text });
      expect((await peer.until('text', at + 1)).text).toBe(text);
    }
    expect(new Set(peer.of('submit').map((submit) => submit.data_coding))).toEqual(new Set([3, 8]));
  });

  it('without a text is refused before it goes', async () => {
    const peer = await peerOf();
    expect(await channelTo(peer.port).send({ id: 'd-1', to: TO, text: ' ' })).toMatchObject({
      kind: 'rejected',
      reason: { code: 'sms.noText' },
    });
    expect(peer.of('submit')).toHaveLength(0);
  });
});

describe('SMPP: an account', () => {
  it.each([
    [{ password: 'wrong' }, 'sms.smppBadLogin'],
    [{ login: 'nobody' }, 'sms.smppBadLogin'],
  ])('%j is a fault of the account', async (account, code) => {
    const peer = await peerOf();
    const outcome = await channelTo(peer.port, { account }).send({ id: 'd-1', to: TO, text: 'x' });
    expect(outcome).toMatchObject({
      kind: 'deferred',
      reason: { code, account: true },
      retryAfter: expect.any(Number),
    });
    expect(JSON.stringify(outcome)).not.toContain('wrong');
    expect(peer.of('submit')).toHaveLength(0);
  });
  it.each([
    [0x05, 'sms.smppAlreadyBound'],
    [0x0d, 'sms.smppBindRefused'],
    [0x53, 'sms.smppSystemType'],
  ])('a bind refused with %i', async (bind_status, code) => {
    const peer = await peerOf({ bind_status });
    expect(await channelTo(peer.port).send({ id: 'd-1', to: TO, text: 'x' })).toMatchObject({
      kind: 'deferred',
      reason: { code, account: true },
    });
  });
  it('nobody listens', async () => {
    expect(await channelTo(await closedPort()).send({ id: 'd-1', to: TO, text: 'x' })).toMatchObject({
      kind: 'deferred',
      reason: { code: 'sms.connectionRefused', account: true },
    });
  });
  it('a server inside the network needs leave', async () => {
    const peer = await peerOf();
    const channel = channelTo(peer.port, { http: { guard: {} } });
    expect(await channel.send({ id: 'd-1', to: TO, text: 'x' })).toMatchObject({
      kind: 'deferred',
      reason: { code: 'sms.hostInner', account: true },
    });
    expect(peer.of('bind')).toHaveLength(0);
  });
  it.each([
    [{ host: 'http://smpp.example.ru' }, 'smppHost'],
    [{ host: 'a b' }, 'smppHost'],
    [{ host: 'smpp.example.ru:0' }, 'smppHost'],
    [{ login: 'логин' }, 'smppSystemId'],
    [{ login: 'longer-than-fifteen' }, 'smppSystemId'],
    [{ password: 'пароль' }, 'smppPassword'],
    [{ host: '' }, 'smsFieldMissing'],
  ])('%j is told before anything is sent', (account, code) => {
    expect(() => channelTo(2_775, { account })).toThrow(expect.objectContaining({ code }));
  });
  it('goes over TLS, with a certificate that is good for the name', async () => {
    const peer = await peerOf();
    const authority = makeAuthority();
    const { key, cert } = authority.issue('localhost');
    const front = createServer({ key, cert }, (socket) => {
      const inner = connect(peer.port, '127.0.0.1');
      socket.on('error', () => inner.destroy());
      inner.on('error', () => socket.destroy());
      socket.pipe(inner).pipe(socket);
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => new Promise((resolve) => front.close(() => resolve())) });
    const { port } = front.address() as AddressInfo;
    const sendTo = (host: string, ca?: string) =>
      channelTo(port, {
        account: { host: `${host}:${port}` },
        smpp: { tls: true },
        http: ca === undefined ? {} : { ca },
      }).send({ id: 'd-1', to: TO, text: 'x' });
    expect(await sendTo('localhost', authority.ca)).toMatchObject({ kind: 'accepted' });
    for (const refused of [await sendTo('localhost'), await sendTo('127.0.0.1', authority.ca)])
      expect(refused).toMatchObject({ kind: 'deferred', reason: { code: 'sms.certificateWrong', account: true } });
    await peer.until('bind', 1);
    expect(peer.of('bind')).toHaveLength(1);
  });
  it('says farewell', async () => {
    const peer = await peerOf();
    const channel = channelTo(peer.port);
    await channel.send({ id: 'd-1', to: TO, text: 'x' });
    await channel.close();
    await peer.until('unbind');
    expect(await channel.send({ id: 'd-2', to: TO, text: 'x' })).toMatchObject({
      kind: 'deferred',
      reason: { code: 'sms.stopped' },
    });
  });
});

describe('SMPP: a refusal', () => {
  it.each([
    [0x01, 'rejected', 'smppLength'],
    [0x0a, 'account', 'senderNotRegistered'],
    [0x0b, 'rejected', 'badNumber'],
    [0x45, 'rejected', 'unknownRefusal'],
    [0x48, 'account', 'smppAddressType'],
    [0x08, 'deferred', 'serviceDown'],
    [0xc1, 'account', 'smppExtraFields'],
    [0xff, 'unknown', 'serverError'],
    [0x104, 'rejected', 'encoding'],
    [0x0400, 'account', 'noMoney'],
    [0x0411, 'rejected', 'badNumber'],
    [0x0499, 'rejected', 'unknownRefusal'],
  ])('%i is %s, %s', async (status, kind, reason) => {
    const peer = await peerOf({ submit_status: [status] });
    const smpp = { errors: ['money=0x0400', 'number=0x0410|1041'] };
    const outcome = await channelTo(peer.port, { smpp }).send({ id: 'd-1', to: TO, text: 'x' });
    expect(outcome).toMatchObject({
      kind: kind === 'account' ? 'deferred' : kind,
      reason: { code: `sms.${reason}`, ...(kind === 'account' ? { account: true } : {}) },
    });
    await peer.until('submit', 1);
    expect(peer.of('submit')).toHaveLength(1);
  });

  it('of every code has words in both languages', () => {
    for (let status = 1; status <= 0x4ff; status++) {
      const { reason, reply = '' } = refusalOfCommand(status);
      expect(isTextKey(`reasons.sms.${reason}`), reason).toBe(true);
      expect(Number(reply.split(' ')[0])).toBe(status);
    }
  });

  it('in the middle of a long message leaves only the rest to send', async () => {
    const peer = await peerOf({ submit_status: [0, 0x0a] });
    const channel = channelTo(peer.port);
    const message = { id: 'd-1', to: TO, text: long };
    expect(await channel.send(message)).toMatchObject({ kind: 'deferred', reason: { account: true } });
    await peer.until('submit', 2);
    expect(peer.of('submit')).toHaveLength(2);
    const outcome = await channel.send(message);
    expect((await peer.until('text')).text).toBe(long);
    const taken = peer.of('submit').filter(({ status }) => status === 0);
    expect(idOf(outcome).split(' ')).toEqual(taken.map(({ id }) => id));
    expect(new Set(taken.map(({ mark }) => mark)).size).toBe(taken.length);
  });
});

describe('SMPP: a provider that asks for less', () => {
  it('gets less, and every message once', async () => {
    const peer = await peerOf({ submit_status: Array<number>(15).fill(0x58) });
    const channel = channelTo(peer.port, { smpp: { window: 20 }, http: { total: 20_000 } });
    const before = performance.now();
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        channel.send({ id: `d-${at}`, to: `+7916000${1_000 + at}`, text: `Чек ${at}` }),
      ),
    );
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(performance.now() - before).toBeGreaterThan(1_000);
    await peer.until('submit', 75);
    const taken = peer.of('submit').filter(({ status }) => status === 0);
    expect(taken).toHaveLength(60);
    expect(new Set(taken.map((submit) => submit.destination_addr)).size).toBe(60);
  });
  it('a full queue is waited for', async () => {
    const peer = await peerOf({ submit_status: [0x14] });
    const before = performance.now();
    expect((await channelTo(peer.port).send({ id: 'd-1', to: TO, text: 'x' })).kind).toBe('accepted');
    expect(performance.now() - before).toBeGreaterThan(4_900);
  });
  it('for too long is left until later', async () => {
    const peer = await peerOf({ submit_status: Array<number>(50).fill(0x58) });
    const channel = channelTo(peer.port, { http: { total: 1_500 } });
    expect(await channel.send({ id: 'd-1', to: TO, text: 'x' })).toMatchObject({
      kind: 'deferred',
      reason: { code: 'sms.tooFast' },
      retryAfter: 60_000,
    });
  });
  it('is never sent more than it allows', async () => {
    const peer = await peerOf();
    const channel = channelTo(peer.port, { smpp: { perSecond: 20 } });
    await channel.send({ id: 'first', to: TO, text: 'x' });
    const before = performance.now();
    await Promise.all(Array.from({ length: 20 }, (_, at) => channel.send({ id: `d-${at}`, to: TO, text: 'x' })));
    expect(performance.now() - before).toBeGreaterThan(850);
  });
});

describe('SMPP: a link cut in the middle of a window', () => {
  it('loses no message silently and repeats none blindly', async () => {
    const peer = await peerOf({ swallow: 31, cut_after: 50 });
    const channel = channelTo(peer.port, { smpp: { window: 20 } });
    const numbers = Array.from({ length: 80 }, (_, at) => 1_000 + at);
    const outcomes = await Promise.all(
      numbers.map((at) => channel.send({ id: `d-${at}`, to: `+7916000${at}`, text: `Чек ${at}` })),
    );
    const kinds = (kind: string) => numbers.filter((_, at) => outcomes[at]?.kind === kind);
    // Messages 31 to 50 were taken and not answered when the link was cut; the rest went over the next one.
    expect(kinds('accepted')).toHaveLength(60);
    expect(kinds('unknown')).toHaveLength(20);
    const sent = peer.of('submit').map((submit) => Number(String(submit.destination_addr).slice(-4)));
    expect(sent.length).toBe(new Set(sent).size);
    expect(sent.toSorted((one, other) => one - other)).toEqual(numbers);
    for (const outcome of outcomes) if (outcome.kind === 'unknown') expect(outcome.reason.code).toBe('sms.lost');
  });

  it('goes on over a new one', async () => {
    const peer = await peerOf({ cut_after: 5 });
    const channel = channelTo(peer.port, { smpp: { window: 1 } });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) => channel.send({ id: `d-${at}`, to: TO, text: `Чек ${at}` })),
    );
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(9);
    expect(outcomes.filter(({ kind }) => kind === 'unknown')).toHaveLength(1);
    await peer.until('submit', 10);
    expect(peer.of('submit')).toHaveLength(10);
    await peer.until('bind', 2);
    expect(peer.of('bind')).toHaveLength(2);
  });

  it('a message in doubt is not sent again, but known by its receipt', async () => {
    const peer = await peerOf({ cut_after: 1 });
    const channel = channelTo(peer.port, { clock: { now: () => START } });
    const message = { id: 'd-1', to: TO, text: 'Чек' };
    expect(await channel.send(message)).toMatchObject({
      kind: 'unknown',
      reason: { code: 'sms.lost' },
      askAfter: 60_000,
    });
    await peer.until('bind', 2);
    expect(await channel.send(message, { inDoubtSince: START })).toMatchObject({
      kind: 'unknown',
      reason: { code: 'sms.asking' },
    });
    const submit = await peer.until('submit');
    const mark = Number(submit?.mark).toString(16).padStart(4, '0');
    peer.order({
      deliver: {
        source_addr: '79161234567',
        esm_class: 4,
        short_message: 'id:77 stat:DELIVRD err:000',
        tlv: { user_message_reference: mark },
      },
    });
    await peer.until('deliver_resp');
    expect(await channel.send(message, { inDoubtSince: START })).toEqual({ kind: 'accepted', providerMessageId: '77' });
    await peer.until('submit', 1);
    expect(peer.of('submit')).toHaveLength(1);
  });

  it('in the middle of a long message: once its part is known, the rest follows', async () => {
    const peer = await peerOf({ cut_after: 2 });
    const channel = channelTo(peer.port);
    const message = { id: 'd-1', to: TO, text: long };
    expect((await channel.send(message)).kind).toBe('unknown');
    await peer.until('bind', 2);
    const mark = Number(peer.of('submit')[1]?.mark).toString(16).padStart(4, '0');
    peer.order({
      deliver: {
        source_addr: '79161234567',
        esm_class: 4,
        tlv: { user_message_reference: mark, receipted_message_id: zeroEnded('1001'), message_state: state(2) },
      },
    });
    await peer.until('deliver_resp');
    const outcome = await channel.send(message, { inDoubtSince: Date.now() });
    expect((await peer.until('text')).text).toBe(long);
    expect(idOf(outcome).split(' ')).toEqual(peer.of('submit').map(({ id }) => id));
  });

  it('without our mark the setting decides', async () => {
    const peer = await peerOf({ cut_after: 1 });
    const channel = channelTo(peer.port, { smpp: { ownMark: false } });
    const message = { id: 'd-1', to: TO, text: 'Чек' };
    expect(await channel.send(message)).toEqual({
      kind: 'unknown',
      reason: expect.objectContaining({ code: 'sms.lost' }),
    });
    expect(await peer.until('submit')).not.toHaveProperty('mark');
    expect(await channel.send(message, { inDoubtSince: Date.now() })).toEqual({
      kind: 'unknown',
      reason: { code: 'sms.cannotAsk' },
    });
    await peer.until('submit', 1);
    expect(peer.of('submit')).toHaveLength(1);
  });

  it('an answer that comes too late still tells', async () => {
    const peer = await peerOf({ silent: 1 });
    const channel = channelTo(peer.port, { http: { total: 300 }, smpp: { keepAlive: 60 } });
    expect(await channel.send({ id: 'd-1', to: TO, text: 'x' })).toMatchObject({
      kind: 'unknown',
      reason: { code: 'sms.silentAfter' },
    });
    peer.order({ answer: 1 });
    // What follows on the same link comes after the late answer.
    peer.order({ set: { silent: 0 } });
    expect((await channel.send({ id: 'd-2', to: TO, text: 'y' })).kind).toBe('accepted');
    expect(await channel.send({ id: 'd-1', to: TO, text: 'x' }, { inDoubtSince: Date.now() })).toEqual({
      kind: 'accepted',
      providerMessageId: '1000',
    });
    await peer.until('submit', 2);
    expect(peer.of('submit')).toHaveLength(2);
  });

  it('a dead link is noticed by its silence and made anew', async () => {
    const peer = await peerOf({ deaf: 1 });
    const channel = channelTo(peer.port, { http: { total: 500 }, smpp: { keepAlive: 1 } });
    await peer.until('enquire_link');
    await peer.until('closed');
    peer.order({ set: { deaf: 0 } });
    await peer.until('bind', 2);
    expect((await channel.send({ id: 'd-1', to: TO, text: 'x' })).kind).toBe('accepted');
  });
});

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
