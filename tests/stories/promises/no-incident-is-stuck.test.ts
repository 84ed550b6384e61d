/** Promise 8: a throw is injected at each point of an incident's life; somebody is told all the same. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Directory } from '../../../backend-shim/ports/directory.ts';
import { onEachDatabase, onPostgres } from '../../support/databases.ts';
import { FailingWorld, INTEGRATION, MINUTE, POLICY, START, alertOf, broken, person } from './failing-world.ts';

/** A map that throws when it is asked for this key. */
function failingAt<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const failing = new Map(map);
  failing.get = (asked) => (asked === key ? broken(`get ${key}`)() : map.get(asked));
  return failing;
}

onEachDatabase('No incident is stuck behind an error', (database) => {
  let world: FailingWorld;
  let url: string;
  beforeEach(async () => {
    url = await database.fresh();
    world = new FailingWorld();
    await world.boot(url);
  });
  afterEach(() => world.close());

  const change = (part: Partial<Directory>) => {
    world.directory = { ...world.directory, ...part };
  };
  const breakRotas = (...ids: string[]) => {
    const { onCall } = world.directory;
    change({ onCall: (rota, who, at) => (ids.includes(rota) ? broken(`rota ${rota}`)() : onCall(rota, who, at)) });
  };
  const policyWith = (part: Partial<typeof POLICY>) =>
    change({ policies: new Map([['main', { ...POLICY, ...part }]]) });
  /** Of the alerts of this incident alone. */
  const refuseUpdates = async (id: string) => {
    if (database.kind === 'sqlite') {
      await world.change(
        `create trigger damaged before update on alerts when old.incident = '${id}' begin select raise(abort, 'injected'); end`,
      );
    } else {
      await world.change(
        `create function damaged() returns trigger language plpgsql as $$ begin raise exception 'injected'; end $$`,
      );
      await world.change(
        `create trigger damaged before update on alerts for each row when (old.incident = '${id}') execute function damaged()`,
      );
    }
  };
  /** Three failures take three seconds. */
  const threeTries = () => world.passes(3000);

  it('the first step throws: three tries, then the next step; the alert is kept, and the reason is told', async () => {
    breakRotas('first');
    expect(await world.alerts(alertOf('a'))).toMatchObject({ accepted: 1, incidents: [expect.any(String)] });
    await world.passes(2999);
    expect(world.reached()).toEqual([]);
    expect(await world.rows('select tries from advance_failures')).toEqual([{ tries: 2 }]);
    await world.passes(1);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
    expect(await world.reasons()).toEqual(['advance-failed', 'advance-failed']);
    expect(await world.failures()).toBe(3);
    expect(await world.rows('select * from advance_failures')).toEqual([]);
    await world.passes(5 * MINUTE);
    expect(world.reached()).toEqual(['cleo: Disk full on a']);
  });

  it.each([
    ['a later step: the managers', ['second'], ['ann', 'cleo']],
    ['every step: the managers', ['first', 'second'], ['cleo']],
    ['every step and onExhausted: the managers', ['first', 'second', 'last'], ['cleo']],
  ])('%s', async (_, rotas, told) => {
    policyWith({ onExhausted: rotas.includes('last') ? [{ kind: 'rota', rota: 'last', who: 'current' }] : null });
    breakRotas(...rotas);
    await world.alerts(alertOf('a'));
    await world.passes(6 * MINUTE);
    expect(world.reached()).toEqual(told.map((login) => `${login}: Disk full on a`));
    expect(await world.incident()).toMatchObject({ state: 'open', exhausted: true });
  });

  it('the team cannot be read either: the Admins', async () => {
    breakRotas('first', 'second');
    change({ teams: failingAt(world.directory.teams, 'sre') });
    await world.alerts(alertOf('a'));
    await threeTries();
    expect(world.reached()).toEqual(['dee: Disk full on a']);
  });

  it('a second failure a minute after the first is the last one that is waited for', async () => {
    breakRotas('first');
    await world.alerts(alertOf('a'));
    world.now += MINUTE;
    await world.passes(0);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('failures are counted across a start and by whichever sidecar looks', async () => {
    breakRotas('first');
    await world.alerts(alertOf('a'));
    await world.passes(1000);
    expect(await world.rows('select tries from advance_failures')).toEqual([{ tries: 2 }]);
    await world.close();
    const { now, directory } = world;
    world = new FailingWorld();
    Object.assign(world, { now, directory });
    await world.boot(url);
    await world.passes(2000);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('an advance that goes well again is not passed over, and the count begins anew', async () => {
    const { onCall } = world.directory;
    breakRotas('first');
    await world.alerts(alertOf('a'));
    await world.passes(1000);
    change({ onCall });
    await world.passes(2000);
    expect(world.reached()).toEqual(['ann: Disk full on a']);
    expect(await world.rows('select * from advance_failures')).toEqual([]);
  });

  it('one that throws keeps no other waiting: neither of the same request nor of the same round', async () => {
    const other = { ...POLICY, id: 'other', steps: POLICY.steps.slice(1) };
    change({
      policies: new Map([
        ['main', POLICY],
        ['other', other],
      ]),
    });
    const route = {
      match: [{ name: 'to', operator: '=' as const, value: 'other' }],
      when: null,
      policy: 'other',
      urgency: null,
      severity: null,
      labels: {},
      drop: false,
    };
    INTEGRATION.routes.push(route);
    breakRotas('first');
    try {
      await world.alerts(alertOf('a'), alertOf('b', { labels: { to: 'other' } }));
    } finally {
      INTEGRATION.routes.pop();
    }
    expect(world.reached()).toEqual(['ben: Disk full on b']);
    await threeTries();
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('routing throws: the integration’s own policy runs at once', async () => {
    Object.defineProperty(world.directory, 'maintenances', { get: broken('maintenances') });
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ann: Disk full on a']);
  });

  it('the opening throws, since it has no policy and the team cannot be read: the Admins', async () => {
    change({ policies: new Map(), teams: failingAt(world.directory.teams, 'sre') });
    expect(await world.alerts(alertOf('a'))).toMatchObject({ accepted: 1, incidents: [expect.any(String)] });
    expect(world.reached()).toEqual(['dee: Disk full on a']);
    expect(await world.incident()).toMatchObject({
      state: 'open',
      exhausted: true,
      totalAlerts: 1,
      firing: [0, 0, 1, 0],
    });
    expect(await world.reasons()).toContain('advance-failed');
  });

  it('an alert that joins throws: it is kept and counted, and the escalation goes on', async () => {
    await world.alerts(alertOf('a'));
    change({ integrations: failingAt(world.directory.integrations, 'scripts') });
    expect(await world.alerts(alertOf('a2', { groupKey: 'a' }))).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(await world.incident()).toMatchObject({ totalAlerts: 2, firing: [0, 0, 2, 0] });
    expect(await world.rows('select fingerprint, status from alerts order by fingerprint')).toEqual([
      { fingerprint: 'a', status: 'firing' },
      { fingerprint: 'a2', status: 'firing' },
    ]);
    expect(await world.reasons()).toContain('advance-failed');
    await world.passes(5 * MINUTE);
    expect(world.reached().map((one) => one.split(':')[0])).toEqual(['ann', 'ben']);
  });

  it('a reopening throws: it is open again, and Ann is paged at once', async () => {
    await world.alerts(alertOf('a'));
    await world.alerts(alertOf('a', { status: 'resolved' }));
    world.reached();
    change({ integrations: failingAt(world.directory.integrations, 'scripts') });
    await world.alerts(alertOf('a'));
    expect(await world.incident()).toMatchObject({ state: 'open', resolvedAt: null });
    expect(world.reached()).toEqual(['ann: Disk full on a']);
  });

  it('nobody at all can be told: the alert is kept, the sender must try again until somebody can', async () => {
    await world.alerts(alertOf('a'));
    await world.alerts(alertOf('a', { status: 'resolved' }));
    world.reached();
    const { admins } = world.directory;
    breakRotas('first', 'second');
    change({ integrations: failingAt(world.directory.integrations, 'scripts'), teams: new Map(), admins: [] });
    expect(await world.alerts(alertOf('a'))).toMatchObject({ accepted: 1, untold: true });
    expect(await world.incident()).toMatchObject({ state: 'open', exhausted: true });
    expect(await world.alerts(alertOf('a'))).toMatchObject({ untold: true });
    expect(world.reached()).toEqual([]);
    change({ admins });
    expect(await world.alerts(alertOf('a'))).not.toHaveProperty('untold');
    expect(world.reached()).toEqual(['dee: Disk full on a']);
  });

  it('the resolution throws: somebody looks at what should be over', async () => {
    INTEGRATION.resolveDelay = MINUTE;
    try {
      await world.alerts(alertOf('a'));
      await world.alerts(alertOf('a', { status: 'resolved' }));
    } finally {
      INTEGRATION.resolveDelay = 0;
    }
    world.reached();
    change({ integrations: failingAt(world.directory.integrations, 'scripts') });
    await world.passes(MINUTE + 3000);
    expect(await world.incident()).toMatchObject({ state: 'open' });
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('the end without a signal cannot be stored: it is tried by itself until it can, and keeps no other waiting', async () => {
    INTEGRATION.autoResolve = 30 * MINUTE;
    try {
      await world.alerts(alertOf('a'));
    } finally {
      INTEGRATION.autoResolve = null;
    }
    const { id } = await world.incident();
    await world.passes(29 * MINUTE);
    world.reached();
    await refuseUpdates(id);
    await world.passes(MINUTE);
    await world.alerts(alertOf('b'));
    expect(world.reached()).toEqual(['ann: Disk full on b']);
    await world.passes(5 * MINUTE);
    expect(world.reached()).toEqual(['ben: Disk full on b']);
    expect(await world.incident()).toMatchObject({ state: 'open' });
    await world.change(`drop trigger damaged${database.kind === 'sqlite' ? '' : ' on alerts'}`);
    await world.passes(5 * MINUTE);
    expect(await world.incident()).toMatchObject({ state: 'resolved', resolution: 'timeout' });
    expect(await world.rows(`select status from alerts where incident = '${id}'`)).toEqual([{ status: 'resolved' }]);
  });

  it('the watchdog’s repair throws: it pages the next at once', async () => {
    await world.alerts(alertOf('a'));
    const { id } = await world.incident();
    world.reached();
    const [{ inner } = { inner: '' }] = await world.rows<{ inner: string }>(
      `select "inner" from incidents where id = '${id}'`,
    );
    await world.change(
      `update incidents set "inner" = '${JSON.stringify({ ...(JSON.parse(inner) as object), timers: {} }).replaceAll("'", "''")}' where id = '${id}'`,
    );
    await world.change(`delete from timers where kind = 'incident' and subject = '${id}'`);
    breakRotas('first');
    expect(await world.watchdog()).toBe(1);
    await world.passes(0);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
    expect(await world.reasons()).toContain('advance-failed');
    expect(await world.watchdog()).toBe(0);
  });

  it('a subscription throws: the pages go out all the same', async () => {
    const subscription = {
      id: 's',
      name: 'S',
      to: [{ kind: 'user', user: 'dee' }],
      get events() {
        return broken('subscription')();
      },
      get match() {
        return broken('subscription')();
      },
    };
    change({ subscriptions: [subscription as never] });
    await world.alerts(alertOf('a'));
    await world.passes(5 * MINUTE);
    expect(world.reached()).toEqual(['ann: Disk full on a', 'ben: Disk full on a']);
  });

  it.each(['confirm', 'confirmLimit'])(
    'the acknowledgement’s %s throws: the escalation goes on where it was',
    async (timer) => {
      policyWith({ ackTimeout: 60 * MINUTE });
      await world.alerts(alertOf('a'));
      await world.command((await world.incident()).id, { kind: 'acknowledge' });
      if (timer === 'confirmLimit') await world.passes(61 * MINUTE);
      world.reached();
      change({ responders: failingAt(world.directory.responders, 'ann') });
      await world.passes(65 * MINUTE);
      expect(world.reached()[0]).toBe('ben: Disk full on a');
      expect(await world.reasons()).toContain('advance-failed');
    },
  );

  it('the end of a snooze throws: the next step', async () => {
    await world.alerts(alertOf('a'));
    await world.command((await world.incident()).id, { kind: 'snooze', until: START + 30 * MINUTE });
    world.reached();
    breakRotas('first');
    await world.passes(30 * MINUTE + 3000);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('the end of a maintenance throws: the next step', async () => {
    const hold = {
      id: 'm',
      name: 'M',
      match: [],
      integrations: [],
      start: '2026-03-02T11:00',
      end: '2026-03-02T12:30',
      timeZone: 'UTC',
      repeat: null,
      until: null,
      action: { kind: 'hold' },
    } as const;
    change({
      maintenances: [{ ...hold, match: [...hold.match], integrations: [...hold.integrations] }],
      facts: { ...world.directory.facts, zones: { UTC: { changes: [], offsets: [0] } } },
    });
    await world.alerts(alertOf('a'));
    expect(await world.incident()).toMatchObject({ timers: { hold: START + 30 * MINUTE } });
    breakRotas('first');
    await world.passes(30 * MINUTE + 3000);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('the end of a downtime throws: the next step', async () => {
    await world.alerts(alertOf('a'));
    await world.alerts(alertOf('a', { downtime: { began: true, until: START + 30 * MINUTE } }));
    world.reached();
    breakRotas('first');
    await world.passes(30 * MINUTE + 3000);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('every delivery fails and moving on throws: the managers', async () => {
    change({ responders: new Map(world.directory.responders).set('ann', { ...person('ann'), contactMethods: [] }) });
    breakRotas('second');
    await world.alerts(alertOf('a'));
    await threeTries();
    expect(world.reached()).toEqual(['cleo: Disk full on a']);
  });

  it('a person’s command throws: they are told, nothing of it is done, and the escalation goes on', async () => {
    await world.alerts(alertOf('a'));
    const { id, version } = await world.incident();
    breakRotas('second');
    await expect(world.command(id, { kind: 'escalate' })).rejects.toThrow('injected: rota second');
    expect(await world.incident()).toMatchObject({ version, state: 'open' });
    await world.passes(5 * MINUTE + 3000);
    expect(world.reached()).toEqual(['ann: Disk full on a', 'cleo: Disk full on a']);
  });

  it('a merge throws: both incidents go on', async () => {
    await world.alerts(alertOf('a'), alertOf('b'));
    const [from, into] = [await world.incident(), await world.incident('Disk full on b')];
    const whole = world.directory;
    world.directory = { ...whole };
    Object.defineProperty(world.directory, 'subscriptions', { get: broken('storing') });
    await expect(world.command(from.id, { kind: 'merge', into: { id: into.id, number: into.number } })).rejects.toThrow(
      'injected: storing',
    );
    world.directory = whole;
    world.reached();
    await world.passes(5 * MINUTE);
    expect(world.reached().sort()).toEqual(['ben: Disk full on a', 'ben: Disk full on b']);
  });

  it('storing what was decided throws: every incident is tried by itself, and again', async () => {
    await world.alerts(alertOf('a'), alertOf('b'));
    world.reached();
    await world.passes(5 * MINUTE - 1);
    const whole = world.directory;
    world.directory = { ...whole };
    Object.defineProperty(world.directory, 'subscriptions', { get: broken('storing') });
    await world.passes(1);
    expect(await world.rows('select tries from advance_failures')).toEqual([{ tries: 1 }, { tries: 1 }]);
    world.directory = whole;
    await world.passes(1000);
    expect(world.reached().sort()).toEqual(['ben: Disk full on a', 'ben: Disk full on b']);
    expect(await world.rows('select * from advance_failures')).toEqual([]);
  });

  it('a person’s rules cannot be followed: all their methods are used', async () => {
    const quietHours = { timeZone: 'Mars/Olympus', entries: [], exclude: null } as never;
    change({ responders: new Map(world.directory.responders).set('ann', { ...person('ann'), quietHours }) });
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ann: Disk full on a']);
    expect(await world.failures()).toBe(1);
  });

  it('a page cannot be planned at all: the next step at once', async () => {
    await world.alerts(alertOf('b'));
    world.reached();
    const { responders } = world.directory;
    let asked = 0;
    const failing = new Map(responders);
    // The first look is the escalation's own.
    failing.get = (login) => (login === 'ann' && ++asked > 1 ? broken('planning')() : responders.get(login));
    change({ responders: failing });
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ben: Disk full on a']);
  });

  it('the words of a message cannot be made: the facts go out plainly', async () => {
    breakRotas('second');
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ann: Disk full on a']);
    expect(world.messages[0]).toMatchObject({
      language: 'en',
      timeZone: 'UTC',
      next: null,
      incident: { number: 1, severity: 'error', acknowledgeUrl: expect.stringContaining('/acknowledge') },
    });
  });

  it('a channel throws at a message: it gets a plain one', async () => {
    world.onSend = ({ next }) => {
      if (next !== null) broken('rendering')();
    };
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ann: Disk full on a']);
    expect(await world.failures()).toBe(1);
  });

  it('without errors nothing is counted', async () => {
    await world.alerts(alertOf('a'));
    await world.passes(15 * MINUTE);
    expect(world.reached().map((one) => one.split(':')[0])).toEqual(['ann', 'ben', 'cleo']);
    expect(await world.failures()).toBe(0);
  });
});

onPostgres('Two sidecars that share an incident which keeps throwing', (database) => {
  it('count its failures together: the third is passed over, whoever meets it', async () => {
    const url = await database.fresh();
    const [one, two] = [new FailingWorld(), new FailingWorld()];
    await one.boot(url);
    await two.boot(url);
    try {
      for (const { directory } of [one, two]) {
        const { onCall } = directory;
        directory.onCall = (rota, who, at) => (rota === 'first' ? broken('rota first')() : onCall(rota, who, at));
      }
      await one.alerts(alertOf('a'));
      const tries = () => one.rows('select tries from advance_failures');
      expect(await tries()).toEqual([{ tries: 1 }]);
      two.now = START + 1000;
      await two.passes(0);
      expect(await tries()).toEqual([{ tries: 2 }]);
      expect([...one.reached(), ...two.reached()]).toEqual([]);
      one.now = START + 3000;
      two.now = START + 3000;
      await Promise.all([one.passes(0), two.passes(0)]);
      expect([...one.reached(), ...two.reached()]).toEqual(['ben: Disk full on a']);
      expect(await tries()).toEqual([]);
      expect([await one.failures(), await two.failures()].reduce((sum, count) => sum + count, 0)).toBe(3);
      expect((await one.reasons()).filter((reason) => reason === 'advance-failed')).toHaveLength(2);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });
});
