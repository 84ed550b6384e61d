import { expect, test } from 'vitest';
import { redacted } from './redact.ts';

const people = [{ id: 'U1', name: 'Ann Martin', email: 'ann@example.com', username: 'ann@example.com' }] as never;

test('no address stays in a snapshot for a bug report: not in bodies, problems or names of endpoints', () => {
  const address = 'ann@example.com https://chat.example.com/hook/secret';
  const found = redacted(
    {
      config: [{ kind: 'users', id: 'U1', body: { name: 'Ann Martin', email: 'ann@example.com', said: address } }],
      answers: [{ endpoint: `v2/users/${address}/rules`, from: 0, to: 1, pages: [{ href: address, said: address }] }],
      problems: [{ kind: 'users', id: 'U1', why: `HTTP 404 of ${address}` }],
    } as never,
    people,
  );
  expect(JSON.stringify(found)).not.toMatch(/ann@|chat\.example\.com|secret|Ann Martin/);
  expect(found.answers[0]?.endpoint).toBe('somebody@example.com https://redacted.example');
});

test.each([
  ['a device', { contact_methods: [{ type: 'phone_contact_method', label: 'Ann Martin’s iPhone' }] }],
  ['a post', { job_title: 'Chief Ann' }],
  ['a postal address', { userAddress: { city: 'Annecy', line: '1 rue Ann' } }],
  ['what somebody added to alerts', { details: { owner: 'Ann', deeper: [{ team: 'Ann’s' }] }, tags: ['ann'] }],
  ['labels', { labels: [{ key: 'owner', value: 'Ann' }] }],
  ['headers of a webhook', { headers: { 'x-auth': 'Ann' }, authorization_header: 'Bearer Ann' }],
  ['a comment', { override_comment: 'Ann is away' }],
])('%s is free text, and does not stay', (_, body) => {
  const found = redacted({ config: [{ kind: 'users', id: 'U1', body }], answers: [], problems: [] } as never, people);
  expect(JSON.stringify(found).replaceAll('job_title', '')).not.toMatch(/ann/i);
});

test('ids, types and times stay, so that a report can be planned', () => {
  const body = {
    id: 'P1',
    type: 'user_reference',
    start: '2026-10-19T07:30:20Z',
    dest: { args: { schedule_id: 's-1' } },
  };
  const found = redacted({ config: [{ kind: 'x', id: 'P1', body }], answers: [], problems: [] } as never, people);
  expect(found.config[0]?.body).toEqual(body);
});
