import { expect, it } from 'vitest';
import { isDoubleTap, remember } from '#domain/incident/double-tap';
import type { Command } from '#domain/incident/command';
import type { Draft } from '#domain/incident/draft';
import type { Actor } from '#domain/incident/model';

const ann: Actor = { name: 'ann', kind: 'person', via: 'link' };
const ben: Actor = { name: 'ben', kind: 'person', via: 'grafana' };
const draft = (now = 0) => ({ incident: {}, now }) as Draft;
const at = (given: Draft, now: number) => ({ ...given, now });

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
    [{ kind: 'note', text: 'a' }, { kind: 'note', text: 'b' }],
    [{ kind: 'responders', users: ['ben'], rotas: [] }, { kind: 'responders', users: [], rotas: ['ben'] }],
    [{ kind: 'reassign', to: { users: ['ben'] } }, { kind: 'reassign', to: { users: ['cleo'] } }],
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
