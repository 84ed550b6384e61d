/** Tests who acts on an incident, enters working time, and sees the reason of an absence. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '#contract/incidents/command';
import { incident, policy } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import type { InterventionTable } from '../store/schema/duties.ts';
import type { InterventionDetailTable } from '../store/schema/labour.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { writeIncidents } from '../store/incidents/incidents.ts';
import { DAY } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../ports/directory.ts';
import { ruleContext, CALLER_NAMES, CALLERS, directory } from './rule-context.fake.ts';
import type { CallerName } from './rule-context.fake.ts';
import {
  addIntervention,
  changeIntervention,
  interventionReader,
  seesWorkingTime,
  leaveNote,
  readInterventions,
} from './duties.ts';
import { canDo, canDoEach, mayCommand } from './incidents.ts';
import { actsFor, factsFor, withoutReason } from './people.ts';
import type { RightsDeps, RightsRule } from './rule.ts';
import { command } from './rules.ts';

const ADMINS: CallerName[] = ['admin', 'adminAccount', 'adminToken'];
const inOrder = (who: readonly CallerName[]) => CALLER_NAMES.filter((name) => who.includes(name));

let bench: WorkBench;
/** The policies on which the caller is on call, and the number of checks. */
let onCall: string[];
let asked: string[];
let viewersAcknowledge: boolean;
beforeEach(async () => {
  bench = await openWork({ now: 0 });
  [onCall, asked, viewersAcknowledge] = [[], [], true];
});
afterEach(() => bench.close());

const deps = (): RightsDeps =>
  ruleContext(CALLERS.viewer, {
    deps: {
      store: bench.store,
      viewersAcknowledge,
      isOnCallOn: ({ id, name }, { login }, at) => (asked.push(`${login} on ${name} at ${at}`), onCall.includes(id)),
    },
  }).deps;
const run = (of: string) =>
  ({ ...incident().run, policy: policy([], { id: of, name: `copy of ${of}` }) }) as unknown as Incident['run'];

describe('what somebody may do with an incident', () => {
  const whoMay = async (of: Incident) => {
    const each = await Promise.all(
      CALLER_NAMES.map(async (name) => ({ name, can: await canDo(deps(), CALLERS[name], of) })),
    );
    return {
      act: each.filter(({ can }) => can.act).map(({ name }) => name),
      acknowledge: each.filter(({ can }) => can.acknowledge).map(({ name }) => name),
      note: each.filter(({ can }) => can.note).map(({ name }) => name),
    };
  };
  const responding = inOrder([
    'viewer',
    'member',
    'editor',
    'otherEditor',
    'admin',
    'adminAccount',
    'account',
    'respondToken',
    'adminToken',
  ]);

  it.each<[string | null, CallerName[]]>([
    ['sre', ['member', 'editor', 'account']],
    ['db', ['otherEditor']],
    [null, ['editor', 'otherEditor']],
  ])('of team %s', async (team, act) => {
    expect(await whoMay(incident({ team, policy: null }))).toEqual({
      act: inOrder([...act, 'respondToken', ...ADMINS]),
      acknowledge: responding,
      note: responding,
    });
  });

  it('acknowledging is for those whom it concerns where it is said so', async () => {
    viewersAcknowledge = false;
    expect(await whoMay(incident({ team: 'db', policy: null }))).toMatchObject({
      acknowledge: inOrder(['otherEditor', 'respondToken', ...ADMINS]),
      note: responding,
    });
  });

  it('who is on call on its policy, as it is now or as it runs, acts; asked once for each policy', async () => {
    onCall = ['sre'];
    const [now, runs, both, other, none] = [
      incident({ team: 'db', policy: 'sre' }),
      incident({ team: 'db', policy: null, run: run('sre') }),
      incident({ team: 'db', policy: 'sre', run: run('sre') }),
      incident({ team: 'db', policy: 'db' }),
      incident({ team: 'db', policy: 'gone' }),
    ];
    const can = await canDoEach(deps(), CALLERS.viewer, [now, now, runs, both, other, none]);
    expect(can.map(({ act }) => act)).toEqual([true, true, true, true, false, false]);
    expect(asked).toEqual([
      'dee on Policy at 0',
      'dee on copy of sre at 0',
      'dee on copy of sre at 0',
      'dee on Policy at 0',
    ]);
    asked = [];
    await canDo(deps(), CALLERS.account, incident({ team: 'db', policy: 'sre' }));
    expect(asked, 'a script is nobody on call').toEqual([' on Policy at 0']);
  });

  it('nothing is looked up for those who act on everything, and on nothing', async () => {
    for (const name of ['admin', 'respondToken', 'readToken', 'anonymous'] as const) {
      await canDo(deps(), CALLERS[name], incident({ team: 'db', policy: 'sre' }));
    }
    expect(asked).toEqual([]);
    expect(await canDoEach(deps(), CALLERS.admin, [])).toEqual([]);
    expect(await canDo(deps(), CALLERS.readToken, incident())).toEqual({ note: false, acknowledge: false, act: false });
  });

  it('who was paged for it acts; a script of the same name does not', async () => {
    const [mine, theirs] = [
      incident({ id: 'i1', team: 'db', policy: null }),
      incident({ id: 'i2', number: 2, team: 'db', policy: null }),
    ];
    await bench.transact(async (work) => {
      await writeIncidents(work, [mine, theirs]);
      await work.tx
        .insertInto('pages')
        .values({
          id: 'p1',
          incident: 'i1',
          user: 'ann',
          urgency: 'default',
          entry: null,
          step: null,
          state: 'ended',
          started_at: 0,
          ended_at: 0,
          end_reason: null,
          inner: '{}',
        })
        .execute();
    });
    const acts = async (name: CallerName) =>
      (await canDoEach(deps(), { ...CALLERS[name], teams: [] }, [mine, theirs])).map(({ act }) => act);
    expect(await acts('member')).toEqual([true, false]);
    expect(await acts('viewer')).toEqual([false, false]);
    expect(await acts('account')).toEqual([false, false]);
  });
});

