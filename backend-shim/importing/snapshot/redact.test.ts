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
