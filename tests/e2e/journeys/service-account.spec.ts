/** A service account of Grafana: a script that asks through the plugin, a screen on a wall, and what the sidecar silences with. */
import { expect, expectAccessible, make, ownWorld, test as base } from '../fixtures.ts';
import { PLUGIN } from '../grafana-api.ts';
import { robotToken } from '../real-grafana.ts';
import { region } from '../rotas.ts';
import type { World } from '../world.ts';

/** Silences are of Grafana's clock, which nobody stops. */
const test = base.extend<object, { world: World }>({ world: ownWorld({ clock: 'system' }) });

const TOKEN = 'e2e-silenced-token-0123456789';
const proxied = (route: string) => `/api/plugin-proxy/${PLUGIN}/api/v1/${route}`;

test('a script asks through the plugin, with the role that Grafana gives it', async ({ world }) => {
  const authorization = `Bearer ${await robotToken()}`;
  const me = await world.grafana.ask('GET', proxied('me'), undefined, authorization);
  expect(me).toMatchObject({
    status: 200,
    body: { kind: 'script', login: null, name: 'robot', role: 'Editor', can: { edit: true, administer: false } },
  });
  const id = await world.alert({ title: 'For a script', severity: 'error', id: 'robot-0' });
  expect(
    (await world.grafana.ask('POST', proxied(`incidents/${id}/note`), { text: 'Seen by a script.' }, authorization))
      .status,
  ).toBe(200);
  const notes = async () =>
    JSON.stringify((await world.sidecar.api('GET', `incidents/${id}/timeline`)).body).match(/Seen by [a-z ]+/g);
  expect(await notes()).toEqual(['Seen by a script']);
  const refused = await world.grafana.ask('POST', proxied('teams'), { id: 'by-robot', name: 'x' }, authorization);
  expect(refused).toMatchObject({ status: 403, body: { error: { reason: 'admins-only' } } });
  const unknown = await world.grafana.ask(
    'POST',
    proxied(`incidents/${id}/note`),
    { text: 'Seen by nobody.' },
    'Bearer glsa_not_a_token',
  );
  // Where Grafana lets anonymous visitors in, it takes it for one.
  expect([401, 403], 'a token that Grafana does not know').toContain(unknown.status);
  expect(await notes()).toEqual(['Seen by a script']);
});

test('its page: a screen shows what is open, and offers nothing that is a person’s', async ({
  open,
  world,
  expected,
}) => {
  // Until the sidecar says who that is, Grafana’s name for it is asked for.
  expected.push(/404.*users\/sa-/);
  await world.alert({ title: 'Seen on the wall', severity: 'critical', id: 'robot-1' });
  const page = await open('incidents', { person: 'robot' });
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: /Seen on the wall/ })).toBeVisible();
  await expectAccessible(page);
  await open('me', { person: 'robot' });
  await expect(page.getByText('A service account has no page of its own')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a contact method' })).toHaveCount(0);
});

test('what is acknowledged is silenced in Grafana with the token of the account that Vigie made, until it is resolved', async ({
  open,
  world,
}) => {
  await make(world, 'integrations', {
    id: 'silenced',
    name: 'This Grafana',
    type: 'grafana',
    team: 'sre',
    token: TOKEN,
    policy: 'sre',
  });
  const set = await open('integrations/silenced?at=silences', { person: 'admin' });
  const silences = region(set, 'Grafana silences');
  await silences.getByRole('checkbox', { name: /^Acknowledging and snoozing here/ }).check({ force: true });
  await silences.getByRole('button', { name: 'Follow silences' }).click();
  await expect(silences).toContainText('with the role Editor');
  const labels = { alertname: 'VigieEndToEnd', grafana_folder: 'Services', run: `r${process.pid}` };
  const alert = {
    status: 'firing',
    labels,
    annotations: { summary: 'Silenced from Vigie' },
    startsAt: '2026-01-07T09:30:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: '0123456789abcdef',
    values: null,
    orgId: 1,
  };
  const { status, body } = await world.sidecar.ingest<{ incidents: string[] }>(TOKEN, {
    receiver: 'vigie',
    status: 'firing',
    alerts: [alert],
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: `${world.grafana.url}/`,
    version: '1',
    groupKey: '{}',
    truncatedAlerts: 0,
    orgId: 1,
    title: 'x',
    state: 'alerting',
    message: 'x',
  });
  expect(status, JSON.stringify(body)).toBe(202);
  const ours = async () =>
    (await world.grafana.silences())
      .filter(({ matchers }) => matchers.some(({ value }) => value === labels.run))
      .map((one) => one.status.state);

  const page = await open(`incidents/${body.incidents[0]}`, { person: 'cleo' });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect.poll(ours).toEqual(['active']);
  expect((await world.grafana.silences())[0]).toMatchObject({ createdBy: 'Cleo Roux (Vigie)' });
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect.poll(ours).toEqual(['expired']);
});
