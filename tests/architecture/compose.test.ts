/** The compose file is what many try first, and what some leave running: it must be safe as it is. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

interface Service {
  ports?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
}

const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const all = Object.entries(services);

it.each(all)(
  '%s gives up every capability that it does not need, and gains none',
  (_name, { cap_drop, security_opt }) => {
    expect(cap_drop).toEqual(['ALL']);
    expect(security_opt).toContain('no-new-privileges:true');
  },
);

it.each(all)('%s is published on this machine only, unless somebody says otherwise', (_name, { ports = [] }) => {
  expect(ports.filter((port) => !/^(?:127\.0\.0\.1|\$\{VIGIE_BIND:-127\.0\.0\.1\}):\d+:\d+$/.test(port))).toEqual([]);
});

it('the listener that VIGIE_BIND may open has no administration', () => {
  const open = services['sidecar']?.ports
    ?.filter((port) => port.includes('VIGIE_BIND'))
    .map((port) => port.split(':').at(-1));
  expect(open).toEqual([services['sidecar']?.environment?.['VIGIE_PUBLIC_LISTEN']?.split(':').at(-1)]);
});

it('contains no password', () => {
  const secrets = all
    .flatMap(([, { environment = {} }]) => Object.entries(environment))
    .filter(([name]) => /PASSWORD|TOKEN|SECRET|INGEST/.test(name));
  expect(secrets.length).toBeGreaterThan(10);
  expect(secrets.filter(([, value]) => !/^\$\{\w+(?::\?[^}]+|:-)\}$/.test(value))).toEqual([]);
});
