import { describe, expect, it } from 'vitest';
import type { Message, UpdateKind } from '#domain/notify/message/message';
import { fakeIncident, fakeMessage } from '#domain/notify/render/message.fake';
import { renderStanding } from '#domain/notify/render/messages/standing-message';

type State = NonNullable<Message['incident']>['state'];
const HOUR = 3_600_000;

function standing(
  state: State,
  kind: UpdateKind | null,
  change: { by?: string; until?: number; language?: 'en' | 'fr'; room?: boolean } = {},
) {
  const incident = fakeIncident({ state, by: change.by ?? null, snoozedUntil: change.until ?? null });
  const update = kind === null ? null : { kind, actor: 'Ben Petit', text: null };
  const message = fakeMessage({
    kind: kind === null ? 'page' : 'update',
    incident,
    update,
    language: change.language ?? 'en',
    person: change.room ? null : { login: 'ann', name: 'Ann Martin' },
  });
  const made = renderStanding(message);
  if (made === null) throw new Error('it stands nowhere');
  return made;
}

describe('the message that stands in a chat', () => {
  it.each<[string, State, Parameters<typeof standing>[2], string]>([
    ['open, to a person', 'open', {}, '🔴 You are paged: please answer.'],
    ['open, in a room', 'open', { room: true }, '🔴 Somebody has to look at this.'],
    ['acknowledged', 'acknowledged', { by: 'Ann Martin' }, '🟡 Acknowledged by Ann Martin'],
    ['acknowledged by nobody known', 'acknowledged', {}, '🟡 Acknowledged by somebody'],
    [
      'snoozed',
      'snoozed',
      { by: 'Ann Martin', until: Date.UTC(2026, 0, 7, 13, 10) + 2 * HOUR },
      '💤 Snoozed by Ann Martin until 16:10',
    ],
    ['snoozed, later', 'snoozed', { until: Date.UTC(2026, 0, 7, 13, 10) + 2 * HOUR }, '💤 Snoozed until 16:10'],
    ['resolved', 'resolved', { by: 'Ann Martin' }, '✅ Resolved by Ann Martin'],
    ['resolved by itself', 'resolved', {}, '✅ Resolved: the source says it is over'],
    ['in French', 'acknowledged', { by: 'Ann Martin', language: 'fr' }, '🟡 Pris en charge par Ann Martin'],
  ])('says how it is: %s', (_name, state, change, status) => expect(standing(state, null, change).status).toBe(status));

  it.each<[State, string[]]>([
    ['open', ['acknowledge', 'resolve', 'snooze', 'escalate']],
    ['acknowledged', ['resolve', 'snooze', 'escalate', 'rate']],
    ['snoozed', ['acknowledge', 'resolve', 'escalate']],
    ['resolved', ['rate']],
  ])('offers what makes sense: %s', (state, actions) =>
    expect(standing(state, null).buttons.map(({ action }) => action)).toEqual(actions),
  );

  it('asks whether somebody is still on it, and lets them say so', () => {
    const { buttons, lead, call } = standing('acknowledged', 'confirm', { by: 'Ann Martin' });
    expect(buttons[0]?.action).toBe('acknowledge');
    expect([lead.join(), call]).toEqual([
      expect.stringContaining('Are you still on it?'),
      expect.stringContaining('Are you still on it?'),
    ]);
  });

  it.each<[UpdateKind | null, State, boolean]>([
    [null, 'open', true],
    [null, 'acknowledged', false],
    ['acknowledged', 'acknowledged', false],
    ['unacknowledged', 'open', true],
    ['unacknowledged', 'acknowledged', false],
    ['reopened', 'open', true],
    ['reopened', 'resolved', false],
    ['severity', 'acknowledged', true],
    ['resolved', 'resolved', false],
    ['note', 'open', false],
  ])('calls out when somebody has to act: %s while %s: %s', (kind, state, calls) =>
    expect(standing(state, kind).call !== null).toBe(calls),
  );

  it('says what the state does not', () => {
    expect(standing('open', 'reopened').lead).toEqual(['Reopened by Ben Petit']);
    expect(standing('acknowledged', 'acknowledged').lead).toEqual([]);
  });

  it('stands nowhere without an incident', () =>
    expect(renderStanding(fakeMessage({ kind: 'test', incident: null }))).toBeNull());
});

describe('for those who subscribed', () => {
  const update = { kind: 'reopened' as const, actor: 'Ben Petit', text: null };
  const line = { number: 1, title: 'Host down', severity: 'error' as const, update };
  const told = (others: Array<typeof line>, person: Message['person'] = null) =>
    renderStanding(fakeMessage({ kind: 'update', update, person, status: { subscription: 'Ops', others } }));

  it('it stands in a room where it is about one, and calls nobody', () => {
    expect(told([])).toMatchObject({ call: null, lead: [] });
  });

  it('it stands nowhere where it is about several, or for a person', () => {
    expect([told([line]), told([line, line]), told([], { login: 'ann', name: 'Ann' })]).toEqual([null, null, null]);
  });
});

describe('what is said of news', () => {
  const say = (kind: UpdateKind, text: string | null) =>
    renderStanding(
      fakeMessage({
        kind: 'update',
        update: { kind, actor: 'Ben Petit', text },
        incident: fakeIncident({ state: 'acknowledged' }),
      }),
    )?.lead;

  it('whose words stand beneath it', () => {
    expect([say('note', 'Looking'), say('merged', null), say('acknowledged', 'Mine'), say('note', ' ')]).toEqual([
      ['Note from Ben Petit', 'Looking'],
      ['Merged into another incident by Ben Petit'],
      ['Mine'],
      ['Note from Ben Petit'],
    ]);
  });

  it('a snooze whose end is not known names who made it', () => {
    expect(standing('snoozed', null, { by: 'Ann Martin' }).status).toBe('💤 Snoozed by Ann Martin');
    expect(standing('snoozed', null).status).toBe('💤 Snoozed by somebody');
  });

  it('there is a link to it, where there is a page', () => {
    expect(standing('open', null).open).toEqual({ label: 'Open', url: fakeIncident().url });
    expect(renderStanding(fakeMessage({ incident: fakeIncident({ url: '' }) }))?.open).toBeNull();
  });
});
