import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoEnvironment, listenAddress, variablesIn, webhookToken } from './demo.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'vigie-demo-'));
  mkdirSync(path.join(root, 'provisioning/vigie'), { recursive: true });
  writeFileSync(
    path.join(root, 'provisioning/vigie/integrations.yaml'),
    [
      '# $NOT_THIS is only a comment',
      'integrations:',
      '  - { id: grafana, type: grafana, token: $VIGIE_INGEST_GRAFANA }',
      '  - { id: hook, type: webhook, token: "${VIGIE_INGEST_HOOK}" }',
      '  - { id: cost, type: webhook, token: x, title: "$$ 5 and $ 5" }',
    ].join('\n'),
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const smtpUrl = 'smtp://127.0.0.1:2525';

it('finds the variables of the provisioning files', () => {
  expect(variablesIn(path.join(root, 'provisioning/vigie'))).toEqual(['VIGIE_INGEST_GRAFANA', 'VIGIE_INGEST_HOOK']);
});

describe('the demo environment', () => {
  it('has a token of at least 24 characters for each, the same at the next start', () => {
    const first = demoEnvironment({}, { root, smtpUrl });
    expect(first).toMatchObject({
      VIGIE_SMTP_URL: smtpUrl,
      VIGIE_INGEST_GRAFANA: expect.stringMatching(/^demo-[\w-]{20,}$/),
    });
    expect(first.VIGIE_INGEST_GRAFANA).not.toBe(first.VIGIE_INGEST_HOOK);
    expect(demoEnvironment({}, { root, smtpUrl })).toEqual(first);
  });

  it('keeps its tokens from other users of the machine', () => {
    demoEnvironment({}, { root, smtpUrl });
    expect(statSync(path.join(root, 'data/demo-tokens.json')).mode & 0o077).toBe(0);
  });

  it('never replaces what the person has set, directly or by file', () => {
    const added = demoEnvironment(
      { VIGIE_INGEST_GRAFANA: 'mine', VIGIE_MAIL_FROM_FILE: '/run/secrets/from' },
      { root, smtpUrl: null },
    );
    expect(Object.keys(added)).toEqual(['VIGIE_INGEST_HOOK']);
    expect(JSON.parse(readFileSync(path.join(root, 'data/demo-tokens.json'), 'utf8'))).not.toHaveProperty(
      'VIGIE_INGEST_GRAFANA',
    );
  });

  it("makes up no tokens for a provisioning folder of the person's own", () => {
    const env = { VIGIE_PROVISIONING: path.join(root, 'provisioning/vigie') };
    expect(Object.keys(demoEnvironment(env, { root, smtpUrl }))).toEqual(['VIGIE_SMTP_URL', 'VIGIE_MAIL_FROM']);
  });

  it('leads links to the port in use', () => {
    expect(demoEnvironment({ VIGIE_LISTEN: '0.0.0.0:9000' }, { root, smtpUrl })).toHaveProperty(
      'VIGIE_PUBLIC_URL',
      'http://localhost:9000',
    );
    expect(demoEnvironment({}, { root, smtpUrl })).not.toHaveProperty('VIGIE_PUBLIC_URL');
  });
});

it('knows the token of the integration that takes any JSON', () => {
  expect(webhookToken({ VIGIE_INGEST_HOOK: 'secret' }, root)).toBe('secret');
  rmSync(path.join(root, 'provisioning/vigie/integrations.yaml'));
  expect(webhookToken({}, root)).toBeNull();
});

it.each([
  [undefined, '127.0.0.1', 8723],
  ['0.0.0.0:80', '0.0.0.0', 80],
  ['[::1]:9000', '::1', 9000],
  [':9000', '0.0.0.0', 9000],
])('VIGIE_LISTEN=%s is host %s, port %i', (text, host, port) => {
  expect(listenAddress({ VIGIE_LISTEN: text })).toEqual({ host, port });
});
