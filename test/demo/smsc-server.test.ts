import { afterEach, describe, expect, it } from 'vitest';
import { checkSms, createSmsChannel, type SmsCheckStep } from '../../src/channels/sms/index.ts';
import {
  openSmscServer,
  type PhoneMessage,
  type SmscServer,
  type SmscServerOptions,
} from '../../src/demo/smsc-server.ts';

let server: SmscServer | undefined;
afterEach(() => server?.close());
const start = async (options?: SmscServerOptions) => {
  server = await openSmscServer(options);
  return server;
};
const account = ({ base }: SmscServer, password = 'demo') => ({
  provider: 'smsc',
  login: 'demo',
  password,
  sender: 'Shop',
  host: base,
});
const http = { guard: { allowPrivate: true } };
const message = {
  id: '01938f5e-7a10-7c3e-9b1d-3f2a5c6d7e8f',
  to: '+79161234567',
  text: 'Чек на 1 240,50 р. «Ромашка» & +100%',
};

describe('the local provider', () => {
  it('takes a message from the shop’s own adapter and shows it on the phone', async () => {
    const seen: PhoneMessage[] = [];
    let now = 1_000;
    const demo = await start({
      clock: { now: () => now },
      deliversAfter: 3_000,
      onMessage: (taken) => seen.push(taken),
    });
    const channel = createSmsChannel(account(demo), { http });
    const outcome = await channel.send(message);
    expect(outcome).toMatchObject({ kind: 'accepted', parts: 1, cost: { kopecks: 250, currency: 'RUB' } });
    expect(seen).toMatchObject([{ to: '79161234567', sender: 'Shop', text: message.text, delivered: false }]);

    const id = outcome.kind === 'accepted' ? (outcome.providerMessageId ?? '') : '';
    const stateNow = async () => (await channel.status([{ id, to: message.to }]))[0]?.state;
    expect(await stateNow()).toBe('sending');
    now += 1_500;
    expect(await stateNow()).toBe('sent');
    now += 1_500;
    expect(await stateNow()).toBe('delivered');
    expect(demo.list()[0]?.delivered).toBe(true);
    expect(await channel.balance()).toEqual({ ok: true, value: { kopecks: 99_750, currency: 'RUB' } });
    await channel.close();
  });

  it('joins a repeat under the same id, and charges once', async () => {
    const demo = await start();
    const channel = createSmsChannel(account(demo), { http });
    await channel.send(message);
    expect((await channel.send(message)).kind).toBe('accepted');
    expect(demo.charged()).toBe(1);
    await channel.close();
  });

  it('without joining, a message in doubt is found and still charged once', async () => {
    const demo = await start({ joinsRepeats: false });
    const channel = createSmsChannel(account(demo), { http });
    const since = Date.now();
    await channel.send(message);
    expect((await channel.send(message, { inDoubtSince: since })).kind).toBe('accepted');
    expect(demo.charged()).toBe(1);
    await channel.close();
  });

  it('refuses a wrong password, an empty purse, too many at a time', async () => {
    const demo = await start({ balance: 100, latency: 50, concurrency: 1 });
    const wrong = createSmsChannel(account(demo, 'no'), { http });
    expect(await wrong.send(message)).toMatchObject({
      kind: 'deferred',
      reason: { code: 'sms.badLoginOrIp', account: true },
    });
    const poor = createSmsChannel(account(demo), { http });
    expect(await poor.send(message)).toMatchObject({
      kind: 'deferred',
      reason: { code: 'sms.noMoney', account: true },
    });
    const both = await Promise.all([poor.send(message), poor.send({ ...message, id: 'other' })]);
    expect(both.map((outcome) => (outcome.kind === 'deferred' ? outcome.reason.code : outcome.kind)).sort()).toEqual([
      'sms.noMoney',
      'sms.tooFast',
    ]);
    await Promise.all([wrong.close(), poor.close()]);
  });

  it('reads windows-1251 where no charset is named, as the real one does', async () => {
    const demo = await start();
    const form = 'login=demo&psw=demo&phones=79161234567&fmt=3&mes=%D7%E5%EA';
    await fetch(`${demo.base}/sys/send.php`, {
      method: 'POST',
      body: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(demo.list()[0]?.text).toBe('Чек');
  });
});

describe('«Проверить»', () => {
  const run = async (options: SmscServerOptions, password?: string, wait = 60_000) => {
    const demo = await start(options);
    const steps: SmsCheckStep[] = [];
    for await (const step of checkSms(account(demo, password), { message, http, wait })) steps.push(step);
    return steps;
  };
  it('tells balance, price, that the SMS was taken, and that it arrived', async () => {
    const steps = await run({ deliversAfter: 100 });
    expect(steps.map(({ step, result }) => [step, result])).toEqual([
      ['balance', 'told'],
      ['price', 'told'],
      ['message', 'told'],
      ['delivery', 'told'],
    ]);
    expect(steps[0]?.sum?.kopecks).toBe(100_000);
    expect(steps[1]).toMatchObject({ sum: { kopecks: 250 }, parts: 1 });
    expect(steps[3]?.state).toBe('delivered');
  });
  it('ends at the first failure', async () => {
    const steps = await run({}, 'wrong');
    expect(steps.map(({ result }) => result)).toEqual(['failed', 'skipped', 'skipped', 'skipped']);
    expect(steps[0]?.reason).toBe('sms.badLoginOrIp');
  });
  it('says so when the SMS is still on its way', async () => {
    const steps = await run({ deliversAfter: 3_600_000 }, undefined, 50);
    expect(steps.at(-1)).toMatchObject({ step: 'delivery', result: 'waiting', state: 'sending' });
  });
  it('tells why a message was refused', async () => {
    const steps = await run({ refuse: () => 6 });
    expect(steps.map(({ result }) => result)).toEqual(['told', 'told', 'failed', 'skipped']);
    expect(steps[2]?.reason).toBe('sms.forbiddenText');
  });
});
