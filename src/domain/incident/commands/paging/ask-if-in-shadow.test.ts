/** When nobody would be paged because of the shadow. */
import { expect, it } from 'vitest';
import { askIfInShadow, asksIfInShadow } from '#domain/incident/commands/paging/ask-if-in-shadow';

const state = (all: boolean, teams: string[], integrations: string[]) => ({
  all,
  teams: new Set(teams),
  integrations: new Set(integrations),
});
const shop = { team: 'shop', integration: 'alerts' };

it.each([
  ['everything', state(true, ['shop'], []), shop, { cause: 'all', id: null }],
  ['its team', state(false, ['shop'], ['alerts']), shop, { cause: 'team', id: 'shop' }],
  ['its integration', state(false, [], ['alerts']), { ...shop, team: null }, { cause: 'integration', id: 'alerts' }],
])('%s is in shadow: asks, and says why', (_, shadow, to, data) => {
  expect(askIfInShadow(shadow, to)?.why).toEqual({ reason: 'in-shadow', data });
});

it.each([
  ['something else is in shadow', state(false, ['bank'], ['other']), shop],
  ['the incident belongs to nobody', state(false, ['shop'], ['alerts']), { team: null, integration: null }],
  ['nobody is to be asked', undefined, shop],
])('%s: does not ask', (_, shadow, to) => {
  expect(askIfInShadow(shadow, to)).toBeNull();
});

it('what is in shadow is read for commands that hand an incident to others, and for no other', () => {
  const kinds = ['reassign', 'responders', 'merge', 'restart', 'acknowledge', 'resolve', 'note', 'escalate'] as const;
  expect(kinds.filter((kind) => asksIfInShadow({ kind }))).toEqual(['reassign', 'responders', 'merge', 'restart']);
});
