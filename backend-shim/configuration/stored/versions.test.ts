import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodiesOf, integrationsOf } from '../../../tests/upgrade/bodies.ts';
import { mapAddresses, mapSecrets } from '../../store/configuration/secret-places.ts';
import { hasVersions, versionBody, WITHOUT_VERSIONS } from '../../store/past/versions.ts';
import { readStored } from '../../store/stored/json.ts';
import { DISABLED_IN_GRAFANA, DISABLED_SINCE } from '../people/disabled.ts';
import { STORED_SCHEMAS } from './schemas.ts';

const SECRET = 'https://hooks.example.com/nobody-may-read-this';
const DRAWN = { numRuns: 60, seed: 20_261_128 };
const KINDS = [...Object.keys(STORED_SCHEMAS), DISABLED_SINCE, DISABLED_IN_GRAFANA];

test('every kind of stored object has versions, but those named with a reason', () => {
  expect(KINDS.filter((kind) => !hasVersions(kind)).sort()).toEqual(Object.keys(WITHOUT_VERSIONS).sort());
  expect(KINDS.filter(hasVersions)).toEqual(
    expect.arrayContaining([
      ...['integrations', 'escalationPolicies', 'timeWindows', 'maintenances', 'users', 'profiles', 'devices'],
      ...['absences', 'pastAbsences', 'overrides', 'swaps', 'teams', 'channels', 'calendars', DISABLED_SINCE],
    ]),
  );
});

describe.each(Object.entries(STORED_SCHEMAS).filter(([kind]) => hasVersions(kind)))(
  'A version of %s',
  (kind, schema) => {
    const bodies = fc.sample(kind === 'integrations' ? integrationsOf(schema) : bodiesOf(schema), DRAWN).map((body) =>
      mapAddresses(
        kind,
        mapSecrets(kind, body, () => SECRET),
        () => SECRET,
      ),
    );

    test('is read by the schema of its kind', () => {
      for (const body of bodies) {
        const version = versionBody({ kind, id: 'one', body: JSON.stringify(body) });
        const read = readStored(schema, version ?? '', { kind, id: 'one' });
        expect(read.ok, JSON.stringify([body, read])).toBe(true);
      }
    });

    test('holds no secret', () => {
      for (const body of bodies) {
        expect(versionBody({ kind, id: 'one', body: JSON.stringify(body) })).not.toContain(SECRET);
      }
    });
  },
);

test('a body that cannot be read has no version', () => {
  expect(versionBody({ kind: 'teams', id: 'one', body: '{"id":' })).toBeNull();
});
