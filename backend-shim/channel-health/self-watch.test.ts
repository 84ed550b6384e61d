import { describe, expect, it } from 'vitest';
import type { Channel, DeliveryOutcome } from '../ports/channel.ts';
import type { HttpRequest } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import { createChannelWatch } from './channel-watch.ts';
import { createOwnHeartbeat } from './own-heartbeat.ts';

const UP: DeliveryOutcome = { kind: 'done', providerId: null };
const DOWN: DeliveryOutcome = { kind: 'retry', reason: 'network', detail: 'nobody there', after: null };

function logger() {
  const lines: string[] = [];
  const write = (_fields: object, text: string) => void lines.push(text);
  return { lines, log: { debug: write, info: write, warn: write, error: write } as unknown as Log };
}

function channel(kind: string, more: Partial<Channel> & { serves?: string[] } = {}): Channel {
  const { serves, ...rest } = more;
  const text = { en: kind, fr: kind };
  const definition = {
    kind,
    name: text,
    fields: [],
    address: { label: text, hint: text, format: 'other' as const, validate: () => null },
    carries: { update: true, reply: true, buttons: false, receipt: true },
    limit: { count: 1, per: 1 },
    bundle: null,
    ...(serves ? { serves } : {}),
  };
  return { definition, lane: () => kind, send: async () => UP, ...rest };
}

function watchOver(channels: Channel[], services: Record<string, string[]>) {
  const { lines, log } = logger();
  const watch = createChannelWatch({
    channels: new Map(channels.map((one) => [one.definition.kind, one])),
    services: (kind) => (services[kind] ?? []).map((id) => ({ id, settings: {}, secrets: {} })),
    log,
    looked: async () => {},
  });
  const look = async () => {
    watch.look();
    await watch.idle();
  };
  return { watch, look, lines };
}

describe('channels are tried', () => {
  it('and what nothing carries any more is down', async () => {
    const answers: Record<string, DeliveryOutcome> = { one: UP, two: DOWN };
    const smpp = channel('smpp', { serves: ['sms'], probe: async ({ id }) => answers[id] ?? UP });
    const { watch, look, lines } = watchOver([smpp, channel('sms')], { smpp: ['one', 'two'] });
    await look();
    expect(watch.states()).toMatchObject([
      { service: 'one', kind: 'smpp', up: true },
      { service: 'two', kind: 'smpp', up: false },
    ]);
    expect([...watch.down()]).toEqual([]);
    answers['one'] = DOWN;
    await look();
    expect([...watch.down()]).toEqual(['smpp', 'sms']);
    answers['one'] = UP;
    await look();
    expect([...watch.down()]).toEqual([]);
    expect(lines).toEqual(['a channel is down', 'a channel is down', 'a channel is up again']);
  });

  it('and one that cannot be tried may still carry it', async () => {
    const smpp = channel('smpp', { serves: ['sms'], probe: async () => DOWN });
    const { watch, look } = watchOver([smpp, channel('sms-http', { serves: ['sms'] }), channel('sms')], {
      smpp: ['one'],
      'sms-http': ['gateway'],
    });
    await look();
    expect([...watch.down()]).toEqual(['smpp']);
  });

  it('and one that throws counts as down', async () => {
    const mail = channel('email', {
      ownServices: () => [{ id: 'email', settings: {}, secrets: {} }],
      probe: () => Promise.reject(new Error('bug')),
    });
    const { watch, look } = watchOver([mail], {});
    await look();
    expect([...watch.down()]).toEqual(['email']);
  });
});

