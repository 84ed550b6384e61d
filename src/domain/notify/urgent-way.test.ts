/** Whether somebody can be reached at once, or by mail only. */
import { expect, test } from 'vitest';
import { responder } from '#domain/incident/incident.fake';
import type { ContactMethod } from './responder.ts';
import { urgentWay } from './dependence.ts';

const method = (id: string, type: string, verified = true): ContactMethod => ({
  id,
  type,
  to: id,
  secret: null,
  verified,
});
const mail = method('mail', 'email');
const phone = method('phone', 'sms');
const rule = (id: string) => ({ method: id, after: 0, when: null });

test.each([
  ['a confirmed phone', [mail, phone], [], 'urgent'],
  ['a phone that is not confirmed', [mail, method('phone', 'sms', false)], [], 'mail'],
  ['a phone that urgent rules do not use', [mail, phone], ['mail'], 'mail'],
  ['a phone that urgent rules use', [mail, phone], ['mail', 'phone'], 'urgent'],
  ['mail only', [mail], [], 'mail'],
  ['nothing confirmed', [method('mail', 'email', false)], [], 'none'],
  ['nothing', [], [], 'none'],
])('%s', (_, contactMethods, urgent, expected) => {
  const ann = responder('ann', { contactMethods, rules: { default: [], urgent: urgent.map(rule) } });
  expect(urgentWay(ann)).toBe(expected);
});
