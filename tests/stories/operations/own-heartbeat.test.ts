/** The sidecar says that it is well to a switch elsewhere, and says nothing while somebody cannot be reached. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';

describe('Vigie’s own heartbeat', () => {
  let beats = 0;
  let smsc: FakeSmsc;
  let sidecar: Sidecar;
  const server = createServer((_request, response) => {
    beats += 1;
    response.end();
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    smsc = await startSmsc();
    sidecar = await startSidecar({
      provisioning: JSON.stringify({
        apiVersion: 1,
        users: [{ login: 'ann', contactMethods: [{ id: 'sms', type: 'sms', to: '+33612345678' }] }],
        channels: [
          {
            id: 'operator',
            type: 'smpp',
            settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie' },
            secrets: { password: 'hush' },
          },
        ],
      }),
      env: { VIGIE_HEARTBEAT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/secret` },
    });
  });
  afterAll(async () => {
    await sidecar.remove();
    await smsc.close();
    server.close();
  });

  const up = async () =>
    /vigie_channel_up\{channel="operator",kind="smpp"\} (\d)/.exec(
      (await sidecar.request<string>('GET', '/metrics')).body,
    )?.[1];

  it('beats while all is well, not while the only way to Ann is down, and again when it is back', async () => {
    await sidecar.advance('1m');
    await until('it beats', () => beats > 0);
    expect(await up()).toBe('1');

    smsc.bindStatus(0x0e);
    smsc.drop();
    await until('the channel is down', async () => (await sidecar.advance('1m'), (await up()) === '0'));
    const heard = beats;
    await sidecar.advance('1m');
    await until('it says why', () =>
      sidecar.log.some(({ msg, why }) => msg === 'own heartbeat withheld' && String(why).includes('ann')),
    );
    expect(beats).toBe(heard);

    smsc.bindStatus(0);
    await until('it beats again', async () => (await sidecar.advance('1m'), beats > heard));
    expect(JSON.stringify(sidecar.log)).not.toContain('ping/secret');
  });
});
