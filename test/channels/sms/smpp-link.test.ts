import { describe, expect, it } from 'vitest';
import { channelTo, idOf, long, peerOf, START, state, TO, zeroEnded } from './smpp-kit.ts';

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
