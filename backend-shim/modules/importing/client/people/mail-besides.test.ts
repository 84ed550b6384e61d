import { describe, expect, test } from 'vitest';
import { parse } from '#contract/base/schema';
import { EMPTY_PROFILE, isVerifiedMethod, UNSAID } from '#contract/people/profile';
import { toResponder, user } from '#contract/people/user';
import type { UserWire } from '#contract/people/user';
import type { Urgency } from '#domain/notify/responder';
import { withMailBesides } from './mail-besides.ts';

const SMS = { id: 'cm-sms', type: 'sms', to: '+33612345678', verified: false };
const MAIL = { id: 'cm-mail', type: 'email', to: 'Ann@Example.com', verified: false };
const rules = (...methods: string[]) => methods.map((method, i) => ({ method, after: `${i * 5}m` }));
const ANN = {
  login: 'ann',
  email: 'ann@example.com',
  contactMethods: [SMS],
  notificationRules: { default: rules('cm-sms'), urgent: rules('cm-sms') },
};

/** The methods of rules whose deliveries are not refused as unverified. */
function reachedBy(body: object, stored: 'file' | 'api', urgency: Urgency): string[] {
  const read = parse(user, body);
  const wire = (read.ok ? read.value : null) as UserWire;
  const own = stored === 'file' ? wire : { ...wire, ...UNSAID };
  const profile = stored === 'file' ? undefined : { ...EMPTY_PROFILE, contactMethods: wire.contactMethods };
  const responder = toResponder(wire, { timeWindow: () => null as never }, (id) => isVerifiedMethod(own, profile, id));
  const verified = responder.contactMethods.filter((one) => one.verified).map(({ id }) => id);
  return responder.rules[urgency].map(({ method }) => method).filter((id) => verified.includes(id));
}

describe.each(['file', 'api'] as const)('a person of a plan, kept by %s', (stored) => {
  test('whose methods wait to be confirmed is reached by mail, at once', () => {
    expect(reachedBy(ANN, stored, 'urgent')).toEqual([]);
    const body = withMailBesides(ANN, ANN.email);
    expect(body['notificationRules']).toMatchObject({
      urgent: [{ method: 'email', after: '0m' }, { method: 'cm-sms' }],
    });
    expect([reachedBy(body, stored, 'default'), reachedBy(body, stored, 'urgent')]).toEqual([['email'], ['email']]);
  });

  test('who has that address as a method gets only the rule', () => {
    const body = withMailBesides({ ...ANN, contactMethods: [SMS, MAIL] }, ANN.email);
    expect(body['contactMethods']).toEqual([SMS, MAIL]);
    expect(reachedBy(body, stored, 'urgent')).toEqual(['cm-mail']);
  });

  test('who has the rule, too, stays as they are', () => {
    const whole = {
      ...ANN,
      contactMethods: [SMS, MAIL],
      notificationRules: { default: [], urgent: rules('cm-sms', 'cm-mail') },
    };
    expect(withMailBesides(whole, ANN.email)).toEqual(whole);
    expect(reachedBy(whole, stored, 'urgent')).toEqual(['cm-mail']);
  });
});

test('an id that a method has already is not given twice', () => {
  const body = withMailBesides({ ...ANN, contactMethods: [{ ...SMS, id: 'email' }] }, ANN.email);
  expect(body['contactMethods']).toMatchObject([
    { id: 'email-2', to: 'ann@example.com' },
    { id: 'email', type: 'sms' },
  ]);
});

test.each([
  ['without methods', { login: 'ben', email: 'ben@example.com' }, 'ben@example.com'],
  ['without an address', { ...ANN, email: null }, null],
])('a person %s stays as they are', (_, body, email) => {
  expect(withMailBesides(body, email)).toEqual(body);
});