describe('the own heartbeat', () => {
  const beatWith = async (trouble: () => Promise<string | null>, status = 200) => {
    const sent: HttpRequest[] = [];
    const { lines, log } = logger();
    const http = {
      send: async (request: HttpRequest) => (
        sent.push(request),
        status === 0
          ? { ok: false as const, failure: { reason: 'network' as const, detail: 'away' } }
          : { ok: true as const, response: { status, headers: {}, body: '' } }
      ),
    } as unknown as Parameters<typeof createOwnHeartbeat>[0]['http'];
    const heartbeat = createOwnHeartbeat({ url: 'https://hc.example.com/ping/secret', http, log, trouble });
    heartbeat.beat();
    await heartbeat.idle();
    return { urls: sent.map(({ url }) => url), lines };
  };

  it('is sent while all is well', async () => {
    expect((await beatWith(async () => null)).urls).toEqual(['https://hc.example.com/ping/secret']);
  });

  it('is withheld when an alert might reach nobody, and when the store fails', async () => {
    expect(await beatWith(async () => 'timers are late')).toEqual({
      urls: [],
      lines: ['own heartbeat withheld'],
    });
    expect((await beatWith(() => Promise.reject(new Error('disk full')))).urls).toEqual([]);
  });

  it.each([
    [200, 0],
    [302, 0],
    [399, 0],
    [400, 1],
    [500, 1],
    [0, 1],
  ])('that is answered with %i is told: %i', async (status, told) => {
    expect((await beatWith(async () => null, status)).lines).toEqual(
      Array(told).fill('could not send the own heartbeat; retrying'),
    );
  });

  it('is sent one at a time', async () => {
    let asked = 0;
    const gate = Promise.withResolvers<string | null>();
    const heartbeat = createOwnHeartbeat({
      url: 'x',
      http: {} as never,
      log: logger().log,
      trouble: () => ((asked += 1), gate.promise),
    });
    heartbeat.beat();
    heartbeat.beat();
    expect(asked).toBe(1);
    gate.resolve('late');
    await heartbeat.idle();
    heartbeat.beat();
    await heartbeat.idle();
    expect(asked).toBe(2);
  });
});

describe('a look', () => {
  it('is one at a time, waits for what it found to be stored, and is told where that fails', async () => {
    const { lines, log } = logger();
    const looked: Array<[number, string[]]> = [];
    let fails = false;
    const mail = channel('email', {
      ownServices: () => [{ id: 'own', settings: {}, secrets: {} }],
      probe: async () => DOWN,
    });
    const watch = createChannelWatch({
      channels: new Map([['email', mail]]),
      services: () => [],
      log,
      looked: async (states, down) => {
        looked.push([states.length, [...down]]);
        if (fails) throw new Error('disk full');
      },
    });
    watch.look();
    watch.look();
    await watch.idle();
    expect(looked).toEqual([[1, ['email']]]);
    expect(watch.states()).toEqual([{ service: 'own', kind: 'email', up: false, problem: 'nobody there' }]);
    fails = true;
    watch.look();
    await watch.idle();
    expect([looked.length, lines]).toEqual([
      2,
      ['a channel is down', 'could not store the results of probes; the next check will'],
    ]);
  });

  it('finds nothing down where nothing can be tried', async () => {
    const { watch, look } = watchOver([channel('sms'), channel('smpp', { serves: ['sms'] })], { smpp: ['one'] });
    await look();
    expect([[...watch.states()], [...watch.down()]]).toEqual([[], []]);
    const alone = watchOver([channel('sms')], {});
    await alone.look();
    expect([...alone.watch.down()]).toEqual([]);
  });

  it('finds what serves itself, and is told of a failure in Vigie', async () => {
    const mail = channel('email', { probe: () => Promise.reject(new Error('bug')) });
    const { watch, look } = watchOver([mail, channel('other', { probe: async () => UP })], {
      email: ['a', 'b'],
      other: ['c'],
    });
    await look();
    expect(watch.states().map(({ service, problem }) => [service, problem])).toEqual([
      ['a', 'unexpected failure in Vigie; see its log'],
      ['b', 'unexpected failure in Vigie; see its log'],
      ['c', null],
    ]);
    expect([...watch.down()]).toEqual(['email']);
  });
});
