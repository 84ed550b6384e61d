import { describe, expect, test } from 'vitest';
import type { MethodAnswer, StoredPerson } from '../../api/resources/people.ts';
import { freeId, methodsOf, plannedFor, reachOf, withMethod, withoutMethod } from './person-reach.ts';

const method = (id: string, more: Partial<MethodAnswer> = {}): MethodAnswer => ({
  id,
  type: id,
  to: `to-${id}`,
  verified: true,
  healthy: true,
  ...more,
});
const rule = (id: string, after = '0s') => ({ method: id, after, when: null });

const ann: StoredPerson = {
  login: 'ann',
  name: 'Ann',
  email: 'ann@example.com',
  timeZone: 'Europe/Paris',
  language: 'en',
  admin: false,
  disabled: false,
  contactMethods: null,
  notificationRules: null,
  quietHours: null,
  handoffAhead: null,
  mute: [],
  provisioned: false,
  version: 1,
};

describe('a method', () => {
  test('gets an id like nobody else’s', () => {
    expect(freeId('sms', [])).toBe('sms');
    expect(freeId('sms', [method('sms'), method('sms-2')])).toBe('sms-3');
  });

  test('that is the first of one’s own does not take the mail address away', () => {
    expect(withMethod(ann, 'sms', '+33', null)).toEqual([
      { id: 'email', type: 'email', to: 'ann@example.com', secret: null },
      { id: 'sms', type: 'sms', to: '+33', secret: null },
    ]);
    expect(withMethod(ann, 'email', 'ANN@example.com', null)).toEqual([
      { id: 'email', type: 'email', to: 'ANN@example.com', secret: null },
    ]);
    expect(withMethod({ ...ann, contactMethods: [method('ntfy')] }, 'sms', '+33', null)).toHaveLength(2);
    expect(withMethod({ ...ann, email: null }, 'sms', '+33', null)).toHaveLength(1);
  });

  test('goes with the rules that used it', () => {
    const person = {
      ...ann,
      contactMethods: [method('sms'), method('email')],
      notificationRules: { default: [rule('email')], urgent: [rule('sms'), rule('email', '2m')] },
    };
    expect(withoutMethod(person, 'sms')).toEqual({
      contactMethods: [method('email')],
      notificationRules: { default: [rule('email')], urgent: [rule('email', '2m')] },
    });
    expect(withoutMethod({ ...ann, contactMethods: [method('sms')] }, 'sms')).toEqual({
      contactMethods: [],
      notificationRules: null,
    });
  });
});

describe('what a page does', () => {
  const two = { ...ann, contactMethods: [method('sms'), method('email')] };

  test.each([
    ['the mail address where nothing is said', ann, [{ method: 'email', after: 0 }]],
    [
      'all verified methods, mail first',
      two,
      [
        { method: 'email', after: 0 },
        { method: 'sms', after: 0 },
      ],
    ],
    [
      'its own rules in the order of time',
      { ...two, notificationRules: { default: [], urgent: [rule('email', '2m'), rule('sms')] } },
      [
        { method: 'sms', after: 0 },
        { method: 'email', after: 120_000 },
      ],
    ],
    [
      'the other rules where it has none',
      { ...two, notificationRules: { default: [rule('email', '1m')], urgent: [] } },
      [{ method: 'email', after: 60_000 }],
    ],
  ])('uses %s', (_name, person, planned) => expect(plannedFor(person, 'urgent')).toEqual(planned));
});

describe('a person is reached', () => {
  test.each([
    ['well by mail alone', ann, 'well'],
    ['not at all without any way', { ...ann, email: null }, 'nothing'],
    [
      'not by methods that are not verified',
      { ...ann, contactMethods: [method('sms', { verified: false })] },
      'unverified',
    ],
    [
      'not where the urgent rules use only what is not verified',
      {
        ...ann,
        contactMethods: [method('sms', { verified: false }), method('email')],
        notificationRules: { default: [rule('email')], urgent: [rule('sms')] },
      },
      'unverified',
    ],
    [
      'badly where the last message got lost',
      { ...ann, contactMethods: [method('sms', { healthy: false })] },
      'failing',
    ],
    [
      'well where another way works',
      { ...ann, contactMethods: [method('sms', { healthy: false }), method('email')] },
      'well',
    ],
    ['not when disabled', { ...ann, disabled: true }, 'disabled'],
  ])('%s', (_name, person, reach) => expect(reachOf(person)).toBe(reach));

  test('by mail also when a phone with the app was added, which is no method of their own', () => {
    const phone = method('phone-1', { type: 'web-push' });
    expect(methodsOf({ ...ann, contactMethods: [phone] }).map(({ id }) => id)).toEqual(['email', 'phone-1']);
    expect(withMethod({ ...ann, contactMethods: [phone] }, 'sms', '+33', null)?.map(({ id }) => id)).toEqual([
      'email',
      'sms',
    ]);
    expect(withoutMethod({ ...ann, contactMethods: [phone, method('sms')] }, 'sms').contactMethods).toEqual([]);
  });

  test('by what there is', () => {
    expect(methodsOf({ contactMethods: [], email: null })).toEqual([]);
    expect(methodsOf(ann)).toHaveLength(1);
  });
});
