import { expect, it } from 'vitest';
import { NOON, responder } from '#domain/incident/incident.fake';
import { chooseMethod } from '#domain/notify/choose-method';
import type { MethodWanted } from '#domain/notify/choose-method';
import type { ContactMethod } from '#domain/notify/responder';
import { HOUR } from '#domain/time/duration';

const CALENDAR = { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {} };
const method = (id: string, changes: Partial<ContactMethod> = {}): ContactMethod => ({
  id,
  type: id,
  to: '',
  secret: null,
  verified: true,
  ...changes,
});
const rule = (id: string, after = 0) => ({ method: id, after, when: null });
const ann = responder('ann', {
  contactMethods: [
    method('sms'),
    method('unsure', { verified: false }),
    method('chat'),
    method('email'),
    method('push'),
  ],
  rules: { default: [rule('unsure'), rule('push'), rule('chat', 60)], urgent: [rule('sms')] },
  quietHours: {
    timeZone: 'UTC',
    holidays: null,
    windows: [{ days: ['daily'], from: '11:00', to: '13:00' }],
  },
});
const choose = (wanted: Partial<MethodWanted>) =>
  chooseMethod(ann, { urgency: 'default', order: 'rules', fits: () => true, ...wanted }, NOON, CALENDAR);

it.each<[MethodWanted['order'], string[]]>([
  ['rules', ['push', 'chat']],
  ['rulesThenOthers', ['push', 'chat', 'sms', 'chat', 'email', 'push']],
  ['rulesThenEmail', ['push', 'chat', 'email', 'sms', 'chat', 'email', 'push']],
  ['asListed', ['sms', 'chat', 'email', 'push']],
])('the order %s considers verified methods in their turn', (order, expected) => {
  const seen: string[] = [];
  expect(choose({ order, fits: ({ id }) => (seen.push(id), false) })).toBeNull();
  expect(seen).toEqual(expected);
});

it('the first method that fits is due at the end of quiet hours; an urgent message is due now', () => {
  expect(choose({ fits: ({ id }) => id === 'chat' })).toMatchObject({ method: { id: 'chat' }, dueAt: NOON + HOUR });
  expect(choose({ urgency: 'urgent' })).toMatchObject({ method: { id: 'sms' }, dueAt: NOON });
});
