import { describe, expect, it } from 'vitest';
import { cutOff, urgentTypes } from '#domain/notify/dependence';
import type { ContactMethod, Responder } from '#domain/notify/responder';

const method = (type: string, verified = true): ContactMethod => ({ id: type, type, to: 'x', secret: null, verified });
const rules = (...methods: string[]) => methods.map((one) => ({ method: one, after: 0, when: null }));

function ann(change: Partial<Responder> = {}): Responder {
  return {
    login: 'ann',
    name: 'Ann',
    email: null,
    timeZone: 'UTC',
    language: 'en',
    admin: false,
    disabled: false,
    mute: [],
    handoffAhead: null,
    quietHours: null,
    contactMethods: [method('email'), method('sms')],
    rules: { default: rules('email'), urgent: rules('sms') },
    ...change,
  };
}

describe('an emergency would go by', () => {
  it.each<[string, Partial<Responder>, string[]]>([
    ['the urgent rules', {}, ['sms']],
    ['the default rules where there are no urgent ones', { rules: { default: rules('email'), urgent: [] } }, ['email']],
    [
      'everything verified where there are no rules',
      { rules: { default: [], urgent: [] }, contactMethods: [method('email'), method('sms', false)] },
      ['email'],
    ],
    ['nothing that is not verified', { contactMethods: [method('sms', false)] }, []],
  ])('%s', (_name, change, types) => expect(urgentTypes(ann(change))).toEqual(types));
});

it('people are cut off when all that would reach them is down', () => {
  const ben = ann({ login: 'ben', rules: { default: [], urgent: rules('sms', 'email') } });
  const cleo = ann({ login: 'cleo', contactMethods: [] });
  const dee = ann({ login: 'dee', disabled: true });
  expect(cutOff([ann(), ben, cleo, dee], new Set(['sms']))).toEqual(['ann']);
  expect(cutOff([ann(), ben], new Set(['sms', 'email']))).toEqual(['ann', 'ben']);
  expect(cutOff([ann(), ben], new Set())).toEqual([]);
});
