/** Tests of a room's own body, headers and login, and of the answers that are kept. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { checkTemplates } from './check.ts';
import { createWebhookChannel } from './send.ts';

const bench = useBench(createWebhookChannel);

type Settings = Record<string, string>;
const opened = (change: Partial<Parameters<typeof fakeMessage>[0]> = {}) =>
  fakeMessage({
    kind: 'update',
    person: null,
    update: { kind: 'opened', actor: null, text: null },
    status: { subscription: 'Tickets', others: [] },
    ...change,
  });
const send = (settings: Settings, secrets: Settings = {}, message = opened()) =>
  bench.send((url) => ({ service: 'tickets', settings: { url, ...settings }, secrets, message }));

describe('a template', () => {
  it('makes the body, over whatever the title holds', async () => {
    const title = 'He said "no" \\ and left\n{{ secrets.token }} 💥';
    const message = opened({ incident: fakeIncident({ title, labels: { host: 'db-1' } }) });
    await send(
      {
        template:
          '{"t": {{ incident.title | json }}, "h": {{ incident.labels.host | json }}, "none": {{ incident.labels.rack | json }}, "e": "{{ event }}"}',
      },
      { token: 'hush-hush' },
      message,
    );
    expect(JSON.parse(bench.peer().received[0]?.body ?? '')).toEqual({ t: title, h: 'db-1', none: null, e: 'opened' });
  });

  it('sends nothing where it says nothing', async () => {
    expect(await send({ template: '{% if event == "resolved" %}{}{% endif %}' })).toEqual({
      kind: 'done',
      providerId: null,
    });
    expect(bench.peer().received).toEqual([]);
  });

  it('may choose method, address, headers and type by the room’s earlier answer', async () => {
    const settings = {
      url: `${bench.peer().url}/t{% if ticket %}/{{ ticket.key }}{% endif %}`,
      method: '{% if ticket %}put{% else %}POST{% endif %}',
      headers: 'X-Api-Key: {{ secrets.token }}\nX-Event: {{ event }}',
      contentType: 'text/plain',
      template: '{{ incident.number }}',
    };
    await send(settings, { token: 'hush-hush' });
    await send(settings, { token: 'hush-hush' }, opened({ answer: '{"key":"OPS-1"}' }));
    expect(bench.peer().received.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/t', '1042'],
      ['PUT', '/t/OPS-1', '1042'],
    ]);
    expect(bench.peer().received[0]?.headers).toMatchObject({
      'x-api-key': 'hush-hush',
      'x-event': 'opened',
      'content-type': 'text/plain',
      authorization: 'Bearer hush-hush',
      'idempotency-key': 'delivery-1',
    });
  });

  it('that cannot be rendered is retried, and names the setting', async () => {
    expect(await send({ template: '{{ incident.title | upcasee }}' })).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringMatching(/"template": .*upcasee/),
    });
    expect(await send({ headers: 'Host: elsewhere' })).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining('"headers"'),
    });
  });

  it('of a test speaks of an example', async () => {
    await send(
      { template: '{"t": {{ incident.title | json }}}' },
      {},
      fakeMessage({ kind: 'test', incident: null, person: null }),
    );
    expect(JSON.parse(bench.peer().received[0]?.body ?? '')).toEqual({ t: 'Test message from Vigie' });
  });
});

describe('what an alert says', () => {
  const alerted = (labels: Record<string, string>) => opened({ incident: fakeIncident({ labels }) });
  const received = () => bench.peer().received.at(-1);

  it.each([
    ['a line break', 'x\r\nAuthorization: Bearer stolen\nX-More: 1'],
    ['a line separator', 'x\u2028Authorization: Bearer stolen'],
    ['a NUL', 'x\u0000Authorization: Bearer stolen'],
  ])('adds no header with %s', async (_what, host) => {
    expect(
      await send(
        { headers: 'X-Host: {{ incident.labels.host }}\nX-Raw: {{ incident.labels.host | raw }}' },
        { token: 'hush-hush' },
        alerted({ host }),
      ),
    ).toEqual({ kind: 'done', providerId: null, answer: expect.anything() });
    expect(received()?.headers).toMatchObject({
      authorization: 'Bearer hush-hush',
      'x-host': expect.stringMatching(/^x Authorization: Bearer stolen/),
      'x-raw': expect.stringMatching(/^x /),
    });
    expect(received()?.headers['x-more']).toBeUndefined();
  });

  it('that a header cannot carry does not stop the message', async () => {
    await send({ headers: 'X-Host: {{ incident.labels.host }}' }, {}, alerted({ host: 'société 💥' }));
    expect(received()?.headers['x-host']).toBe('soci?t? ?');
  });

  it.each([
    ['../../admin?x=1#y', '/t/..%2F..%2Fadmin%3Fx%3D1%23y/end'],
    ['..', '/t/%252E%252E/end'],
    ['.', '/t/%252E/end'],
    ['%2e%2e', '/t/%252e%252e/end'],
    ['a b&c=d', '/t/a%20b%26c%3Dd/end'],
    ['\ud800', '/t/%EF%BF%BD/end'],
  ])('stays in its place in the path: %s', async (host, path) => {
    for (const value of [
      '{{ incident.labels.host }}',
      '{{ incident.labels.host | url_encode }}',
      '{{ incident.labels.host | raw }}',
      '{% capture h %}{{ incident.labels.host }}{% endcapture %}{{ incident.labels.host }}',
    ]) {
      await send({ template: '{}', url: `${bench.peer().url}/t/${value}/end` }, {}, alerted({ host }));
      expect(received()?.path).toBe(path);
    }
  });

  it('does not change what an Admin typed', async () => {
    await send(
      { url: `${bench.peer().url}/services/{{ secrets.token }}`, template: '{"t": {{ secrets.token | json }}}' },
      { token: 'T0/B0/x' },
    );
    expect(received()).toMatchObject({ path: '/services/T0/B0/x', body: '{"t": "T0/B0/x"}' });
  });

  it('chooses no host, even in an address that was stored before this check existed', async () => {
    expect(
      await send(
        { template: '{}', url: 'http://{{ incident.labels.host }}/hook' },
        { token: 'hush-hush' },
        alerted({ host: bench.peer().url.replace('http://', '') }),
      ),
    ).toMatchObject({ kind: 'retry', reason: 'misconfigured', detail: expect.stringContaining('scheme or host') });
    expect(bench.peer().received).toEqual([]);
  });
});

describe('the login', () => {
  const settings = () => ({
    template: '{}',
    loginUrl: `${bench.peer().url}/login`,
    loginBody: 'grant_type=client_credentials&client_secret={{ secrets.password | url_encode }}',
    headers: 'Authorization: Bearer {{ session }}',
  });

  it('happens once for many messages, and again when the session is refused', async () => {
    bench.peer().answer({ status: 200, body: '{"access_token":"s-1"}' });
    await send(settings(), { password: 'p w' });
    await send(settings(), { password: 'p w' });
    expect(bench.peer().received.map(({ path }) => path)).toEqual(['/login', '/', '/']);
    expect(bench.peer().received[0]).toMatchObject({
      method: 'POST',
      body: 'grant_type=client_credentials&client_secret=p+w',
    });
    expect(bench.peer().received[1]?.headers.authorization).toBe('Bearer s-1');
    bench.peer().answer({ status: 401 });
    expect(await send(settings(), { password: 'p w' })).toMatchObject({ kind: 'retry', reason: 'misconfigured' });
    bench.peer().answer({ status: 200, body: '{"access_token":"s-2"}' });
    await send(settings(), { password: 'p w' });
    expect(bench.peer().received.at(-1)?.headers.authorization).toBe('Bearer s-2');
  });

  it('that answers without a session says so, and nothing is posted', async () => {
    bench.peer().answer({ status: 200, body: '{"error":"no"}' });
    expect(await send(settings())).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: 'the answer of the login has no text in "access_token"',
    });
    expect(bench.peer().received).toHaveLength(1);
  });
});

describe('the answer of a room', () => {
  it('is kept, up to 2,000 characters, without its secrets', async () => {
    bench
      .peer()
      .answer({ status: 201, body: `{"key":"OPS-1","echo":"hush-hush"}${' '.repeat(10)}${'x'.repeat(5_000)}` });
    const outcome = await send({ template: '{}' }, { token: 'hush-hush' });
    expect(outcome).toMatchObject({ kind: 'done', answer: expect.stringContaining('{"key":"OPS-1","echo":"•••"}') });
    expect(outcome.kind === 'done' && outcome.answer?.length).toBe(2_000);
  });

  it('is kept without keys that were typed into the address and the headers, and with links', async () => {
    const url = `${bench.peer().url}/tickets?key=typed-into-the-address&format=json`;
    const echo = `{"self":"${bench.peer().url}/tickets/7","args":"typed-into-the-address","sent":"typed-into-a-header"}`;
    bench.peer().answer({ status: 201, body: echo });
    expect(await send({ url, template: '{}', headers: 'X-Api-Key: typed-into-a-header' })).toMatchObject({
      kind: 'done',
      answer: `{"self":"${bench.peer().url}/tickets/7","args":"•••","sent":"•••"}`,
    });
  });

  it('says why it was refused', async () => {
    bench.peer().answer({ status: 400, body: '{"errors":{"project":"valid project is required"}}' });
    expect(await send({ template: '{}' })).toMatchObject({
      kind: 'never',
      detail: 'the receiver answered with status 400',
      answer: '{"errors":{"project":"valid project is required"}}',
    });
  });

  it('of a person’s own hook is not', async () => {
    bench.peer().answer({ status: 200, body: 'private' });
    expect(await bench.send((url) => ({ to: url }))).toEqual({ kind: 'done', providerId: null });
  });
});

describe('when it is saved', () => {
  it.each<[string, Settings, string, RegExp]>([
    ['no Liquid', { template: '{{ incident.title' }, 'template', /not closed/],
    ['an unknown filter', { template: '{{ incident.title | upcasee }}' }, 'template', /undefined filter: upcasee/],
    [
      'a name that there is not',
      { template: '{"a": {{ incident.titel | json }}}' },
      'template',
      /asks for incident.titel, which there is not; incident has id, number, title/,
    ],
    [
      'a value that there is not',
      { template: '{"a": {{ tittle | json }}}' },
      'template',
      /asks for tittle, which there is not; there are id, kind, event/,
    ],
    [
      'no JSON',
      { template: '{"a": "{{ incident.title }}"}' },
      'template',
      /does not give JSON where an incident is opened.*\| json/,
    ],
    [
      'no JSON for one event only',
      { template: '{"a": 1{% if event == "resolved" %},{% endif %}}' },
      'template',
      /where an incident is resolved/,
    ],
    ['no method', { method: 'DELETE' }, 'method', /must be POST, PUT, PATCH/],
    ['no header', { headers: 'X Api Key: 1' }, 'headers', /one header a line/],
    [
      'a secret that is not set',
      { headers: 'X-Api-Key: {{ secrets.toke }}' },
      'headers',
      /asks for secrets.toke, which there is not; secrets has token/,
    ],
    ['no address', { url: '/{{ incident.number }}' }, 'url', /complete address/],
    ['a host by an alert', { url: 'https://{{ incident.labels.host }}/hook' }, 'url', /scheme and host/],
    ['a scheme by an alert', { url: '{{ incident.title }}://example.com' }, 'url', /scheme and host/],
    [
      'a host by way of a variable',
      { url: '{% assign to = "https://" | append: incident.labels.host %}{{ to }}/hook' },
      'url',
      /scheme and host/,
    ],
    ['a tag that writes as it is', { headers: 'X-Host: {% echo incident.labels.host %}' }, 'headers', /echo/],
  ])('%s is told with its field', (_what, settings, field, message) => {
    expect(checkTemplates({ settings, secrets: { token: 'x' } })).toMatchObject([
      { field, message: expect.stringMatching(message) },
    ]);
  });

  it.each(['jira', 'glpi', 'servicenow'])('the example for %s is fine', (name) => {
    const file = parse(
      readFileSync(new URL(`../../../provisioning/tickets/${name}.yaml`, import.meta.url), 'utf8'),
    ) as { channels: Array<{ settings: Settings; secrets: Settings }> };
    expect(file.channels.map(({ settings, secrets }) => checkTemplates({ settings, secrets }))).toEqual([[]]);
  });

  it('the example in the documentation is the one that is shipped', () => {
    const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    expect(read('docs/channels/webhook.md')).toContain(read('provisioning/tickets/jira.yaml'));
  });
});
