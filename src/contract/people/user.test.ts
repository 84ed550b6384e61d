import { expect, test } from 'vitest';
import { MINUTE } from '#domain/time/duration';
import { parse } from '#contract/base/schema';
import type { WindowLookup } from '#contract/time/time-window';
import { methodIds, toResponder, user } from '#contract/people/user';

const nights = { timeZone: 'UTC', holidays: null, windows: [{ days: ['daily' as const], from: '22:00', to: '07:00' }] };
const lookup: WindowLookup = { timeWindow: () => nights };

function wireOf(input: object) {
  const result = parse(user, { login: 'ann', ...input });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.value;
}

test('a login is enough', () => {
  expect(toResponder(wireOf({}), lookup)).toEqual({
    login: 'ann',
    name: 'ann',
    email: null,
    timeZone: 'UTC',
    language: 'en',
    admin: false,
    disabled: false,
    contactMethods: [],
    rules: { default: [], urgent: [] },
    quietHours: null,
    handoffAhead: null,
    mute: [],
  });
});

test('without methods the mail address is one', () => {
  const wire = wireOf({ email: 'ann@example.com' });
  expect(methodIds(wire)).toEqual(['email']);
  expect(toResponder(wire, lookup).contactMethods).toEqual([
    { id: 'email', type: 'email', to: 'ann@example.com', secret: null, verified: true },
  ]);
  expect(methodIds(wireOf({}))).toEqual([]);
});

test('methods of files are verified; those of the database say so themselves', () => {
  const wire = wireOf({
    email: 'ann@example.com',
    contactMethods: [{ id: 'hook', type: 'webhook', to: 'https://example.com', secret: 's' }],
  });
  expect(toResponder(wire, lookup).contactMethods).toEqual([
    { id: 'hook', type: 'webhook', to: 'https://example.com', secret: 's', verified: true },
  ]);
  expect(toResponder(wire, lookup, () => false).contactMethods[0]?.verified).toBe(false);
});

test("windows without a zone are in the person's own", () => {
  const own = { windows: [{ days: ['daily'], from: '22:00', to: '24:00' }] };
  const wire = wireOf({
    timeZone: 'Europe/Paris',
    quietHours: own,
    notificationRules: {
      urgent: [
        { method: 'sms', after: '2m', when: own },
        { method: 'voice', when: 'nights' },
      ],
    },
  });
  const responder = toResponder(wire, lookup);
  expect(responder.quietHours).toMatchObject({ timeZone: 'Europe/Paris' });
  expect(responder.rules).toEqual({
    default: [],
    urgent: [
      { method: 'sms', after: 2 * MINUTE, when: responder.quietHours },
      { method: 'voice', after: 0, when: nights },
    ],
  });
});

test.each([
  [{ email: 'ann' }, 'email must be a mail address such as ann@example.com'],
  [{ login: ' ann' }, 'login must not start or end with a space or contain control characters'],
  [{ language: 'de' }, 'language must be en or fr.'],
  [{ contactMethods: [{ id: 'm', type: 'email', adress: 'x' }] }, 'contactMethods[0].to is missing; give text'],
])('%j → %s', (changes, problem) => {
  const result = parse(user, { login: 'ann', ...changes });
  expect(result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`)).toContain(problem);
});
