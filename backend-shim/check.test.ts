import { expect, test } from 'vitest';
import { isKnownRegion } from './adapters/holidays.ts';
import { isKnownZone } from './adapters/zones.ts';
import { runCheck } from './check.ts';
import { namesUsedIn, provisioningFiles } from './provisioning/files.ts';

const kinds = ['WEBHOOK', 'GRAFANA', 'ALERTMANAGER', 'ZABBIX', 'NAGIOS', 'ICINGA2', 'EMAIL', 'HEARTBEAT'];
const tokens = Object.fromEntries(kinds.map((kind) => [`VIGIE_INGEST_${kind}`, `example-${kind}-0123456789abcdef`]));
const smtp = { VIGIE_SMTP_URL: 'smtp://127.0.0.1:25', VIGIE_MAIL_FROM: 'vigie@example.com' };

async function check(env: Record<string, string>) {
  const lines: string[] = [];
  const code = await runCheck({
    env,
    inputs: { readFile: () => null, namesUsedIn },
    provisioning: { files: provisioningFiles, world: { isZone: isKnownZone, isHolidayRegion: isKnownRegion }, channelKinds: new Set(['email', 'webhook']) },
    checkKey: async () => [],
    print: (line) => lines.push(line),
  });
  return { code, lines };
}

test('the example team passes without a warning', async () => {
  expect(await check({ ...tokens, ...smtp })).toEqual({
    code: 0,
    lines: ['./provisioning/vigie states users: 3, teams: 1, absences: 1, rotas: 1, timeWindows: 1, escalationPolicies: 2, maintenances: 1, integrations: 8; 0 errors, 0 warnings'],
  });
});

test('warnings do not keep it from starting', async () => {
  const { code, lines } = await check({ ...tokens, VIGIE_API_TOKEN: 'short' });
  expect(code).toBe(0);
  expect(lines).toEqual([
    'warning: VIGIE_API_TOKEN has fewer than 24 characters and can be guessed; use a long random one',
    'warning: VIGIE_SMTP_URL is not set: no mail can be sent',
    expect.stringMatching(/; 0 errors, 2 warnings$/),
  ]);
});

test('wrong settings and wrong files are told together', async () => {
  const { code, lines } = await check({ ...tokens, VIGIE_LISTEN: 'nonsense', VIGIE_INGEST_EMAIL: 'not url safe' });
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/^error: VIGIE_LISTEN must be host:port/),
    expect.stringMatching(/^error: provisioning\/vigie\/30-integrations\.yaml:\d+ integrations\[6\]\.token: must be URL-safe text/),
    '2 errors, 0 warnings',
  ]);
});
