import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apartFromSecrets } from './secure-fields.ts';

const captured = JSON.parse(readFileSync('tests/captures/grafana-api/contact-points.json', 'utf8')) as {
  body: Array<{ settings: Record<string, unknown> }>;
};

test('what Grafana 12.4 hides is named, and not sent back as if it were the secret', () => {
  const signed = captured.body.find(({ settings }) => settings['hmacConfig'] !== undefined);
  const { settings, secureFields } = apartFromSecrets(signed?.settings ?? {});
  expect(secureFields).toEqual({ authorization_credentials: true, 'hmacConfig.secret': true });
  expect(settings).toMatchObject({
    authorization_scheme: 'Bearer',
    hmacConfig: { header: 'X-Grafana-Alerting-Signature' },
  });
  expect(JSON.stringify(settings)).not.toContain('REDACTED');
});

test('as the answer to a contact point that was just made has it: flat', () => {
  expect(apartFromSecrets({ url: 'http://x', 'hmacConfig.secret': '[REDACTED]', hmacConfig: { header: 'X' } })).toEqual(
    { settings: { url: 'http://x', hmacConfig: { header: 'X' } }, secureFields: { 'hmacConfig.secret': true } },
  );
});

test('what the newer API names already stays named; a contact point without secrets has none', () => {
  expect(apartFromSecrets({ url: 'http://x' }, { password: true })).toEqual({
    settings: { url: 'http://x' },
    secureFields: { password: true },
  });
  expect(apartFromSecrets({ url: 'http://x', maxAlerts: '0' })).toEqual({
    settings: { url: 'http://x', maxAlerts: '0' },
    secureFields: {},
  });
});
