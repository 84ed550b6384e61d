import { expect, it } from 'vitest';
import { isDoubleTap, remember } from '#domain/incident/commands/double-tap';
import type { Command } from '#domain/incident/commands/command';
import type { IncidentDraft } from '#domain/incident/draft';
import type { Actor } from '#domain/incident/model';

const ann: Actor = { name: 'ann', kind: 'person', via: 'link' };
const ben: Actor = { name: 'ben', kind: 'person', via: 'grafana' };
const draft = (now = 0) => ({ incident: {}, now }) as IncidentDraft;
const at = (given: IncidentDraft, now: number) => ({ ...given, now });

it('is the same command by the same one within five seconds', () => {
  const first = draft();
  remember(first, { kind: 'escalate' }, ann);
  expect(isDoubleTap(at(first, 4999), { kind: 'escalate' }, ann)).toBe(true);
  expect(isDoubleTap(at(first, 4999), { kind: 'escalate' }, { ...ann, via: 'sms' })).toBe(true);
  expect(isDoubleTap(at(first, 5000), { kind: 'escalate' }, ann)).toBe(false);
  expect(isDoubleTap(at(first, 0), { kind: 'escalate' }, ben)).toBe(false);
});

it('is not when something else was said', () => {
  const cases: Array<[Command, Command]> = [
    [
      { kind: 'note', text: 'a' },
      { kind: 'note', text: 'b' },
    ],
    [
      { kind: 'responders', users: ['ben'], rotas: [] },
      { kind: 'responders', users: [], rotas: ['ben'] },
    ],
    [
      { kind: 'reassign', to: { users: ['ben'] } },
      { kind: 'reassign', to: { users: ['cleo'] } },
    ],
    [{ kind: 'restart', policy: null }, { kind: 'escalate' }],
  ];
  for (const [first, second] of cases) {
    const given = draft();
    remember(given, first, ann);
    expect(isDoubleTap(given, first, ann)).toBe(true);
    expect(isDoubleTap(given, second, ann)).toBe(false);
  }
});

it('is not when another command came between', () => {
  const given = draft();
  remember(given, { kind: 'escalate' }, ann);
  remember(given, { kind: 'acknowledge' }, ann);
  expect(given.incident).toEqual({});
  expect(isDoubleTap(given, { kind: 'escalate' }, ann)).toBe(false);
});

it('five seconds from when it was given, whatever the time', () => {
  const first = draft(1_000_000);
  remember(first, { kind: 'note', text: 'a' }, ann);
  expect([
    isDoubleTap(at(first, 1_004_999), { kind: 'note', text: 'a' }, ann),
    isDoubleTap(at(first, 1_005_000), { kind: 'note', text: 'a' }, ann),
  ]).toEqual([true, false]);
});

it('is not a restart on another policy', () => {
  const policy = (id: string) => ({ kind: 'restart', policy: { id } }) as Command;
  for (const second of [policy('b'), { kind: 'restart', policy: null } as Command]) {
    const given = draft();
    remember(given, policy('a'), ann);
    expect([isDoubleTap(given, policy('a'), ann), isDoubleTap(given, second, ann)]).toEqual([true, false]);
  }
});
