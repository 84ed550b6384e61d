/** Tests of the small shared forms of the API: errors, lists, commands, queries. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from '#contract/base/schema';
import { COMMANDS } from '#contract/incidents/command';
import type { CommandName } from '#contract/incidents/command';
import { errorBody, errorOf, validationError } from '#contract/errors';
import { incidentQuery, newIncident } from '#contract/incidents/incident';
import { listOf } from '#contract/list';
import { maintenance } from '#contract/incidents/maintenance';
import { team } from '#contract/people/team';
import { stored, withoutStoredFields } from '#contract/stored';

test('an error says what is wrong, where, and nothing else', () => {
  const error = validationError([
    { path: 'layers[0].rotation.every', message: 'must be at least 1' },
    { path: 'id', message: 'is missing', other: 'x' },
  ]);
  expect(error).toEqual({
    error: {
      code: 'validation',
      message: 'layers[0].rotation.every must be at least 1 (and 1 more)',
      reason: 'invalid',
      data: {},
      details: [
        { path: 'layers[0].rotation.every', reason: null, data: {}, message: 'must be at least 1' },
        { path: 'id', reason: null, data: {}, message: 'is missing' },
      ],
    },
  });
  expect(errorBody.safeParse(error).success).toBe(true);
  expect(errorOf('conflict', 'changed meanwhile')).toEqual({
    error: { code: 'conflict', message: 'changed meanwhile', reason: null, data: {}, details: [] },
  });
  expect(errorOf('conflict', 'full', [], { reason: 'limit-reached', data: { limit: 20 } })).toEqual({
    error: { code: 'conflict', message: 'full', reason: 'limit-reached', data: { limit: 20 }, details: [] },
  });
});

test('a list', () => {
  expect(listOf(z.string()).safeParse({ items: ['a'], next: null }).success).toBe(true);
  expect(listOf(z.string()).safeParse({ items: ['a'] }).success).toBe(false);
});

test('the query of the incident list', () => {
  expect(parse(incidentQuery, {})).toEqual({ ok: true, value: { limit: 50, sort: '-opened' } });
  const value = {
    state: 'open,acknowledged',
    team: ['sre', 'db'],
    mine: 'true',
    limit: '10',
    from: '2026-01-05T09:00:00+01:00',
  };
  expect(parse(incidentQuery, value)).toMatchObject({
    ok: true,
    value: { state: ['open', 'acknowledged'], team: ['sre', 'db'], mine: true, limit: 10 },
  });
  expect(parse(incidentQuery, { state: 'opened' })).toMatchObject({
    ok: false,
    problems: [{ path: 'state[0]', message: 'must be open, acknowledged, snoozed or resolved. Did you mean "open"?' }],
  });
  expect(parse(incidentQuery, { limit: '1000' })).toMatchObject({
    ok: false,
    problems: [{ path: 'limit', message: 'must be at most 500' }],
  });
});

test.each<[CommandName, unknown, boolean]>([
  ['acknowledge', undefined, true],
  ['acknowledge', {}, true],
  ['resolve', null, true],
  ['snooze', { for: '30m' }, true],
  ['snooze', { until: '2026-01-05T09:00:00Z' }, true],
  ['snooze', { for: '30m', until: '2026-01-05T09:00:00Z' }, false],
  ['snooze', {}, false],
  ['reassign', { users: ['ann'] }, true],
  ['reassign', { policy: 'p' }, true],
  ['reassign', { users: [] }, false],
  ['responders', { rotas: ['sre'], users: ['ann'] }, true],
  ['responders', {}, false],
  ['note', { text: 'looking' }, true],
  ['note', { text: '' }, false],
  ['merge', { into: 'x' }, true],
  ['severity', { severity: 'critical' }, true],
  ['restart', undefined, true],
  ['restart', { policy: 'p' }, true],
  ['wake', { now: true }, false],
])('%s with %j is possible: %j', (command, body, possible) => {
  expect(parse(COMMANDS[command], body).ok).toBe(possible);
});

test('paging by hand needs somebody to page', () => {
  expect(parse(newIncident, { title: 'Help', users: ['ann'] })).toMatchObject({
    ok: true,
    value: { severity: 'critical', policy: null, labels: {} },
  });
  expect(parse(newIncident, { title: 'Help' })).toMatchObject({ ok: false, problems: [{ path: 'policy' }] });
});

test('a maintenance says which alerts it means', () => {
  const at = { id: 'm', start: '2026-02-10T20:00', end: '2026-02-10T23:00', timeZone: 'UTC' };
  expect(parse(maintenance, at)).toMatchObject({ ok: false, problems: [{ path: 'match' }] });
  expect(parse(maintenance, { ...at, match: ['a="b"'], until: at.end })).toMatchObject({
    ok: false,
    problems: [{ path: 'until' }],
  });
  expect(parse(maintenance, { ...at, match: ['a="b"'], repeat: 'weekly', until: at.end }).ok).toBe(true);
});

test('an object that was read can be sent back', () => {
  const answer = { ...team.parse({ id: 'sre' }), provisioned: false, version: 3 };
  expect(stored(team).safeParse(answer).success).toBe(true);
  expect(parse(team, withoutStoredFields(answer))).toMatchObject({ ok: true });
  expect(withoutStoredFields([1])).toEqual([1]);
});

test('every schema has a JSON schema, for OpenAPI', () => {
  for (const schema of [team, maintenance, newIncident, errorBody, ...Object.values(COMMANDS)]) {
    expect(z.toJSONSchema(schema, { io: 'input' })).toHaveProperty('$schema');
  }
});
