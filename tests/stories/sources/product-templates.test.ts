/** Every example of every product template, posted over HTTP as the product posts it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { runSidecar, startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { products } from '../../../backend-shim/sources/webhook/products/index.ts';
import type { ProductExample } from '../../../backend-shim/sources/webhook/products/product.ts';

const provisioning = `
apiVersion: 1
users: [ { login: ann, name: Ann Martin } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [], wait: 1h } ] } ]
integrations:
${[...products.keys()].map((id) => `  - { id: ${id}, name: ${id}, type: webhook, product: ${id}, token: token-of-${id}-0123456789, policy: sre }`).join('\n')}
`;

const FORM = 'application/x-www-form-urlencoded';

onEachDatabase('Product templates', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ databaseUrl: await database.fresh(), provisioning });
  });
  afterAll(() => sidecar.remove());

  const post = async (product: string, { body, contentType = 'application/json', headers = {} }: ProductExample) => {
    const raw =
      contentType === FORM ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
    const answer = await fetch(`${sidecar.url}/in`, {
      method: 'POST',
      body: raw,
      headers: { 'content-type': contentType, authorization: `Bearer token-of-${product}-0123456789`, ...headers },
    });
    expect(answer.status, await answer.clone().text()).toBe(202);
    return (await answer.json()) as { incidents: string[] };
  };

  it.each([...products.values()])('$id', async ({ id, examples }) => {
    for (const example of examples) {
      await post(id, example);
      const { body } = await sidecar.api<{
        items: Array<{ status: string; title: string | null; severity: string | null }>;
      }>('GET', `integrations/${id}/alerts?limit=1`);
      expect(body.items[0], example.name).toMatchObject({
        status: example.expected.status,
        ...(example.expected.title && { title: example.expected.title }),
      });
    }
    expect((await sidecar.api<{ items: unknown[] }>('GET', `integrations/${id}/rejected`)).body.items).toEqual([]);
  });

  it('a batch of CloudEvents is several alerts; a sender that asks first is answered', async () => {
    const token = 'token-of-cloudevents-0123456789';
    const event = (subject: string) => ({
      specversion: '1.0',
      type: 'com.example.down',
      source: '/batch',
      id: subject,
      subject,
    });
    const answer = await fetch(`${sidecar.url}/in/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([event('a'), event('b')]),
    });
    expect(await answer.json()).toMatchObject({ accepted: 2 });
    const asked = await fetch(`${sidecar.url}/in/${token}`, {
      method: 'OPTIONS',
      headers: { 'webhook-request-origin': 'events.example.com' },
    });
    expect([asked.status, asked.headers.get('webhook-allowed-origin')]).toEqual([200, 'events.example.com']);
    expect((await fetch(`${sidecar.url}/in/wrong`, { method: 'OPTIONS' })).status).toBe(401);
  });

  it('binary mode without data, and with data that is no JSON', async () => {
    const headers = (type: string) => ({
      'ce-specversion': '1.0',
      'ce-type': type,
      'ce-source': '/binary',
      'ce-id': '1',
      authorization: 'Bearer token-of-cloudevents-0123456789',
    });
    const empty = await fetch(`${sidecar.url}/in`, { method: 'POST', headers: headers('com.example.empty.down') });
    const image = await fetch(`${sidecar.url}/in`, {
      method: 'POST',
      headers: { ...headers('com.example.image.down'), 'content-type': 'image/png' },
      body: 'not json',
    });
    expect([empty.status, image.status]).toEqual([202, 202]);
    const { body } = await sidecar.api<{ items: Array<{ title: string }> }>(
      'GET',
      'incidents?integration=cloudevents&limit=2',
    );
    expect(body.items.map(({ title }) => title)).toEqual(['com.example.image.down', 'com.example.empty.down']);
  });

  it('are listed with their set-up, and an integration may be made of one', async () => {
    const { body } = await sidecar.api<{ items: Array<{ id: string; setup: Array<{ what: { fr: string } }> }> }>(
      'GET',
      'product-templates',
    );
    expect(body.items.map(({ id }) => id)).toEqual([...products.keys()]);
    expect(body.items[0]?.setup[0]?.what.fr).toBeTruthy();
    const made = await sidecar.api('POST', 'integrations', {
      name: 'Second',
      type: 'webhook',
      product: 'prtg',
      policy: 'sre',
    });
    expect(made).toMatchObject({ status: 201, body: { product: 'prtg' } });
    expect(
      await sidecar.api('POST', 'integrations', { name: 'Third', type: 'webhook', product: 'nothing', policy: 'sre' }),
    ).toMatchObject({ status: 400, body: { error: { details: [{ path: 'product' }] } } });
  });
});

it('a file that names an unknown product is refused', async () => {
  const { code, output } = await runSidecar(['--check'], {
    provisioning: provisioning.replace('product: prtg', 'product: prgt'),
  });
  expect(output).toMatch(/product.*is none that Vigie knows/);
  expect(code).toBe(1);
});
