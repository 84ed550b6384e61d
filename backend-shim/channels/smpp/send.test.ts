/** Tests against an SMSC on loopback. */
import { afterEach, describe, expect, it } from 'vitest';
import type { InboundHandler, DeliveryReceipt } from '../../ports/channel.ts';
import { fakeIncident, fakeMessage, fakeRequest } from '../shared/testing/delivery.fake.ts';
import { startPeer } from './peer.fake.ts';
import type { SmppPeer } from './peer.fake.ts';
import { startSmsc } from './smsc.fake.ts';
import { makeCertificate } from './tls.fake.ts';

let peer: SmppPeer;
afterEach(() => peer.close());

const send = (change: Partial<Parameters<typeof fakeRequest>[0]> = {}) =>
  peer.channel.send(fakeRequest({ ...peer.destination, ...change }));
const long = (text: string) => fakeMessage({ incident: fakeIncident({ title: text, description: text.repeat(20) }) });

/** Lets sockets and promises advance. */
async function turns(count: number, over = () => false): Promise<void> {
  for (let turn = 0; turn < count && !over(); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function until(holds: () => boolean): Promise<void> {
  await turns(5000, holds);
  expect(holds()).toBe(true);
}

function listener() {
  const receipts: Array<[string, DeliveryReceipt]> = [];
  const replies: unknown[] = [];
  let answer: string | null = null;
  let fails = false;
  const hearing: InboundHandler = {
    receipt: async (id, receipt) => {
      if (fails) throw new Error('the database is away');
      receipts.push([id, receipt]);
    },
    reply: async (reply) => {
      replies.push(reply);
      return answer;
    },
    call: () => Promise.reject(new Error('an SMSC makes no calls')),
    press: () => Promise.reject(new Error('an SMS has no buttons')),
  };
  return {
    hearing,
    receipts,
    replies,
    answers: (text: string) => void (answer = text),
    fail: (value: boolean) => void (fails = value),
  };
}

describe('an SMS over SMPP', () => {
  it('is bound, addressed and dated as SMPP 3.4 asks', async () => {
    peer = await startPeer({ systemType: 'VMA', validity: 90 });
    expect(await send()).toEqual({ kind: 'done', providerId: 'operator/m1' });
    expect(peer.smsc.binds[0]).toMatchObject({
      system_id: 'vigie',
      password: 'hush-hus',
      system_type: 'VMA',
      interface_version: 0x34,
    });
    expect(peer.smsc.submits[0]).toMatchObject({
      source_addr: 'Vigie',
      source_addr_ton: 5,
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '33612345678',
      registered_delivery: 1,
      data_coding: 0,
      esm_class: 0,
    });
  });

  it('is not submitted by a process that holds it no longer once the session is bound', async () => {
    peer = await startPeer();
    const own = new AbortController();
    const signal = Object.assign(own.signal, { mayLeave: () => (own.abort(), false) });
    expect(await send({ signal })).toMatchObject({ kind: 'retry', reason: 'cancelled' });
    expect(peer.smsc.submits).toEqual([]);
  });

  it.each([
    ['+33 1 23 45 67 89', { source_addr: '33123456789', source_addr_ton: 1, source_addr_npi: 1 }],
    ['38080', { source_addr: '38080', source_addr_ton: 3, source_addr_npi: 0 }],
    ['Vigie', { source_addr: 'Vigie', source_addr_ton: 5, source_addr_npi: 0 }],
  ])('comes from %s', async (from, fields) => {
    peer = await startPeer({ from });
    await send();
    expect(peer.smsc.submits[0]).toMatchObject(fields);
  });

  it('that is long comes in parts that a phone joins, of which the last is receipted', async () => {
    peer = await startPeer({ parts: 3 });
    expect(await send({ message: long('Disque plein [é€] ') })).toEqual({ kind: 'done', providerId: 'operator/m3' });
    const parts = peer.smsc.submits;
    const headers = parts.map((pdu) => [...(pdu.short_message?.udh?.[0] ?? [])]);
    const [reference] = headers.map((one) => one[2]);
    expect(headers).toEqual([1, 2, 3].map((index) => [0, 3, reference, 3, index]));
    expect(parts.map((pdu) => pdu.esm_class)).toEqual([0x40, 0x40, 0x40]);
    expect(parts.map((pdu) => pdu.registered_delivery)).toEqual([0, 0, 1]);
    expect(parts.map((pdu) => String(pdu.short_message?.message)).join('')).toContain('Disque plein [é€]');
  });

  it('in another script comes in UCS-2, with no character torn', async () => {
    peer = await startPeer({ parts: 4, unicode: true });
    await send({ message: long('火災💥') });
    const texts = peer.smsc.submits.map((pdu) => String(pdu.short_message?.message));
    expect(peer.smsc.submits.map((pdu) => pdu.data_coding)).toEqual([8, 8, 8, 8]);
    expect(texts.every((text) => text.isWellFormed() && text.length <= 67)).toBe(true);
    expect(texts.join('')).toContain('火災💥火災💥');
  });

  it.each<[number, object]>([
    [0x0b, { kind: 'never', reason: 'bad-address' }],
    [0x58, { kind: 'retry', reason: 'rate-limited' }],
    [0x14, { kind: 'retry', reason: 'rate-limited' }],
    [0x0a, { kind: 'retry', reason: 'misconfigured' }],
    [0x01, { kind: 'never', reason: 'refused' }],
    [0x08, { kind: 'retry', reason: 'server-error' }],
    [0x45, { kind: 'retry', reason: 'server-error' }],
    [0x4ff, { kind: 'retry', reason: 'server-error' }],
  ])('is refused with %i', async (status, outcome) => {
    peer = await startPeer();
    peer.smsc.status(status);
    expect(await send()).toMatchObject(outcome);
  });

  it('waits for a place in the window', async () => {
    peer = await startPeer({ window: 3 });
    peer.smsc.hold();
    const all = Array.from({ length: 10 }, (_, index) => send({ idempotencyKey: `d${index}` }));
    await until(() => peer.smsc.submits.length === 3);
    peer.smsc.release();
    expect((await Promise.all(all)).every((one) => one.kind === 'done')).toBe(true);
    expect(peer.smsc.mostAtOnce()).toBe(3);
    expect(peer.smsc.sessions()).toBe(1);
  });

  it('that waits for the window can be cancelled', async () => {
    peer = await startPeer({ window: 1 });
    peer.smsc.hold();
    const first = send();
    await until(() => peer.smsc.submits.length === 1);
    const controller = new AbortController();
    const second = send({ signal: controller.signal });
    controller.abort();
    expect(await second).toMatchObject({ kind: 'retry', reason: 'cancelled' });
    peer.smsc.release();
    expect(await first).toMatchObject({ kind: 'done' });
    expect(await send()).toMatchObject({ kind: 'done' });
  });
});

describe('the link', () => {
  it('distinguishes a wrong password from a failing SMSC', async () => {
    peer = await startPeer();
    peer.smsc.bindStatus(0x0e);
    expect(await send()).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining('password'),
    });
    peer.smsc.bindStatus(0x08);
    expect(await send()).toMatchObject({ kind: 'retry', reason: 'server-error' });
    peer.smsc.bindStatus(0);
    expect(await send()).toMatchObject({ kind: 'done' });
  });

  it('reconnects after it broke, even while nothing is sent', async () => {
    peer = await startPeer();
    await send();
    peer.smsc.drop();
    await turns(50);
    peer.clock.wake();
    await until(() => peer.smsc.binds.length === 2);
    expect(await send()).toMatchObject({ kind: 'done' });
    expect(peer.smsc.binds).toHaveLength(2);
  });

  it('loses no message when it breaks in mid-storm: each one is sent or known to be unsent', async () => {
    peer = await startPeer({ window: 5 });
    peer.smsc.hold();
    const all = Array.from({ length: 20 }, (_, index) => send({ idempotencyKey: `d${index}` }));
    await until(() => peer.smsc.submits.length === 5);
    peer.smsc.behave('accept');
    peer.smsc.drop();
    await until(() => peer.smsc.submits.length >= 10);
    peer.smsc.release();
    await until(() => peer.smsc.submits.length >= 20);
    const outcomes = await Promise.all(all);
    expect(outcomes.filter((one) => one.kind === 'retry' && one.reason === 'network')).toHaveLength(5);
    expect(outcomes.filter((one) => one.kind === 'done')).toHaveLength(15);
  });

  it('ends when the SMSC stays silent', async () => {
    peer = await startPeer();
    peer.behave('hang');
    const reached = peer.reached();
    const sending = send();
    await reached;
    peer.clock.wake();
    expect(await sending).toMatchObject({ kind: 'retry', reason: 'timeout' });
    peer.behave('accept');
    expect(await send()).toMatchObject({ kind: 'done' });
    expect(peer.smsc.binds).toHaveLength(2);
  });

  it('answers enquire_link of the SMSC', async () => {
    peer = await startPeer();
    await send();
    expect(await peer.smsc.enquire()).toBe(0);
  });

  it('follows settings that change', async () => {
    peer = await startPeer();
    await send();
    const other = await startSmsc();
    peer.service.settings = { ...peer.service.settings, port: other.port };
    expect(await send()).toMatchObject({ kind: 'done' });
    expect(other.submits).toHaveLength(1);
    await until(() => peer.smsc.sessions() === 0);
    await other.close();
  });

  it('does not connect to a host that may not be reached', async () => {
    peer = await startPeer({ host: '' });
    expect(await send()).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining('"host"'),
    });
  });

  it.each([
    ['window', 0],
    ['window', 1000],
    ['parts', 7],
    ['port', 'x'],
    ['receiptIds', 'odd'],
    ['from', 'Été'],
  ])('says that %s may not be %s', async (name, value) => {
    peer = await startPeer({ [name]: value });
    expect(await send()).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining(`"${name}"`),
    });
  });

  it('can be tried without reaching anybody', async () => {
    peer = await startPeer();
    expect(await peer.channel.probe?.(peer.service, new AbortController().signal)).toEqual({
      kind: 'done',
      providerId: null,
    });
    peer.smsc.bindStatus(0x0e);
    peer.smsc.drop();
    await turns(50);
    expect(await peer.channel.probe?.(peer.service, new AbortController().signal)).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
    });
    expect(peer.smsc.submits).toEqual([]);
  });
});

