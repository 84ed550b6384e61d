import { expect, test } from 'vitest';
import { parse } from '#contract/base/schema';
import { user } from '#contract/people/user';
import type { StoredPerson } from '../../api/resources/people.ts';
import { replayedPerson } from './replayed-person.ts';

const ann = {
  login: 'ann',
  name: 'Ann',
  email: null,
  timeZone: 'UTC',
  language: 'en',
  admin: false,
  disabled: false,
  contactMethods: [
    {
      id: 'hook',
      type: 'webhook',
      to: 'https://a.example',
      secret: null,
      hasSecret: true,
      verified: true,
      healthy: true,
    },
    { id: 'sms', type: 'sms', to: '+33612345601', verified: false, healthy: true },
  ],
  notificationRules: null,
  quietHours: null,
  handoffAhead: null,
  mute: [],
  version: 3,
  provisioned: false,
  disabledInGrafana: false,
} as unknown as StoredPerson;

test('a person is tried as a file would state them, with methods that are verified or not as they are', () => {
  const rules = { default: [{ method: 'sms', after: '0s', when: null }], urgent: [] };
  const tried = replayedPerson(ann, { notificationRules: rules });
  const read = parse(user, tried);
  expect(read.ok && read.value).toMatchObject({
    notificationRules: rules,
    contactMethods: [
      { id: 'hook', type: 'webhook', to: 'https://a.example', verified: true },
      { id: 'sms', type: 'sms', to: '+33612345601', verified: false },
    ],
  });
  expect(replayedPerson(ann, {})).toMatchObject({ notificationRules: null, quietHours: null });
  expect(JSON.stringify(tried)).not.toMatch(/secret|version|provisioned|healthy/i);
});
