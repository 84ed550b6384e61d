import { describe, expect, it } from 'vitest';
import { describeTargets, managersOf, resolveTargets } from '#domain/escalation/targets';
import type { StepTarget } from '#domain/escalation/policy';
import { facts, NOON, responder, user } from '#domain/incident/incident.fake';

const rota = (who: 'current' | 'next' | 'everyone'): StepTarget => ({ kind: 'rota', rota: 'sre', who });
const none = { users: [], channels: [], turns: [] };
const resolve = (target: StepTarget, given = facts()) => resolveTargets([target], 'p/0', NOON, given);

describe('who a target means', () => {
  it.each<[string, StepTarget, string[]]>([
    ['a person', user('dee'), ['dee']],
    ['a team', { kind: 'team', team: 'sre' }, ['ann', 'ben']],
    ['who is on call', rota('current'), ['ann']],
    ['who comes next', rota('next'), ['ben']],
    ['everybody of a rota', rota('everyone'), ['ann', 'ben']],
  ])('%s, with nothing missing', (_what, target, users) => {
    expect(resolve(target)).toEqual({ ...none, users, missing: [] });
  });

  it.each<[string, StepTarget, string, string]>([
    ['a person who is not known', user('zoe'), 'unknown-person', 'zoe'],
    ['a team that is not known', { kind: 'team', team: 'none' }, 'empty-team', 'none'],
    ['a rota that is not known', { kind: 'rota', rota: 'none', who: 'current' }, 'no-rota', 'none'],
  ])('%s is nobody, and is named', (_what, target, what, id) => {
    expect(resolve(target)).toEqual({ ...none, missing: [{ what, id }] });
  });

  it.each(['current', 'next', 'everyone'] as const)('a rota without anybody (%s) is named', (who) => {
    expect(resolve(rota(who), facts({ onCall: () => [] }))).toEqual({
      ...none,
      missing: [{ what: `nobody-${who}`, id: 'sre' }],
    });
  });

  it('a round-robin passes over who is disabled, and the turn moves past them', () => {
    const given = facts({ turn: () => 2, responder: (login) => responder(login, { disabled: login === 'cleo' }) });
    expect(resolve({ kind: 'roundRobin', users: ['ann', 'ben', 'cleo'] }, given)).toEqual({
      ...none,
      users: ['ann'],
      turns: [{ key: 'p/0/0', next: 4 }],
      missing: [],
    });
  });

  it('a person is named once, and each target of a step keeps its own turn', () => {
    const found = resolveTargets(
      [user('ann'), rota('everyone'), { kind: 'channel', channel: 'room' }, { kind: 'roundRobin', users: ['dee'] }],
      'p/0',
      NOON,
      facts(),
    );
    expect(found).toEqual({
      users: ['ann', 'ben', 'dee'],
      channels: ['room'],
      turns: [{ key: 'p/0/3', next: 1 }],
      missing: [],
    });
  });
});

it('targets as people read them', () => {
  expect(
    describeTargets([
      rota('current'),
      rota('next'),
      user('cleo'),
      { kind: 'team', team: 'sre' },
      { kind: 'roundRobin', users: ['ann', 'ben'] },
      { kind: 'channel', channel: 'room' },
    ]),
  ).toBe('rota sre, rota sre (next), cleo, team sre, one of ann, ben, channel room');
});

it.each([
  ['sre', ['cleo']],
  ['none', ['dee']],
  [null, ['dee']],
])('the managers of team %s, else the Admins', (team, logins) => {
  expect(managersOf(team, facts())).toEqual(logins.map(user));
});