describe('what comes back', () => {
  const receipt = (text: string, more: object = {}) =>
    peer.smsc.deliver({
      source_addr: '33612345678',
      destination_addr: 'Vigie',
      esm_class: 4,
      short_message: text,
      ...more,
    });

  it.each<[string, object, DeliveryReceipt]>([
    [
      'id:m1 sub:001 dlvrd:001 submit date:2601071410 done date:2601071411 stat:DELIVRD err:000 text:x',
      {},
      { kind: 'delivered' },
    ],
    [
      'id:m1 sub:001 dlvrd:000 submit date:2601071410 done date:2601071411 stat:UNDELIV err:045 text:x',
      {},
      {
        kind: 'never',
        reason: 'undelivered',
        detail: 'the SMSC says that the SMS did not arrive (UNDELIV, error 045)',
      },
    ],
    [
      'id:M1 stat:EXPIRED err:000',
      {},
      { kind: 'never', reason: 'undelivered', detail: 'the SMSC says that the SMS did not arrive (EXPIRED)' },
    ],
    [
      '',
      { receipted_message_id: 'm1', message_state: 5 },
      { kind: 'never', reason: 'undelivered', detail: 'the SMSC says that the SMS did not arrive (state 5)' },
    ],
  ])('a receipt: %s', async (text, more, expected) => {
    peer = await startPeer();
    const { hearing, receipts } = listener();
    peer.channel.hear?.(hearing);
    await send();
    expect(await receipt(text, more)).toBe(0);
    expect(receipts).toEqual([['operator/m1', expected]]);
  });

  it.each(['id:m1 stat:ACCEPTD', 'id:m1 stat:ENROUTE', 'no receipt at all'])('no news: %s', async (text) => {
    peer = await startPeer();
    const { hearing, receipts } = listener();
    peer.channel.hear?.(hearing);
    await send();
    expect(await receipt(text)).toBe(0);
    expect(receipts).toEqual([]);
  });

  it('a message that the SMSC stored arrives right behind the bind and is handled', async () => {
    peer = await startPeer();
    const { hearing, receipts } = listener();
    peer.channel.hear?.(hearing);
    peer.smsc.greets({ source_addr: '33612345678', esm_class: 4, short_message: 'id:m7 stat:UNDELIV' });
    await send();
    await until(() => receipts.length > 0);
    expect(receipts).toEqual([['operator/m7', expect.objectContaining({ kind: 'never', reason: 'undelivered' })]]);
  });

  it('a receipt that could not be stored is sent again', async () => {
    peer = await startPeer();
    const heard = listener();
    heard.fail(true);
    peer.channel.hear?.(heard.hearing);
    await send();
    expect(await receipt('id:m1 stat:UNDELIV')).toBe(0x64);
    heard.fail(false);
    expect(await receipt('id:m1 stat:UNDELIV')).toBe(0);
    expect(heard.receipts).toHaveLength(1);
  });

  it('a receipt under the same id, written in decimal', async () => {
    peer = await startPeer({ receiptIds: 'hex-in-answers' });
    const { hearing, receipts } = listener();
    peer.channel.hear?.(hearing);
    // The test SMSC's ids (m1, m2…) are no hexadecimal numbers, so they stay unchanged.
    expect(await send()).toEqual({ kind: 'done', providerId: 'operator/m1' });
    await receipt('id:0000000255 stat:UNDELIV');
    expect(receipts[0]?.[0]).toBe('operator/255');
  });

  it('a reply, and its answer to the same number', async () => {
    peer = await startPeer();
    const { hearing, replies, answers } = listener();
    answers('Pris en charge: #1042');
    peer.channel.hear?.(hearing);
    await send();
    expect(
      await peer.smsc.deliver({ source_addr: '33612345678', destination_addr: '38080', short_message: 'À 1042' }),
    ).toBe(0);
    expect(replies).toEqual([{ service: 'operator', from: '+33612345678', text: 'À 1042', id: null }]);
    await until(() => peer.smsc.submits.length === 2);
    expect(peer.smsc.submits[1]).toMatchObject({ destination_addr: '33612345678', registered_delivery: 0 });
    expect(peer.smsc.submits[1]?.short_message?.message).toBe('Pris en charge: #1042');
  });
});

it('uses TLS, and only with a trusted certificate', async () => {
  const { key, cert } = makeCertificate();
  peer = await startPeer({ tls: true }, { key, cert });
  expect(await send()).toMatchObject({
    kind: 'retry',
    reason: 'misconfigured',
    detail: expect.stringContaining('certificate'),
  });
  peer.service.settings = { ...peer.service.settings, ca: cert };
  expect(await send()).toMatchObject({ kind: 'done' });
});
