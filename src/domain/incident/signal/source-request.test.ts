import { expect, it } from 'vitest';
import { alert, apply, known, NOON, running, signal, step, texts, user } from '#domain/incident/incident.fake';
import type { Alert } from '#domain/incident/signal/alert';
import { WEEK, MINUTE } from '#domain/time/duration';

const one = () => running([step([user('ann')])]);
const asks = (fields: Partial<Alert>) =>
  signal(alert({ status: 'info', title: null, actor: 'Zoe', ...fields }), known());

it('a snooze stops the escalation until then, and tells those reached', () => {
  const until = NOON + 30 * MINUTE;
  const { incident, effects, results } = apply(one(), NOON, [
    asks({ request: { kind: 'snooze', until }, note: 'known' }),
  ]);
  expect(incident).toMatchObject({ state: 'snoozed', snoozedUntil: until, timers: { wake: until } });
  expect(incident.timers.escalate).toBeUndefined();
  expect(texts(effects)).toEqual(['known', 'Snoozed by Zoe for 30m']);
  expect(effects).toContainEqual({ kind: 'tellReached', update: 'snoozed', actor: 'Zoe', text: null, except: [] });
  expect(results[0]?.alert).toBeNull();
});

it.each([
  [NOON, 'The end of the snooze must be in the future.'],
  [NOON + 53 * WEEK, 'A snooze ends within 52 weeks. What may wait for longer can be resolved.'],
])('a snooze until %i is refused in the timeline', (until, text) => {
  const { incident, effects } = apply(one(), NOON, [asks({ request: { kind: 'snooze', until } })]);
  expect(incident.state).toBe('open');
  expect(texts(effects)).toEqual([text]);
});

it('another subject is that of the incident and of its alert, and is told once', () => {
  const renamed = asks({ request: { kind: 'subject' }, title: 'Disk full on all', description: 'More' });
  const first = apply(one(), NOON, [renamed]);
  expect(first.incident).toMatchObject({ title: 'Disk full on all', description: 'More', state: 'open' });
  expect(texts(first.effects)).toEqual([
    'Zoe changed the title to “Disk full on all”.',
    'Zoe changed the description.',
  ]);
  expect(first.results[0]?.alert).toEqual(known());
  expect(texts(apply(first.incident, NOON, [renamed]).effects)).toEqual([]);
});

it('an incident of several alerts keeps its title', () => {
  const two = apply(one(), NOON, [signal(alert({ fingerprint: 'b' }))]).incident;
  const { incident, effects, results } = apply(two, NOON, [asks({ request: { kind: 'subject' }, title: 'Other' })]);
  expect(incident.title).toBe('Disk full');
  expect(texts(effects)).toEqual([]);
  expect(results[0]?.alert).toEqual(known());
});

it('what Vigie does not have is told, and changes nothing', () => {
  const { incident, effects } = apply(one(), NOON, [
    asks({ request: { kind: 'not-supported', action: 'POST escalate' } }),
  ]);
  expect(incident.state).toBe('open');
  expect(texts(effects)).toEqual(['Zoe asked for “POST escalate”, which Vigie does not support: nothing changed.']);
  expect(effects).toMatchObject([{ kind: 'timeline', entry: { data: { reason: 'not-supported' } } }]);
});
