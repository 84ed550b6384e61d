/** Notices that concern no incident: duties, swaps, health letters, outages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import type { Notice, OutageNotice } from '#domain/notify/notice';
import { HOUR } from '#domain/time/duration';
import { openOutbox } from '../outbox.fake.ts';
import { directoryOf, method, person } from '../people.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { configured, content, ways } from '../plan.fake.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(configured());
  await bench.incident();
});
afterEach(() => bench.close());

describe('duties', () => {
  const duty = (user: string): Notice => ({
    kind: 'tellDuty',
    user,
    duty: { rota: 'r', start: 1, end: 2, on: true, note: null },
  });
  const swap = (user: string): Notice => ({
    kind: 'tellSwap',
    user,
    swap: { rota: 'r', what: 'asked', by: 'ann', of: 'ben', start: 1, end: 2, note: '' },
  });
  const health = (user: string): Notice => ({
    kind: 'tellHealth',
    user,
    health: { rota: 'r', score: 9, findings: [], more: 0 },
  });

  it('are told by the first way that carries news', async () => {
    const [row, ...more] = await bench.notify(duty('ann'));
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      kind: 'onCall',
      incident: null,
      user: 'ann',
      method: 'email',
      channel_kind: 'email',
      lane: 'email email-of-them',
      rank: 0,
      due_at: NOON,
    });
    expect(content(row)).toEqual({ duty: { rota: 'r', start: 1, end: 2, on: true, note: null } });
    bench.directory = directoryOf([person('ann', ['sms', 'unheard-of', 'chat', 'email'])]);
    expect(ways(await bench.notify(duty('ann')))).toEqual(['onCall ann chat']);
  });

  it.each<[string, Notice, string[]]>([
    ['swaps', swap('ann'), ['onCall ann email']],
    ['a letter', health('ann'), ['onCall ann email']],
    ['a letter, to whoever has mail besides', health('hal'), ['onCall hal email']],
    ['a letter, to whoever has no mail', health('gus'), []],
    ['by no way that carries news', duty('gus'), []],
    ['to whoever does not want to hear', duty('fay'), []],
    ['swaps, to whoever does not want to hear', swap('fay'), []],
    ['a letter, to whoever does not want to hear', health('fay'), []],
    ['to whoever is disabled', duty('eve'), []],
    ['a letter, to whoever is disabled', health('eve'), []],
    ['to nobody', duty('nobody'), []],
    ['a letter, to nobody', health('nobody'), []],
  ])('%s', async (_, notice, expected) => {
    expect(ways(await bench.notify(notice))).toEqual(expected);
  });

  it('leave at the instant that they are about, although quiet hours go on', async () => {
    const night = {
      timeZone: 'UTC',
      holidays: null,
      windows: [{ days: ['daily' as const], from: '00:00', to: '24:00' }],
    };
    const day = { ...night, windows: [{ days: ['daily' as const], from: '11:00', to: '20:00' }] };
    const told = async (quietHours: typeof night, start: number | null) => {
      bench.directory = directoryOf([person('ann', ['email'], { quietHours })]);
      const [row] = await bench.notify({ kind: 'tellRest', user: 'ann', start, asked: start === null ? ['x'] : [] });
      return row?.due_at;
    };
    expect(await told(day, NOON + HOUR)).toBe(NOON + HOUR);
    expect(await told(day, NOON + 9 * HOUR)).toBe(NOON + 8 * HOUR);
    expect(await told(day, null)).toBe(NOON + 8 * HOUR);
    expect(await told(night, NOON - HOUR)).toBe(NOON);
  });

  it('of working time reach whoever does not want to hear of duties: only the advice can be muted', async () => {
    const of = (user: string): Array<[string, Notice]> => [
      [
        'programme',
        { kind: 'tellProgramme', user, programme: { unit: 'ops', batch: 'b', first: null, tried: [] } as never },
      ],
      ['rest', { kind: 'tellRest', user, start: NOON + HOUR, asked: [] }],
      ['statement', { kind: 'tellStatement', user, statement: { id: 's', at: NOON, tried: [] } }],
      ['releases', { kind: 'tellReleases', user, releases: { unit: 'ops', at: NOON, rests: [] } as never }],
      ['advice', { kind: 'tellAdvice', user, advice: { unit: 'ops', lines: [] } }],
    ];
    const told = async (user: string) => {
      const names: string[] = [];
      for (const [name, notice] of of(user)) {
        names.push(...(await bench.notify(notice)).map(() => name));
      }
      return names;
    };
    const people = [person('ann', ['email']), person('fay', ['email'], { mute: ['onCall', 'health'] })];
    bench.directory = { ...directoryOf(people), units: new Map(), profiles: new Map() };
    expect(await told('ann')).toEqual(['programme', 'rest', 'statement', 'releases', 'advice']);
    expect(await told('fay')).toEqual(['programme', 'rest', 'statement', 'releases']);
  });

  it('wait for the end of quiet hours', async () => {
    const rows = [...(await bench.notify(duty('cleo'))), ...(await bench.notify(health('cleo')))];
    expect(rows.map(({ due_at }) => due_at)).toEqual([NOON + HOUR, NOON + HOUR]);
  });

  it('a letter goes to an address that is verified', async () => {
    bench.directory = directoryOf([
      person('ann', [], { contactMethods: [method('email', { verified: false }), method('email', { id: 'second' })] }),
    ]);
    expect(ways(await bench.notify(health('ann')))).toEqual(['onCall ann second']);
  });
});

describe('an outage', () => {
  const outage = (user: string, changes: Partial<OutageNotice['outage']> = {}): Notice => ({
    kind: 'tellOutage',
    user,
    outage: { channel: 'x', kind: 'email', up: false, since: 1, problem: 'away', people: [], ...changes },
  });

  it.each<[string, Notice, string[]]>([
    ['does not go by what is down', outage('ann'), ['onCall ann chat']],
    ['goes by it where it is well again', outage('ann', { up: true }), ['onCall ann email']],
    ['does not go by what it serves', outage('ann', { kind: 'gateway' }), ['onCall ann chat']],
    ['of another goes as usual', outage('ann', { kind: 'chat' }), ['onCall ann email']],
    ['of what nobody knows', outage('ann', { kind: 'unheard-of' }), ['onCall ann email']],
    ['reaches nobody who has no other way', outage('ben'), []],
    ['reaches nobody who does not want to hear', outage('fay'), []],
    ['reaches nobody who is disabled', outage('eve', { kind: 'chat' }), []],
    ['reaches nobody who is gone', outage('nobody'), []],
  ])('%s', async (_, notice, expected) => {
    expect(ways(await bench.notify(notice))).toEqual(expected);
  });

  it('waits for the end of quiet hours, unless somebody cannot be reached', async () => {
    const rows = [
      ...(await bench.notify(outage('cleo'))),
      ...(await bench.notify(outage('cleo', { people: ['ben'] }))),
    ];
    expect(rows.map(({ due_at, rank, method: id }) => [due_at - NOON, rank, id])).toEqual([
      [HOUR, 0, 'chat'],
      [0, 3, 'chat'],
    ]);
    expect(content(rows[1])).toEqual({
      outage: { channel: 'x', kind: 'email', up: false, since: 1, problem: 'away', people: ['ben'] },
    });
  });

  it('goes by other verified ways than the rules name, and by those first', async () => {
    const rules = [{ method: 'chat', after: 0, when: null }];
    bench.directory = directoryOf([
      person('ann', ['radio', 'email'], {
        contactMethods: [method('radio', { verified: false }), method('email'), method('chat')],
        rules: { default: rules, urgent: rules },
      }),
      person('ben', [], { contactMethods: [method('radio', { verified: false }), method('chat')] }),
    ]);
    expect(ways(await bench.notify(outage('ann', { kind: 'sms' }), outage('ben')))).toEqual([
      'onCall ann chat',
      'onCall ben chat',
    ]);
  });
});
