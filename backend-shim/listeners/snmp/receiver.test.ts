/** Traps whose integration cannot be read now, and tokens that were replaced. */
import { createSocket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import type { Integration } from '#domain/routing/integration';
import { trapV2 } from '../../../tests/support/snmp-packets.ts';
import type { ListenerDeps } from '../../ports/listening.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';
import { SnmpListener } from './receiver.ts';

const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3';
const ups = { id: 'ups', type: 'snmp', token: 'new' } as Integration;

let closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

async function start({ now = 0, mustComeAgain = (_token: string): boolean => false } = {}) {
  const [taken, refused] = [[] as string[], [] as string[]];
  const state = { now };
  let told = () => undefined as void;
  const into = {
    directory: () => ({
      integrationByToken: (token: string) => (token === 'new' || token === 'old' ? ups : null),
      tokenEnds: (token: string) => (token === 'old' ? 1_000 : null),
      mustComeAgain,
    }),
    clock: { now: async () => state.now },
    machine: { monotonic: () => 0, sleep: async () => undefined },
    log: silentLog,
    metrics: {
      alerts: { inc: () => undefined },
      traps: {
        inc: ({ outcome, reason }: { outcome: string; reason: string }) => {
          (outcome === 'refused' ? refused : taken).push(reason);
          told();
        },
      },
    },
    overloaded: () => false,
    held: { take: () => true, give: () => undefined },
    parse: () => ({ ok: true, alerts: [], rejected: null }),
    submit: async () => ({ accepted: 0, duplicates: 0, incidents: [] }),
    beat: async () => undefined,
    reject: async () => undefined,
  } as unknown as ListenerDeps;
  const listener = new SnmpListener({ host: '127.0.0.1', port: 0 }, into);
  expect(await listener.listen()).toBeNull();
  const socket = createSocket('udp4');
  closing.push(
    () => listener.close(),
    () => new Promise((resolve) => socket.close(() => resolve())),
  );
  const port = Number(listener.state().address.split(':')[1]);
  /** Sends a trap, and waits until so many are counted. */
  const send = async (community: string, counted: number) => {
    const done = new Promise<void>((resolve) => {
      told = () => taken.length + refused.length >= counted && resolve();
    });
    socket.send(trapV2(community, LINK_DOWN, []), port, '127.0.0.1');
    await done;
  };
  return { send, state, taken, refused };
}

test('a replaced token works until its end, not at it or later', async () => {
  const { send, state, taken, refused } = await start();
  state.now = 999;
  await send('old', 1);
  expect([taken.length, refused]).toEqual([1, []]);
  state.now = 1_000;
  await send('old', 2);
  state.now = 5_000_000;
  await send('old', 3);
  expect([taken.length, refused]).toEqual([1, ['community', 'community']]);
  await send('new', 4);
  expect(taken).toHaveLength(2);
});

test('a trap that waited in vain gives its place back: of 501 one after the other none is too many', async () => {
  let asked = 0;
  // Asked before it is decoded and after; known to be nobody's after the first pause.
  const { send, refused } = await start({ mustComeAgain: () => asked++ % 3 < 2 });
  for (let index = 1; index <= 501; index++) {
    await send('nobody', index);
  }
  expect(new Set(refused)).toEqual(new Set(['broken']));
});
