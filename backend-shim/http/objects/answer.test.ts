import { expect, it } from 'vitest';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Caller } from '../../rights/caller.ts';
import { objectBody } from './answer.ts';

const caller = (role: Caller['role']): Caller => ({
  kind: 'person',
  name: 'dee',
  role,
  teams: [],
  scopes: null,
  readOnly: false,
});
const body = {
  id: 'zbx',
  team: null,
  token: 'ingest-secret',
  hmac: { secret: 'hmac-secret', others: [{ name: 'Lyon', secret: 'other-hmac-secret' }] },
  sync: { url: 'https://zabbix', token: 'sync-token', password: 'sync-password' },
};
const stored: StoredObject = {
  kind: 'integrations',
  id: 'zbx',
  body,
  origin: 'api',
  version: 1,
  createdAt: 1,
  updatedAt: 1,
};

it.each(['Viewer', 'Editor', 'Admin'] as const)('%s never sees provider secrets of an integration', (role) => {
  const text = JSON.stringify(objectBody(stored, caller(role), { teams: new Map() }));
  expect(text).not.toMatch(/sync-token|sync-password|hmac-secret/);
  expect(text.includes('ingest-secret')).toBe(role === 'Admin');
});
