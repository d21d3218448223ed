import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { refusalOfCommand } from '../../../src/channels/sms/smpp-status.ts';
import { isTextKey } from '../../../src/texts/index.ts';
import { makeAuthority } from '../../servers/certificates.ts';
import { closedPort } from './fake-provider.ts';
import { channelTo, idOf, long, opened, peerOf, TO } from './smpp-kit.ts';

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
