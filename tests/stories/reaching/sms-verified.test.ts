/** A number is proved by a code that comes by SMS, and shown as unhealthy when an SMS did not arrive. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';

interface User {
  contactMethods: Array<{ id: string; verified: boolean; healthy: boolean }> | null;
}

describe('Ann’s number', () => {
  let smsc: FakeSmsc;
  let sidecar: Sidecar;
  beforeAll(async () => {
    smsc = await startSmsc();
    sidecar = await startSidecar({
      provisioning: JSON.stringify({
        apiVersion: 1,
        users: [{ login: 'ann', name: 'Ann Martin' }],
        channels: [
          {
            id: 'operator',
            type: 'smpp',
            settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie' },
            secrets: { password: 'hush' },
          },
        ],
      }),
    });
  });
  afterAll(async () => {
    await sidecar.remove();
    await smsc.close();
  });

  const context = {
    UserUID: 'u-ann',
    Login: 'ann',
    Name: 'Ann',
    OrgID: 1,
    OrgRole: 'Viewer',
    Teams: [],
    IsServiceAccount: false,
    IsAnonymous: false,
  };
  const asAnn = { headers: { 'X-Grafana-Context': JSON.stringify(context) } };
  const method = async () => (await sidecar.api<User>('GET', 'users/ann', undefined, asAnn)).body.contactMethods?.[0];

  it('counts once the code that came by SMS was typed in', async () => {
    const before = (await sidecar.api<User>('GET', 'users/ann', undefined, asAnn)).body;
    const saved = await sidecar.api(
      'PUT',
      'users/ann',
      { ...before, contactMethods: [{ id: 'sms', type: 'sms', to: '+33 6 12 34 56 78' }] },
      asAnn,
    );
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    expect(await method()).toMatchObject({ verified: false });
    // The first number of a country: an Admin lets the code go there.
    const sent = await sidecar.api('POST', 'users/ann/contact-methods/sms/verify');
    expect(sent.body).toMatchObject({ sent: { outcome: 'done' } });
    const code = /\b(\d{6})\b/.exec(String(smsc.submits[0]?.short_message?.message))?.[1];
    expect((await sidecar.api('POST', 'users/ann/contact-methods/sms/verify', { code }, asAnn)).body).toMatchObject({
      verified: true,
    });
    expect(await method()).toMatchObject({ verified: true, healthy: true });
  });

  it('is unhealthy after an SMS that did not arrive', async () => {
    const opened = await sidecar.api('POST', 'incidents', { title: 'Disk full', users: ['ann'] });
    expect(opened.status, JSON.stringify(opened.body)).toBe(201);
    await sidecar.advance('0s');
    await smsc.deliver({
      source_addr: '33612345678',
      esm_class: 4,
      short_message: `id:${smsc.lastId()} stat:UNDELIV err:001`,
    });
    await until('it is unhealthy', async () => (await sidecar.advance('0s'), (await method())?.healthy === false));
  });

  it('is refused without its country', async () => {
    const before = (await sidecar.api<User>('GET', 'users/ann', undefined, asAnn)).body;
    const saved = await sidecar.api(
      'PUT',
      'users/ann',
      { ...before, contactMethods: [{ id: 'sms', type: 'sms', to: '0612345678' }] },
      asAnn,
    );
    expect(saved.status).toBe(400);
    expect(JSON.stringify(saved.body)).toContain('contactMethods[0].to');
  });
});
