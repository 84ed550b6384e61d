import { describe, expect, it } from 'vitest';
import type { Message, UpdateKind } from '#domain/notify/message/message';
import { plainMessage } from '#domain/notify/message/plain-message';
import { fakeIncident, fakeMessage } from '#domain/notify/render/message.fake';

type State = NonNullable<Message['incident']>['state'];
const odd = 'odd' as UpdateKind;

it('keeps the facts, and leaves out whatever somebody wrote', () => {
  const message = fakeMessage({ language: 'fr', incident: fakeIncident({ by: 'Ben', snoozedUntil: 5 }) });
  expect(plainMessage(message)).toEqual({
    ...message,
    language: 'en',
    timeZone: 'UTC',
    policy: null,
    step: null,
    next: null,
    update: null,
    incident: { ...message.incident, description: '', labels: {}, by: null, snoozedUntil: null },
  });
});

it('of a person, the login and the name', () => {
  const person = { login: 'ann', name: 'Ann', odd: () => 1 };
  expect(plainMessage(fakeMessage({ person })).person).toEqual({ login: 'ann', name: 'Ann' });
  expect(plainMessage(fakeMessage({ person: null, incident: null }))).toMatchObject({ person: null, incident: null });
});

describe('what happened', () => {
  it.each<[string, Partial<Message>, UpdateKind | null]>([
    ['is a fact', { kind: 'update', update: { kind: 'note', actor: 'Ben', text: 'odd' } }, 'note'],
    ['is a fact in a page, too', { kind: 'page', update: { kind: 'confirm', actor: null, text: null } }, 'confirm'],
    [
      'is how things are, where nobody has words for it',
      { kind: 'update', update: { kind: odd, actor: 'Ben', text: null } },
      'severity',
    ],
    ['is how things are, where it is not known', { kind: 'update', update: null }, 'severity'],
    ['is nothing in a page', { kind: 'page', update: null }, null],
    [
      'is nothing in a page whose news has no words',
      { kind: 'page', update: { kind: odd, actor: null, text: null } },
      null,
    ],
    ['is nothing without an incident', { kind: 'update', update: null, incident: null }, null],
  ])('%s', (_what, change, kind) => {
    expect(plainMessage(fakeMessage(change)).update).toEqual(kind === null ? null : { kind, actor: null, text: null });
  });

  it.each<[State, UpdateKind]>([
    ['open', 'severity'],
    ['acknowledged', 'acknowledged'],
    ['snoozed', 'snoozed'],
    ['resolved', 'resolved'],
  ])('of what is %s: %s', (state, kind) => {
    expect(plainMessage(fakeMessage({ kind: 'update', incident: fakeIncident({ state }) })).update?.kind).toBe(kind);
  });
});
