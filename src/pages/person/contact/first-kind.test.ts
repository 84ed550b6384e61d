import { expect, it } from 'vitest';
import { firstKind } from './first-kind.ts';

const ALL = ['webhook', 'telegram', 'email', 'sms', 'voice'];

it('a phone number comes first, then mail, then what the person does not have yet', () => {
  expect(firstKind(ALL, [])).toBe('sms');
  expect(firstKind(ALL, ['sms'])).toBe('voice');
  expect(firstKind(ALL, ['sms', 'voice'])).toBe('email');
  expect(firstKind(ALL, ['sms', 'voice', 'email'])).toBe('telegram');
});

it('a webhook is offered first only where there is nothing else', () => {
  expect(firstKind(['webhook', 'email'], ['email'])).toBe('email');
  expect(firstKind(['webhook', 'email'], [])).toBe('email');
  expect(firstKind(['webhook'], [])).toBe('webhook');
  expect(firstKind([], [])).toBe('email');
});
