/** Every provisioning snippet of the docs must be one that Vigie takes. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runSidecar } from '../support/sidecar.ts';
import { snippet } from './support/docs.ts';
import { root } from './support/processes.ts';

const pages = readdirSync(path.join(root, 'docs/monitors')).filter((page) => page.endsWith('.md'));
const more: Record<string, string[]> = {
  'alertmanager.md': ['vigie.yaml', 'vigie-watchdog.yaml', 'vigie-silences.yaml'],
  'grafana.md': ['vigie.yaml', 'vigie-silences.yaml'],
  'email.md': ['vigie.yaml', 'vigie-mapped.yaml'],
  'snmp.md': ['vigie.yaml', 'vigie-rules.yaml'],
  'add-a-product.md': [],
};
const snippets = pages.flatMap((page) => (more[page] ?? ['vigie.yaml']).map((name) => [page, name] as const));

it.each(snippets)('%s, %s', async (page, name) => {
  const provisioning = `apiVersion: 1\nusers: [ { login: ann } ]\nescalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ] } ] } ]\n${snippet(page, name)}`;
  const ca = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  const env = Object.fromEntries(
    [...provisioning.matchAll(/\$(\w+)/g)].map(([, variable = '']) => [
      variable,
      variable === 'ICINGA_CA' ? ca : `a-value-that-is-long-enough-0123456789-${variable}`,
    ]),
  );
  const { code, output } = await runSidecar(['--check'], { provisioning, env });
  expect(output).not.toMatch(/^error/m);
  expect(code).toBe(0);
});
