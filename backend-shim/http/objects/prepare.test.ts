import { describe, expect, test } from 'vitest';
import { prepare } from './prepare.ts';
import type { ObjectContext } from './prepare.ts';

function of(kind: string, change: Partial<ObjectContext> = {}): ObjectContext {
  return { kind, id: null, before: null, isTaken: () => false, newId: () => 'NEW', ...change };
}

function stored(kind: string, body: unknown): ObjectContext['before'] {
  return { kind, id: 'x', body, origin: 'api', version: 1, createdAt: 0, updatedAt: 0 };
}

describe('ids', () => {
  test('come from the name, where nobody has it', () => {
    expect(prepare({ name: 'Équipe  SRE!' }, of('rotas'))).toEqual({ id: 'equipe-sre', name: 'Équipe  SRE!' });
    expect(prepare({ name: 'SRE' }, of('rotas', { isTaken: (id) => id === 'sre' }))).toMatchObject({ id: 'NEW' });
    expect(prepare({ name: '当番' }, of('rotas'))).toMatchObject({ id: 'NEW' });
    expect(prepare({ user: 'ann', start: '2026-01-05T09:00' }, of('absences'))).toMatchObject({
      id: 'absence-ann-2026-01-05T09-00',
    });
  });

  test('of the address win, and a login is never made up', () => {
    expect(prepare({ name: 'x' }, of('rotas', { id: 'night' }))).toMatchObject({ id: 'night' });
    expect(prepare({ name: 'x' }, of('users'))).toEqual({ name: 'x' });
  });
});

test('what only the API writes is taken away', () => {
  expect(prepare({ id: 'a', version: 3, provisioned: false }, of('teams'))).toEqual({ id: 'a' });
  expect(prepare({ id: 'a', version: 3, warnings: [] }, of('units'))).toEqual({ id: 'a' });
  expect(prepare({ id: 'a', warnings: [] }, of('teams'))).toEqual({ id: 'a', warnings: [] });
  expect(prepare({ login: 'a', disabledInGrafana: true }, of('users'))).toEqual({ login: 'a' });
});

describe('secrets that were not sent stay', () => {
  test('of a channel, name by name', () => {
    const before = stored('channels', { secrets: { token: 'old', other: 'gone' } });
    expect(
      prepare({ id: 'x', secrets: { token: null, fresh: 'new', unknown: null } }, of('channels', { before })),
    ).toMatchObject({ secrets: { token: 'old', fresh: 'new' } });
  });

  test('of a contact method, by its id and kind', () => {
    const before = stored('users', {
      contactMethods: [{ id: 'hook', type: 'webhook', to: 'https://a', secret: 'old' }],
    });
    const answer = (methods: object[]) =>
      (prepare({ login: 'ann', contactMethods: methods }, of('users', { before })) as { contactMethods: object[] })
        .contactMethods;
    expect(
      answer([
        { id: 'hook', type: 'webhook', to: 'https://b', secret: null, verified: true, healthy: false, hasSecret: true },
      ]),
    ).toEqual([{ id: 'hook', type: 'webhook', to: 'https://b', secret: 'old' }]);
    expect(answer([{ id: 'hook', type: 'ntfy', to: 'x' }])).toEqual([{ id: 'hook', type: 'ntfy', to: 'x' }]);
    expect(answer([{ id: 'hook', type: 'webhook', to: 'x', secret: 'new' }])).toMatchObject([{ secret: 'new' }]);
  });

  test('of a signature', () => {
    const before = stored('integrations', { hmac: { secret: 'old' } });
    expect(prepare({ id: 'x', hmac: { secret: null, header: 'X' } }, of('integrations', { before }))).toMatchObject({
      hmac: { secret: 'old', header: 'X' },
    });
    expect(prepare({ id: 'x', hmac: null }, of('integrations', { before }))).toMatchObject({ hmac: null });
  });
});

test.each([null, 'text', [1]])('%j is left for the schema to refuse', (body) => {
  expect(prepare(body, of('rotas'))).toEqual(body);
});
