import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runSidecar } from '../../support/sidecar.ts';

const GOOD = 'apiVersion: 1\nusers:\n  - { login: ann, email: ann@example.com }\n';
const BAD =
  'apiVersion: 1\nusers:\n  - { login: ann }\nescalationPolicies:\n  - id: sre\n    steps:\n      - { notify: [{ user: zoe }], wait: 5 minutes }\n';

it('--check: good files exit 0', async () => {
  expect(await runSidecar(['--check'], { provisioning: GOOD })).toMatchObject({ code: 0 });
});

it('--check: a bad file exits 1 and names file, line and path', async () => {
  const { code, output } = await runSidecar(['--check'], { provisioning: BAD });
  expect(code).toBe(1);
  expect(output).toMatch(/test\.yaml:7.*escalationPolicies\[0\]\.steps\[0\]\.wait/);
});

it('--check: an unset variable is named, with file and line', async () => {
  const { code, output } = await runSidecar(['--check'], {
    provisioning: 'apiVersion: 1\nusers:\n  - login: ann\n    email: $NO_SUCH_VARIABLE\n',
  });
  expect(code).toBe(1);
  expect(output).toMatch(/test\.yaml:4.*NO_SUCH_VARIABLE/);
});

it('--check: a misspelt variable of the environment is named', async () => {
  const { code, output } = await runSidecar(['--check'], { provisioning: GOOD, env: { VIGIE_LISEN: '127.0.0.1:1' } });
  expect(code).toBe(1);
  expect(output).toContain('VIGIE_LISEN');
});

it('without a last good state a bad file stops the start, saying the same', async () => {
  const { code, output } = await runSidecar([], { provisioning: BAD });
  expect(code).toBe(1);
  expect(output).toMatch(/test\.yaml:7/);
});

it('--check: the example of business indicators needs nothing but its token', async () => {
  const example = readFileSync(
    path.resolve(import.meta.dirname, '../../../provisioning/examples/business-indicators/vigie/40-business.yaml'),
    'utf8',
  );
  const { code, output } = await runSidecar(['--check', '--json'], {
    provisioning: example,
    env: { VIGIE_INGEST_BUSINESS: 'a-token-of-more-than-24-characters' },
  });
  expect([code, (JSON.parse(output) as { errors: unknown[] }).errors], output).toEqual([0, []]);
  expect((await runSidecar(['--check'], { provisioning: example })).output).toContain('VIGIE_INGEST_BUSINESS');
});
