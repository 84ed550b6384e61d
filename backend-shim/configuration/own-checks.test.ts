import { expect, test } from 'vitest';
import { definition } from '../channels/ntfy/definition.ts';
import { checkOwn } from './own-checks.ts';

const channels = new Map([[definition.kind, definition]]);

test('a setting that is missing is asked for by the name that people read', () => {
  const body = { id: 'phone', type: 'ntfy', name: null, team: null, settings: {}, secrets: {} };
  expect(checkOwn(channels, {}, 'channels', body)).toContainEqual({
    path: 'settings.url',
    message: 'is missing; give Topic',
    reason: 'missing',
    data: { wanted: null, choices: [] },
  });
});