describe('a command', () => {
  beforeEach(() =>
    bench.transact((work) =>
      writeIncidents(work, [
        incident({ id: 'ours', team: 'sre', policy: null }),
        incident({ id: 'theirs', number: 2, groupKey: 'other', team: 'db', policy: null }),
      ]),
    ),
  );
  const may = async (name: CallerName, what: (typeof COMMAND_NAMES)[number], id: string, many?: boolean) =>
    (await mayCommand(deps(), CALLERS[name], what, id, many === undefined ? {} : { many }))?.reason ?? null;

  it('is for those whom the incident concerns; others acknowledge it by itself, and leave notes', async () => {
    for (const name of COMMAND_NAMES) {
      expect(await may('member', name, 'ours')).toBeNull();
      expect(await may('member', name, 'theirs'), name).toBe(
        name === 'note' || name === 'acknowledge' ? null : 'not-concerned',
      );
      expect(await may('member', name, 'theirs', true), name).toBe(name === 'note' ? null : 'not-concerned');
      expect(await may('readToken', name, 'ours')).toBe('read-only');
    }
    viewersAcknowledge = false;
    expect([await may('member', 'acknowledge', 'theirs'), await may('member', 'note', 'theirs')]).toEqual([
      'not-concerned',
      null,
    ]);
  });

  it('on what does not exist is the route’s to refuse', async () => {
    expect(await may('viewer', 'resolve', 'none')).toBeNull();
  });

  it('says what is left to them', async () => {
    expect((await mayCommand(deps(), CALLERS.viewer, 'resolve', 'ours'))?.message).toMatch(
      /You can acknowledge it by itself and leave notes\.$/,
    );
    viewersAcknowledge = false;
    expect((await mayCommand(deps(), CALLERS.viewer, 'resolve', 'ours'))?.message).toMatch(/You can leave notes\.$/);
  });

  it.each([
    ['merge', 'ours', 'ours', null],
    ['merge', 'ours', 'theirs', 'not-concerned'],
    ['merge', 'theirs', 'ours', 'not-concerned'],
    ['merge', 'ours', 7, null],
    ['resolve', 'ours', 'theirs', null],
  ] as const)('%s of %s into %s', async (name, id, into, reason) => {
    const why = await command(name)(
      ruleContext(CALLERS.member, { method: 'POST', params: { id }, body: { into }, deps: deps() }),
    );
    expect(why?.reason ?? null).toBe(reason);
  });
});

