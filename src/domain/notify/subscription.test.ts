import { describe, expect, it } from 'vitest';
import { atOnce } from '#domain/stretches';
import { eventOf, toldOf } from '#domain/notify/subscription';
import type { SubscribedEvent, IncidentView, Subscription } from '#domain/notify/subscription';
import type { TimelineKind } from '#domain/incident/effects';

const subscription: Subscription = {
  id: 's',
  name: 'Everything',
  team: null,
  integrations: [],
  events: ['opened'],
  match: [],
  minimumSeverity: null,
  to: [],
};
const incident: IncidentView = {
  title: 'Disk full',
  severity: 'error',
  labels: { env: 'prod' },
  team: 'sre',
  integration: 'scripts',
  source: 'webhook',
  test: false,
};
const label = (value: string) => [{ name: 'env', operator: '=' as const, value }];

describe('who is told', () => {
  it.each<[string, Partial<Subscription>, Partial<IncidentView>, boolean]>([
    ['of all', {}, {}, true],
    ['of a test', {}, { test: true }, false],
    ['of another event', { events: ['resolved'] }, {}, false],
    ['of one event among others', { events: ['resolved', 'opened'] }, {}, true],
    ['of the team', { team: 'sre' }, {}, true],
    ['of another team', { team: 'db' }, {}, false],
    ['of no team', { team: 'db' }, { team: null }, false],
    ['of all teams, also what has none', {}, { team: null }, true],
    ['of the integration', { integrations: ['mail', 'scripts'] }, {}, true],
    ['of another integration', { integrations: ['mail'] }, {}, false],
    ['of what was opened by hand', { integrations: ['mail'] }, { integration: null }, false],
    ['of all integrations, also what was opened by hand', {}, { integration: null }, true],
    ['of what is as severe', { minimumSeverity: 'error' }, {}, true],
    ['of what is more severe', { minimumSeverity: 'warning' }, {}, true],
    ['of what is less severe', { minimumSeverity: 'critical' }, {}, false],
    ['of what matches', { match: label('prod') }, {}, true],
    ['of what does not', { match: label('test') }, {}, false],
  ])('%s', (_what, subscribed, part, told) => {
    const found = atOnce(toldOf([{ ...subscription, ...subscribed }], 'opened', { ...incident, ...part }));
    expect(found.length === 1).toBe(told);
  });
});

describe('what the timeline tells of', () => {
  it.each<[TimelineKind, Record<string, unknown>, SubscribedEvent | null]>([
    ['opened', {}, 'opened'],
    ['acknowledged', {}, 'acknowledged'],
    ['acknowledged', { counts: true }, 'acknowledged'],
    ['acknowledged', { counts: false }, null],
    ['exhausted', {}, 'exhausted'],
    ['note', {}, 'note'],
    ['note', { severity: 'error' }, null],
    ['resolved', { severity: 'error' }, 'resolved'],
    ['escalated', {}, null],
    ['warning', {}, null],
    ['alert', {}, null],
    ['step', { step: 1, pass: 1 }, null],
    ['step', { step: 2, pass: 1 }, 'escalated'],
    ['step', { step: 1, pass: 2 }, 'escalated'],
    ['step', {}, null],
  ])('%s %o → %s', (kind, data, event) => {
    expect(eventOf({ kind, data })).toBe(event);
  });
});
