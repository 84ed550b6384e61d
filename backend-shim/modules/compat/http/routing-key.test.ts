import { expect, test } from 'vitest';
import { possibleKeys } from './routing-key.ts';

const MIB = 1024 * 1024;
const found = (text: string) => possibleKeys(Buffer.from(text));

test.each([
  ['first', '{"routing_key":"k-1","payload":{}}', ['k-1']],
  ['with spaces', '{"payload":{} , "routing_key" :\n "k-1"}', ['k-1']],
  ['late in a large body', `{"payload":{"summary":"${'x'.repeat(MIB - 100)}"},"routing_key":"k-1"}`, ['k-1']],
  ['escaped', '{"routing_key":"k\\u002d1"}', ['k-1']],
  ['of a form', 'event_action=resolve&routing_key=k%2D1&dedup_key=a', ['k-1']],
  ['in a text of the event, too', '{"payload":{"custom":{"routing_key":"no"}},"routing_key":"k-1"}', ['no', 'k-1']],
  ['after many texts', `{"a":[${'{"routing_key":"no"},'.repeat(1000)}0],"routing_key":"k-1"}`, ['no', 'k-1']],
  ['none', '{"event_action":"trigger"}', []],
  ['a number', '{"routing_key":5}', []],
  ['no text', '{"routing_key":"\\x"}', []],
  ['cut off', '{"routing_key":"k-1', []],
  ['longer than any token', `{"routing_key":"${'k'.repeat(1000)}"}`, []],
])('a key that is %s', (_what, text, keys) => {
  expect(found(text)).toEqual(keys);
});

test.each([
  ['names of keys', 'routing_key'],
  ['keys', '"routing_key":"'],
  ['values', '[0,'],
  ['backslashes', '"routing_key":"\\\\\\'],
])('a MiB of %s is searched within a bounded time', (_what, text) => {
  const bytes = Buffer.from(text.repeat(MIB / text.length));
  possibleKeys(bytes);
  const begun = process.cpuUsage();
  expect(possibleKeys(bytes).length).toBeLessThan(33);
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1000).toBeLessThan(50);
});
