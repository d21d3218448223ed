import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import {
  createSmsChannel,
  type SmsAccount,
  type SmsChannelOptions,
  smsProviders,
} from '../../../src/channels/sms/index.ts';
import { isTextKey } from '../../../src/texts/index.ts';
import { closedPort, type FakeProvider, type Received, startDeaf, startFake, type Wire } from './fake-provider.ts';
import type { Class, ProviderFixture } from './fixture.ts';

const message = {
  id: '01938f5e-7a10-7c3e-9b1d-3f2a5c6d7e8f',
  to: '+79161234567',
  text: 'Чек № 42 на 1 240,50 р. «Ромашка» & сыновья + ещё <1> 100% https://check.example/?a=1&b=ё',
};
const sender = 'KvitokShop';
const START = 1_760_000_000_000;
const HOUR = 3_600_000;

const page = (status: number): Wire => ({
  status,
  type: 'text/html',
  body: `<html><body><h1>${status}</h1></body></html>`,
});

/** Everything that an adapter must do, whatever the provider. */
export function conformance(fixture: ProviderFixture): void {
  const provider = smsProviders.find(({ id }) => id === fixture.provider);
  if (!provider) throw new Error(`no provider ${fixture.provider}`);

  describe([provider.name.ru, fixture.variant].filter(Boolean).join(' '), () => {
    let fake: FakeProvider;
    let now = START;
    beforeAll(async () => {
      fake = await startFake();
    });
    afterAll(() => fake.close());
    beforeEach(() => {
      fake.received.length = 0;
      now = START;
    });

    const account = (host = fake.base): SmsAccount => ({
      ...fixture.account,
      provider: fixture.provider,
      sender,
      host,
    });
    const channelFor = (options: SmsChannelOptions = {}, host?: string) =>
      createSmsChannel(account(host), {
        clock: { now: () => now },
        ...options,
        http: { guard: { allowPrivate: true }, connect: 5_000, total: 20_000, ...options.http },
      });
    const sends = () => fake.received.filter((request) => fixture.isSend(request));
    const wireOf = (answer: Wire | ((request: Received) => Wire), request: Received) =>
      typeof answer === 'function' ? answer(request) : answer;
    /** Sends are answered with `sent`, questions with `asked`. */
    const answers = (
      sent: Wire | ((request: Received) => Wire),
      asked: Wire | ((request: Received) => Wire) = { status: 500 },
    ) => {
      fake.answer = (request) => wireOf(fixture.isSend(request) ? sent : asked, request);
    };
    const sendOnce = async (options?: SmsChannelOptions, inDoubtSince?: number, host?: string): Promise<Outcome> => {
      const channel = channelFor(options, host);
      try {
        return await channel.send(message, inDoubtSince === undefined ? {} : { inDoubtSince });
      } finally {
        await channel.close();
      }
    };
    const notFound = fixture.find?.notFound;

    it('hands a message over: credentials, whole text, number, sender', async () => {
      answers(fixture.accepted.wire);
      const outcome = await sendOnce();
      expect(sends()).toHaveLength(1);
      const [request] = sends();
      if (!request) throw new Error('no request');
      fixture.checkSend(request, { ...message, sender });
      const { id, parts, kopecks } = fixture.accepted;
      expect(outcome).toMatchObject({
        kind: 'accepted',
        providerMessageId: typeof id === 'function' ? id(request) : id,
        ...(parts === undefined ? {} : { parts }),
        ...(kopecks === undefined ? {} : { cost: { kopecks, currency: 'RUB' } }),
      });
    });

    it('gives every attempt of a delivery the same id, and another one to another delivery', async () => {
      if (!provider.ownIds) return expect(provider.settles === undefined || fixture.find !== undefined).toBe(true);
      answers(fixture.accepted.wire);
      await sendOnce();
      await sendOnce();
      const channel = channelFor();
      await channel.send({ ...message, id: '01938f5e-7a10-7c3e-9b1d-3f2a5c6d7e90' });
      await channel.close();
      const [first, second, other] = sends().map(({ body }) => body);
      expect(first).toBe(second);
      expect(other).not.toBe(first);
    });

    it.each(fixture.refusals)('%s', async (_name, wire, kind, reason) => {
      answers(wire, notFound);
      const outcome = await sendOnce();
      expectClass(outcome, kind, reason, fixture.find !== undefined);
      expect(sends()).toHaveLength(1);
    });

    it('takes a repeat that the provider suppressed for the trace of the attempt in doubt', async () => {
      const duplicate = fixture.refusals.find(([, , kind]) => kind === 'DUP');
      if (!duplicate) return expect(fixture.refusals.length).toBeGreaterThan(0);
      answers(duplicate[1], fixture.find?.found ?? { status: 500 });
      const outcome = await sendOnce({ whenUnknown: 'repeat' }, START - 2 * HOUR);
      expect(outcome.kind).toBe('accepted');
    });

    describe('an answer that says nothing leaves the message in doubt', () => {
      const half = (wire: Wire): Wire =>
        typeof wire === 'string'
          ? wire
          : { ...wire, body: String(wire.body).slice(0, Math.floor(String(wire.body).length / 2)) };
      const silences: [string, Wire | ((request: Received) => Wire)][] = [
        ['empty 200', { status: 200, body: '' }],
        ['a page with 200', page(200)],
        ['502 of a proxy', page(502)],
        ['504 of a proxy', page(504)],
        ['500 without a body', { status: 500 }],
        ['303', { status: 303, headers: { location: 'https://elsewhere.example/' } }],
        ['an answer cut short but complete for HTTP', (request) => half(wireOf(fixture.accepted.wire, request))],
        ['a connection cut in the middle of the answer', 'half'],
        ['a connection cut after the request', 'cut'],
        ['plain text', { status: 200, type: 'text/plain', body: 'Technical works' }],
        [
          'JSON of another kind',
          { status: 200, type: 'application/json', body: '{"maintenance":{"until":"tomorrow"}}' },
        ],
        [
          'XML with a DTD',
          { status: 200, type: 'text/xml', body: '<!DOCTYPE a [<!ENTITY b "c">]><output>&b;</output>' },
        ],
      ];
      it.each(silences)('%s', async (_name, wire) => {
        answers(wire);
        const outcome = await sendOnce();
        expect(outcome.kind, JSON.stringify(outcome)).toBe('unknown');
        expect('askAfter' in outcome).toBe(fixture.find !== undefined);
        expect(sends()).toHaveLength(1);
      });

      it('a slow answer', async () => {
        answers('hang');
        const outcome = await sendOnce({ http: { total: 600 } });
        expect(outcome).toMatchObject({ kind: 'unknown', reason: { code: 'sms.silentAfter' } });
        expect(sends()).toHaveLength(1);
      });
    });

    describe('what never reached the provider is simply tried again', () => {
      it('nobody listens', async () => {
        const outcome = await sendOnce({}, undefined, `http://127.0.0.1:${await closedPort()}`);
        expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.connectionRefused', account: true } });
      });
      it('the connection is cut before the request was written', async () => {
        const deaf = await startDeaf();
        const outcome = await sendOnce({}, undefined, `https://127.0.0.1:${deaf.port}`);
        expect(outcome).toMatchObject({ kind: 'deferred', reason: { account: true } });
        await deaf.close();
      });
    });

    it.each([
      ['404', page(404), { kind: 'deferred', reason: { code: 'sms.wrongAddress', account: true } }],
      [
        'a redirect',
        { status: 302, headers: { location: 'https://elsewhere.example/' } },
        { kind: 'deferred', reason: { code: 'sms.wrongAddress', account: true } },
      ],
      [
        '429',
        { ...(page(429) as object), headers: { 'retry-after': '7' } },
        { kind: 'deferred', reason: { code: 'sms.tooFast' }, retryAfter: 7_000 },
      ],
      ['403 of a firewall', page(403), { kind: 'deferred', reason: { account: true } }],
    ] satisfies [string, Wire, object][])('takes %s for what it is', async (_name, wire, expected) => {
      answers(wire);
      expect(await sendOnce()).toMatchObject(expected);
    });

    describe('before a message in doubt is repeated', () => {
      const { find } = fixture;
      if (!find) {
        it('there is nobody to ask, so by rule it is shown and not sent', async () => {
          answers(fixture.accepted.wire);
          expect(await sendOnce({}, START - HOUR)).toEqual({ kind: 'unknown', reason: { code: 'sms.cannotAsk' } });
          expect(fake.received).toHaveLength(0);
        });
        it('it is sent again, once, where the shop wants that', async () => {
          answers(fixture.accepted.wire);
          expect((await sendOnce({ whenUnknown: 'repeat' }, START - HOUR)).kind).toBe('accepted');
          expect(sends()).toHaveLength(1);
          answers('cut');
          expect(await sendOnce({ whenUnknown: 'repeat' })).toMatchObject({ kind: 'unknown', askAfter: 60_000 });
          expect(await sendOnce({ whenUnknown: 'repeat' }, START)).not.toHaveProperty('askAfter');
        });
        return;
      }
      it('it is looked for, and once found not sent again', async () => {
        answers('cut', find.found);
        expect((await sendOnce()).kind).toBe('unknown');
        const outcome = await sendOnce({}, START);
        expect(outcome).toMatchObject({ kind: 'accepted' });
        expect('providerMessageId' in outcome && outcome.providerMessageId).toBeTruthy();
        expect(sends()).toHaveLength(1);
      });
      it('what is not found yet is asked for later, not sent', async () => {
        answers(fixture.accepted.wire, find.notFound);
        now = START + 1_000;
        expect(await sendOnce({}, START)).toMatchObject({ kind: 'unknown', askAfter: (provider.settles ?? 0) - 1_000 });
        expect(sends()).toHaveLength(0);
      });
      it('what is not found in time was not taken, and is sent', async () => {
        answers(fixture.accepted.wire, find.notFound);
        now = START + (provider.settles ?? 0);
        expect((await sendOnce({ whenUnknown: 'show' }, START)).kind).toBe('accepted');
        expect(sends()).toHaveLength(1);
      });
      it.each([page(502), 'cut', { status: 200, body: '' }] satisfies Wire[])(
        'no answer to the question sends nothing: %j',
        async (wire) => {
          answers(fixture.accepted.wire, wire);
          now = START + HOUR;
          expect(await sendOnce({ whenUnknown: 'repeat' }, START)).toMatchObject({ kind: 'unknown', askAfter: HOUR });
          expect(sends()).toHaveLength(0);
          now = START + 25 * HOUR;
          expect(await sendOnce({}, START)).toEqual({ kind: 'unknown', reason: { code: 'sms.asking' } });
          expect(sends()).toHaveLength(0);
        },
      );
    });

    const { status } = fixture;
    if (status) {
      it.each(Object.entries(status.codes))('state %s is %s', async (code, state) => {
        fake.answer = () => status.wire(code, status.id);
        const channel = channelFor();
        const [report] = await channel.status([{ id: status.id, to: message.to, messageId: message.id }]);
        await channel.close();
        expect(report).toMatchObject({ id: status.id, state });
        if (report?.reason) expect(isTextKey(`reasons.sms.${report.reason}`)).toBe(true);
        if (['undelivered', 'rejected', 'expired'].includes(state)) expect(report?.reason).toBeDefined();
        const [request] = fake.received;
        if (request) status.checkRequest?.(request, status.id);
      });
      it('a state that nobody documented is not final', async () => {
        fake.answer = () => status.wire('777', status.id);
        const channel = channelFor();
        expect(await channel.status([{ id: status.id, to: message.to }])).toMatchObject([{ state: 'unknown' }]);
        await channel.close();
      });
      it.each([page(502), 'cut', { status: 200, body: '' }, page(401)] satisfies Wire[])(
        'a status without an answer stays unknown: %j',
        async (wire) => {
          fake.answer = () => wire;
          const channel = channelFor();
          expect(await channel.status([{ id: status.id, to: message.to }])).toMatchObject([
            { id: status.id, state: 'unknown' },
          ]);
          await channel.close();
        },
      );
      const { many } = status;
      if (many) {
        it('asks for several at once', async () => {
          fake.answer = () => many.wire;
          const channel = channelFor();
          const reports = await channel.status(many.ids.map((id, at) => ({ id, to: `+7916123456${7 + at}` })));
          await channel.close();
          expect(reports.map(({ id, state }) => [id, state])).toEqual(many.ids.map((id, at) => [id, many.states[at]]));
          expect(fake.received).toHaveLength(1);
        });
      }
    }

    const { balance, price } = fixture;
    it('tells the balance where the provider does', async () => {
      fake.answer = () => balance?.wire ?? { status: 500 };
      const channel = channelFor();
      expect(await channel.balance()).toEqual(
        balance ? { ok: true, value: { kopecks: balance.kopecks, currency: 'RUB' } } : { ok: false },
      );
      const [request] = fake.received;
      if (request) balance?.checkRequest?.(request);
      fake.answer = () => page(502);
      const failed = await channel.balance();
      expect(failed.ok).toBe(false);
      if (balance) expect(failed).toMatchObject({ reason: { code: 'sms.serviceDown' } });
      await channel.close();
    });
    if (price) {
      it('tells the price without sending', async () => {
        fake.answer = () => price.wire;
        const channel = channelFor();
        expect(await channel.price({ ...message, sender })).toEqual({
          ok: true,
          value: { cost: { kopecks: price.kopecks, currency: 'RUB' }, parts: price.parts },
        });
        await channel.close();
      });
    }
  });
}

function expectClass(outcome: Outcome, kind: Class, reason: string, findable: boolean): void {
  const code = `sms.${reason}`;
  expect(isTextKey(`reasons.${code}`), code).toBe(true);
  const told = JSON.stringify(outcome);
  if (kind === 'PERM') expect(outcome, told).toMatchObject({ kind: 'rejected', reason: { code } });
  if (kind === 'CONFIG' || kind === 'MONEY')
    expect(outcome, told).toMatchObject({ kind: 'deferred', reason: { code, account: true } });
  if (kind === 'TEMP') expect(outcome, told).toMatchObject({ kind: 'deferred', reason: { code } });
  if (kind === 'AMBIG') expect(outcome, told).toMatchObject({ kind: 'unknown', reason: { code } });
  if (kind === 'DUP') {
    expect(['rejected', 'deferred'], told).toContain(outcome.kind);
    if (findable) expect(outcome.kind).toBe('deferred');
  }
}