describe('working time', () => {
  const who = async (rule: RightsRule, question: object) =>
    (
      await Promise.all(
        CALLER_NAMES.map(
          async (name) =>
            [name, await rule(ruleContext(CALLERS[name], { deps: { store: bench.store }, ...question }))] as const,
        ),
      )
    )
      .filter(([, why]) => why === null)
      .map(([name]) => name);

  it('is read by Editors, and by oneself', async () => {
    const all: CallerName[] = ['editor', 'otherEditor', 'editToken', ...ADMINS];
    expect(await who(readInterventions, {})).toEqual(inOrder(all));
    expect(await who(readInterventions, { query: { user: 'ann' } })).toEqual(inOrder([...all, 'member', 'gone']));
    expect(await who(readInterventions, { query: { user: ['ann'] } })).toEqual(inOrder(all));
  });

  it('is entered by oneself', async () => {
    const people: CallerName[] = ['viewer', 'member', 'editor', 'otherEditor', ...ADMINS];
    expect(await who(addIntervention, { body: {} })).toEqual(inOrder(people));
    expect(await who(addIntervention, { body: { user: null } })).toEqual(inOrder(people));
    expect(await who(addIntervention, { body: { user: 'ann' } })).toEqual(inOrder(['member', ...ADMINS]));
    expect(await who(addIntervention, { body: { user: 7 } })).toEqual(inOrder(ADMINS));
  });

  it('is changed by whoever worked', async () => {
    await bench.transact(({ tx }) =>
      tx
        .insertInto('interventions')
        .values({
          id: 'v',
          incident: 'i1',
          user: 'ann',
          start_at: 0,
          end_at: 1,
          travel_ms: 0,
          note: '',
          history: '[]',
          version: 1,
        })
        .execute(),
    );
    expect(await who(changeIntervention, { params: { id: 'v' } })).toEqual(inOrder(['member', 'gone', ...ADMINS]));
    expect(await who(changeIntervention, { params: { id: 'none' } })).toEqual(CALLER_NAMES);
  });

  /** Ben works in a unit whose manager is Cleo and whose HR is Dee; neither Editors nor Admins are. */
  describe('of somebody with a work profile', () => {
    const unit = { id: 'ops', timeZone: 'UTC', since: 0, managers: ['cleo'], hr: ['dee'] };
    const profiled = (contract: string) =>
      ({
        ...directory,
        units: new Map([['ops', unit]]),
        profiles: new Map([['ben', [{ user: 'ben', unit: 'ops', contract, from: 0, until: null }]]]),
        facts: { ...directory.facts, zones: TEST_ZONES },
      }) as unknown as Directory;
    const ask = async (rule: RightsRule, question: object, contract = 'hours') =>
      who(rule, { ...question, deps: { store: bench.store, directory: () => profiled(contract) } });
    const themselves: CallerName[] = ['viewer', 'otherEditor'];

    it('is asked for by Editors, managers and HR, of anybody', async () => {
      const query = { user: 'ben' };
      const asking = inOrder([...(await who(readInterventions, {})), 'viewer']);
      expect(await ask(readInterventions, { query })).toEqual(asking);
      expect(await ask(readInterventions, { query: { user: 'max' } })).toEqual(asking);
      expect(await ask(readInterventions, {})).toEqual(asking);
    });

    const row = { user: 'ben', start_at: 0 } as InterventionTable;
    const stored = (of: string | null) => ({ unit: of }) as InterventionDetailTable;
    const seers = (from: Directory, details?: InterventionDetailTable) =>
      CALLER_NAMES.filter((name) => interventionReader(CALLERS[name], from).sees(row, details));

    /** Whoever reads what belongs to no unit. */
    const editors: CallerName[] = ['editor', 'otherEditor', 'editToken', ...ADMINS];

    it('is left out of everybody else’s lists', () => {
      expect(seers(profiled('hours'))).toEqual(inOrder([...themselves, 'editor']));
      expect(seers(profiled('exempt'))).toEqual(inOrder(editors));
    });

    it('stays so when the profile is gone, and the unit too', async () => {
      const without = { ...profiled('hours'), profiles: new Map() } as unknown as Directory;
      expect(seers(without, stored('ops'))).toEqual(inOrder([...themselves, 'editor']));
      expect(seers(without, stored('gone'))).toEqual(['otherEditor']);
      expect(seers(without, stored(null))).toEqual(inOrder(editors));
      await insert('w', 'ops');
      expect(await seesWorkingTime(bench.read, CALLERS.admin, without, 'ben')).toBe(false);
      expect(await seesWorkingTime(bench.read, CALLERS.otherEditor, without, 'ben')).toBe(true);
      expect(await seesWorkingTime(bench.read, CALLERS.admin, without, 'ann')).toBe(true);
    });

    /** Ben was in the unit of Dee and Cleo for a day, and is in that of Ann. */
    it('is for those of the unit of its time, not for whoever once had the person', async () => {
      const base = { user: 'ben', contract: 'hours' };
      const moved = {
        ...profiled('hours'),
        units: new Map([
          ['ops', unit],
          ['new', { ...unit, id: 'new', managers: [], hr: ['ann'] }],
        ]),
        profiles: new Map([
          [
            'ben',
            [
              { ...base, unit: 'ops', from: 0, until: 1 },
              { ...base, unit: 'new', from: 10, until: null },
            ],
          ],
        ]),
      } as unknown as Directory;
      const at = (day: number) => ({ ...row, start_at: day * DAY });
      const sees = (day: number) =>
        CALLER_NAMES.filter((name) => interventionReader(CALLERS[name], moved).sees(at(day), undefined));
      expect(sees(1)).toEqual(inOrder(['viewer', 'otherEditor', 'editor']));
      expect(sees(11)).toEqual(inOrder(['member', 'otherEditor']));
      const deps = { store: bench.store, directory: () => moved };
      const entered = (day: number) => ({
        body: { user: 'ben', start: new Date(day * DAY).toISOString() },
        deps,
      });
      expect(await who(addIntervention, entered(1))).toEqual(inOrder(themselves));
      expect(await who(addIntervention, entered(11))).toEqual(inOrder(['member', 'otherEditor']));
      await insert('w', null, 11 * DAY);
      expect(await who(changeIntervention, { params: { id: 'w' }, deps })).toEqual(inOrder(['member', 'otherEditor']));
      const away = { params: { id: 'w' }, ...entered(1) };
      expect(await who(changeIntervention, away)).toEqual(['otherEditor']);
    });

    const insert = (id: string, of: string | null, at = 0) =>
      bench.transact(async ({ tx }) => {
        await tx
          .insertInto('interventions')
          .values({
            id,
            incident: 'i1',
            user: 'ben',
            start_at: at,
            end_at: at + 1,
            travel_ms: 0,
            note: '',
            history: '[]',
            version: 1,
          })
          .execute();
        await tx
          .insertInto('intervention_details')
          .values({
            intervention: id,
            travel_before_ms: 0,
            travel_after_ms: 0,
            acted_at: null,
            ended_by: null,
            asked_at: null,
            confirmed_at: null,
            confirmed_by: null,
            unit: of,
          })
          .execute();
      });

    it('is not entered before the unit’s first day, which the person and HR are told', async () => {
      const late = { ...profiled('hours'), units: new Map([['ops', { ...unit, since: 10 }]]) } as unknown as Directory;
      const deps = { store: bench.store, directory: () => late, now: () => Promise.resolve(20 * DAY) };
      const entered = (day: number) => ({ body: { user: 'ben', start: new Date(day * DAY).toISOString() }, deps });
      expect(await who(addIntervention, entered(1))).toEqual(inOrder(themselves));
      expect(await who(addIntervention, entered(11))).toEqual(inOrder(themselves));
    });

    it('is entered, corrected and confirmed by the person and HR', async () => {
      expect(await ask(addIntervention, { body: { user: 'ben' } })).toEqual(inOrder(themselves));
      await insert('w', null);
      expect(await ask(changeIntervention, { params: { id: 'w' } })).toEqual(inOrder(themselves));
    });
  });

  it('notes are left by people of the rota or its team', async () => {
    expect(await who(leaveNote, { params: { id: 'sre' } })).toEqual(inOrder(['member', 'editor', ...ADMINS]));
    expect(await who(leaveNote, { params: { id: 'db' } })).toEqual(inOrder(['viewer', 'otherEditor', ...ADMINS]));
    expect(await who(leaveNote, { params: { id: 'none' } })).toEqual(
      inOrder(['viewer', 'member', 'editor', 'otherEditor', ...ADMINS]),
    );
  });
});

describe('somebody is away', () => {
  const away = (user: string) => ({ id: user, user, start: 0, end: 1, kind: 'sick' as const });

  it.each<[string, CallerName[]]>([
    ['ann', ['member', 'gone', 'editor', 'editToken', ...ADMINS]],
    ['ben', ['otherEditor', 'editToken', ...ADMINS]],
    ['dee', ['viewer', ...ADMINS]],
    ['max', ADMINS],
  ])('why is for %s and whoever plans for them', (login, who) => {
    const known = CALLER_NAMES.filter((name) => withoutReason(CALLERS[name], directory, away(login)).kind === 'sick');
    expect(known).toEqual(inOrder(who));
    expect(CALLER_NAMES.filter((name) => actsFor(CALLERS[name], directory, login))).toEqual(known);
  });

  it('others see that they are, also in what is derived', () => {
    expect(withoutReason(CALLERS.viewer, directory, away('ann'))).toEqual({ ...away('ann'), kind: 'absent' });
    expect(factsFor(CALLERS.otherEditor, directory, { more: 1, absences: [away('ann'), away('ben')] })).toEqual({
      more: 1,
      absences: [{ ...away('ann'), kind: 'absent' }, away('ben')],
    });
  });
});
