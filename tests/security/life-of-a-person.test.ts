/** A login changes hands, or goes: what the one before could answer or read with is theirs no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVault } from '../../backend-shim/adapters/vault.ts';
import { linkKey, makeLink } from '../../backend-shim/stages/response/link.ts';
import { onEachDatabase } from '../support/databases.ts';
import { contextOf } from '../support/grafana.ts';
import { connectPhone, startPushService } from '../support/phone.ts';
import type { PushService } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

interface Profile {
  email: string | null;
  contactMethods: Array<{ id: string; type: string; to: string; verified?: boolean }> | null;
}

onEachDatabase('The life of a person', (database) => {
  let sidecar: Sidecar;
  let push: PushService;
  beforeAll(async () => {
    push = await startPushService();
    sidecar = await startSidecar({
      provisioning: 'apiVersion: 1\n',
      databaseUrl: await database.fresh(),
      env: { VIGIE_PUSH_SERVICES: push.url, VIGIE_OUTGOING_ALLOW: '127.0.0.0/8' },
    });
  });
  afterAll(async () => {
    await sidecar.remove();
    await push.stop();
  });
  const through = (login: string, uid: string, email = `${login}@old.example.com`) => ({
    headers: { 'X-Grafana-Context': contextOf({ uid, login, name: login, email }) },
  });
  const text = async (response: Response) => ({ status: response.status, body: await response.text() });
  const linkTo = (incident: string, login: string) =>
    `${sidecar.url}/r/${makeLink(linkKey(createVault('test-secret-key-that-is-long-enough-0123456789').key('responder links')), incident, login)}`;
  const openFor = async (login: string) =>
    (await sidecar.api<{ id: string }>('POST', 'incidents', { title: 'Disk full', users: [login] })).body.id;

  async function settle(login: string) {
    expect((await sidecar.api('GET', 'me', undefined, through(login, `uid-${login}`))).status).toBe(200);
    const phone = await connectPhone(sidecar, push, login);
    const user = (await sidecar.api<Profile>('GET', `users/${login}`)).body;
    const methods = [{ id: 'hook', type: 'webhook', to: 'http://127.0.0.1:9/hook', verified: true }];
    expect((await sidecar.api('PUT', `users/${login}`, { ...user, contactMethods: methods })).status).toBe(200);
    const feed = (await sidecar.api<{ url: string }>('POST', `users/${login}/ical`, {})).body.url;
    return { phone, calendar: sidecar.local(feed) };
  }

  it('given to somebody else: the phone is signed out, calendar and links end, addresses count no more', async () => {
    const { phone, calendar } = await settle('ann');
    const incident = await openFor('ann');
    await sidecar.advance('1s');
    const link = linkTo(incident, 'ann');
    expect([(await phone.ask('GET', 'me')).status, (await fetch(calendar)).status, (await fetch(link)).status]).toEqual(
      [200, 200, 200],
    );

    expect((await sidecar.api('POST', 'users/ann/rebind', { uid: 'uid-another-ann' })).status).toBe(204);
    expect((await phone.ask('POST', `incidents/${incident}/acknowledge`, {})).status).toBe(401);
    expect((await phone.ask('GET', 'me')).status).toBe(401);
    expect((await fetch(calendar)).status).toBe(404);
    expect((await text(await fetch(link))).status).toBe(404);
    expect((await fetch(`${link}/acknowledge`, { method: 'POST', redirect: 'manual' })).status).toBe(404);
    expect((await sidecar.api<{ state: string }>('GET', `incidents/${incident}`)).body.state).toBe('open');
    const after = (await sidecar.api<Profile>('GET', 'users/ann')).body;
    expect(after).toMatchObject({ email: null, contactMethods: [{ id: 'hook', verified: false }] });

    // The new one comes: Grafana's address of theirs is the login's now, and their links work.
    expect((await sidecar.api('GET', 'me', undefined, through('ann', 'uid-ann'))).status).toBe(401);
    expect(
      (await sidecar.api('GET', 'me', undefined, through('ann', 'uid-another-ann', 'ann@new.example.com'))).status,
    ).toBe(200);
    expect((await sidecar.api<Profile>('GET', 'users/ann')).body.email).toBe('ann@new.example.com');
  });

  it('rebound to the user that it has: nothing changes', async () => {
    const { phone, calendar } = await settle('ben');
    expect((await sidecar.api('POST', 'users/ben/rebind', { uid: 'uid-ben' })).status).toBe(204);
    expect([(await phone.ask('GET', 'me')).status, (await fetch(calendar)).status]).toEqual([200, 200]);
    expect((await sidecar.api<Profile>('GET', 'users/ben')).body).toMatchObject({ email: 'ben@old.example.com' });
  });

  it('deleted, and the login taken by another: calendar and old links stay dead', async () => {
    const { calendar } = await settle('dee');
    const incident = (await sidecar.api<{ id: string }>('POST', 'incidents', { title: 'Disk full', users: ['ben'] }))
      .body.id;
    const link = linkTo(incident, 'dee');
    expect([(await fetch(calendar)).status, (await fetch(link)).status]).toEqual([200, 200]);
    expect((await sidecar.api('DELETE', 'users/dee')).status).toBe(204);
    expect((await fetch(calendar)).status).toBe(404);
    expect((await sidecar.api('GET', 'me', undefined, through('dee', 'uid-another-dee'))).status).toBe(200);
    expect((await fetch(calendar)).status).toBe(404);
    expect((await fetch(link)).status).toBe(404);
    expect((await fetch(`${link}/acknowledge`, { method: 'POST', redirect: 'manual' })).status).toBe(404);
  });

  it('an Admin who adds an address makes no other address trusted', async () => {
    const carl = through('carl', 'uid-carl');
    expect((await sidecar.api('GET', 'me', undefined, carl)).status).toBe(200);
    const user = (await sidecar.api<Profile>('GET', 'users/carl', undefined, carl)).body;
    const hook = { id: 'hook', type: 'webhook', to: 'http://10.11.12.13:9/hook' };
    expect((await sidecar.api('PUT', 'users/carl', { ...user, contactMethods: [hook] }, carl)).status).toBe(200);
    const mail = { id: 'mail', type: 'email', to: 'carl@work.example.com', verified: true };
    expect(
      (await sidecar.api('PUT', 'users/carl', { ...user, contactMethods: [{ ...hook, verified: true }, mail] })).status,
    ).toBe(200);
    const tried = await sidecar.api<{ reason: string }>('POST', 'users/carl/contact-methods/hook/test', {}, carl);
    expect(tried.body, JSON.stringify(tried.body)).toMatchObject({ reason: 'refused-address' });
  });
});
