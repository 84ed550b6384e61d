import { expect, test } from 'vitest';
import { grafanaFailure } from './grafana-failure.ts';

const SIDECAR_SAYS = { error: { code: 'unavailable', message: 'busy', reason: null, details: [] } };

test.each([
  [500, { message: 'boom' }],
  [502, ''],
  [503, { message: 'busy' }],
  [503, SIDECAR_SAYS],
  [504, null],
  [429, { message: 'slow down' }],
])("an answer %i of Grafana's own is Grafana's fault, whatever its body is (%j)", (status, data) => {
  expect(grafanaFailure({ status, data })).toMatchObject({ kind: 'grafana-failing', status });
});

test.each([
  [400, 'validation'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'conflict'],
  [0, 'offline'],
])('an answer %i of Grafana is %s', (status, kind) => {
  expect(grafanaFailure({ status, data: { message: 'no' } })).toMatchObject({ kind, status });
});
