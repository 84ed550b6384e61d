/** What monitors hold: tokens that were replaced, and the scripts that carry them. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

onEachDatabase('A token that was replaced', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({
      databaseUrl: await database.fresh(),
      provisioning: 'apiVersion: 1\nescalationPolicies: [ { id: sre, steps: [ { notify: [], wait: 1h } ] } ]\n',
    });
  });
  afterAll(() => sidecar.remove());

  it('opens nothing after a day: not alerts, not heartbeats, not the commands of an agent', async () => {
    const made = await sidecar.api<{ token: string }>('POST', 'integrations', {
      id: 'nagios',
      type: 'nagios',
      policy: 'sre',
      sync: {},
    });
    const { token } = made.body;
    expect((await sidecar.api('POST', 'integrations/nagios/token')).status).toBe(200);
    const tries = async () => {
      const answers = [
        await sidecar.request('GET', '/in/commands', undefined, { token }),
        await sidecar.request('POST', '/in/commands', 'x=ok+done', {
          token,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
        await sidecar.request(
          'POST',
          '/in',
          { NOTIFICATIONTYPE: 'RECOVERY', HOSTNAME: 'web-1', HOSTSTATE: 'UP' },
          { token },
        ),
        await sidecar.request(
          'POST',
          `/in/${token}`,
          { NOTIFICATIONTYPE: 'RECOVERY', HOSTNAME: 'web-1', HOSTSTATE: 'UP' },
          { token: null },
        ),
        await sidecar.request('GET', `/in/${token}/heartbeat`, undefined, { token: null }),
      ];
      return answers.map(({ status }) => status);
    };
    expect((await tries()).every((status) => status !== 401)).toBe(true);
    await sidecar.advance('25h');
    expect(await tries()).toEqual([401, 401, 401, 401, 401]);
  });
});

const PYTHON = ['/usr/bin/python3', '/usr/local/bin/python3'].find((file) => existsSync(file));

describe('The script of Checkmk', () => {
  it('does not take its token where a redirect leads', async (ctx) => {
    if (PYTHON === undefined) {
      return ctx.skip('python3 is not installed');
    }
    const seen: string[] = [];
    const elsewhere = createServer(
      (request, response) => (
        seen.push(request.headers.authorization ?? 'no token'),
        response.writeHead(202).end('{}')
      ),
    );
    const vigie = createServer((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/in` }).end(),
    );
    await Promise.all([elsewhere, vigie].map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
    const child = spawn(PYTHON, ['provisioning/checkmk/vigie'], {
      env: {
        NOTIFY_PARAMETER_1: `http://127.0.0.1:${(vigie.address() as AddressInfo).port}/in`,
        NOTIFY_PARAMETER_2: 'a-token-of-checkmk-123456',
        NOTIFY_WHAT: 'HOST',
      },
    });
    const [code] = (await once(child, 'exit')) as [number];
    vigie.close();
    elsewhere.close();
    expect({ code, seen }).toEqual({ code: 1, seen: [] });
  });
});
