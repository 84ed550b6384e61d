import { SilencingMonitor } from '../support/silencing-monitor.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { expect, expectAccessible, make, test } from './fixtures.ts';
import type { World } from './world.ts';

const TOKENS = { paris: 'e2e-icinga-paris-0123456789', oslo: 'e2e-icinga-oslo-0123456789' };
type Place = keyof typeof TOKENS;

async function makeIcinga(world: World, place: Place, sink: WebhookSink): Promise<void> {
  const sync = { url: sink.url(''), user: 'vigie', password: 'e2e-password' };
  await world.sidecar.api('DELETE', `integrations/icinga-${place}`);
  await make(world, 'integrations', {
    id: `icinga-${place}`,
    name: `Icinga ${place}`,
    type: 'icinga2',
    team: 'sre',
    token: TOKENS[place],
    policy: 'sre',
    sync,
  });
}

async function down(world: World, place: Place, host: string): Promise<string> {
  const { body } = await world.sidecar.ingest<{ incidents: string[] }>(TOKENS[place], {
    ICINGA_NOTIFICATION_TYPE: 'PROBLEM',
    ICINGA_HOST_NAME: host,
    ICINGA_HOST_STATE: 'DOWN',
  });
  return body.incidents[0] ?? '';
}

test('a merged incident says what each of its sources was told, what waits, and what was given up', async ({
  open,
  world,
}) => {
  const [paris, oslo] = [await startWebhookSink(), await startWebhookSink()];
  await makeIcinga(world, 'paris', paris);
  await makeIcinga(world, 'oslo', oslo);
  const [from, into] = [await down(world, 'paris', 'web-1'), await down(world, 'oslo', 'db-1')];
  await world.sidecar.api('POST', `incidents/${from}/merge`, { into });
  paris.mode({ status: 404 });

  const page = await open(`incidents/${into}`, { person: 'ann' });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText('Ann Martin has it');
  await world.sidecar.advance('1s');
  await page.reload();
  const card = page.getByRole('region', { name: 'Updates sent to the source' });
  const line = (text: string) => card.getByRole('listitem').filter({ hasText: text });
  await expect(line('Icinga oslo')).toContainText('Sent');
  await expect(line('Icinga oslo')).toContainText('that it is acknowledged');
  await expect(line('Icinga oslo')).toContainText('Ann Martin');
  await expect(line('Icinga oslo')).toContainText('Its answer: db-1 acknowledged');
  await expect(line('Icinga paris')).toContainText('Failed');
  await expect(line('Icinga paris')).toContainText('not known there');
  await expectAccessible(page);

  paris.mode({ status: 401 });
  await page.getByLabel('Note').fill('Restarted the switch.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Restarted the switch.');
  await world.sidecar.advance('1s');
  await open(`incidents/${into}`, { person: 'ann', language: 'fr-FR', theme: 'light' });
  const told = page.getByRole('region', { name: 'Informations envoyées à la source' });
  const waiting = told.getByRole('listitem').filter({ hasText: 'Icinga paris' }).filter({ hasText: 'la note' });
  await expect(waiting).toContainText('En attente');
  await expect(waiting).toContainText('prévu');
  await expect(waiting).toContainText('n’ont pas été acceptés');
  await expectAccessible(page);
  await world.sidecar.api('POST', `incidents/${into}/resolve`);
  await Promise.all([paris.stop(), oslo.stop()]);
});

test.describe('Silences made in Grafana', () => {
  const TOKEN = 'e2e-silences-token-0123456789';
  const UNTIL = '2026-01-07T12:00:00Z';
  let monitor: SilencingMonitor;
  test.beforeAll(async () => void (monitor = await SilencingMonitor.start()));
  test.afterAll(() => monitor.stop());
  test.afterEach(async ({ world }) => void (await world.sidecar.api('DELETE', 'integrations/silences')));

  /** @returns the id of the incident of one firing alert, with Grafana's link to silence it */
  async function fires(world: World, host: string, follows: boolean): Promise<string> {
    const sync = follows ? { url: monitor.url, token: 'service-account', silence: '4h' } : null;
    await make(world, 'integrations', {
      id: 'silences',
      name: 'Shop',
      type: 'grafana',
      team: 'sre',
      token: TOKEN,
      policy: 'sre',
      sync,
    });
    const sent = monitor.fires('2026-01-07T09:20:00Z', host) as { alerts: object[] };
    const alerts = sent.alerts.map((alert) => ({
      ...alert,
      silenceURL: `https://grafana.example.com/alerting/silence/new?matcher=host%3D${host}`,
    }));
    const { body } = await world.sidecar.ingest<{ incidents: string[] }>(TOKEN, { ...sent, alerts });
    return body.incidents[0] ?? '';
  }

  test('are not followed: the link says that Vigie pages on, and leads Admins to the switch', async ({
    open,
    world,
  }) => {
    const id = await fires(world, 'web-1', false);
    const page = await open(`incidents/${id}`);
    await expect(page.getByRole('region', { name: 'Labels and links' })).toContainText(
      /Silence.*Vigie doesn’t see silences made there and keeps paging.*An administrator can turn that on/s,
    );
    // The only alert repeats nothing of it.
    await expect(page.getByRole('region', { name: 'Alerts' })).not.toContainText('(Vigie keeps paging)');
    await expect(page.getByRole('link', { name: 'Have Vigie follow silences' })).toHaveCount(0);
    await open(`incidents/${id}`, { person: 'admin' });
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Have Vigie follow silences' }).click();
    // The section itself is there, and has the focus.
    await expect(page).toHaveURL(/integrations\/silences\?at=silences/);
    await expect(page.getByRole('heading', { name: 'Grafana silences' })).toBeInViewport();
    await expect(page.locator('div:focus').getByRole('button', { name: 'Follow silences' })).toBeInViewport();
    await expectAccessible(page);
    await world.sidecar.api('POST', `incidents/${id}/resolve`);
  });

  test('are followed: the link says so, and a silenced incident by whom, until when and why', async ({
    open,
    world,
  }) => {
    const id = await fires(world, 'web-2', true);
    const page = await open(`incidents/${id}`, { person: 'ann' });
    await expect(page.getByRole('region', { name: 'Labels and links' })).toContainText(
      /Silence.*Vigie follows silences made there/s,
    );
    // The only alert repeats nothing of it.
    await expect(page.getByRole('region', { name: 'Alerts' })).not.toContainText('(Vigie follows it)');
    monitor.silence('zoe', 'disk is ordered', UNTIL, 'web-2');
    await world.sidecar.advance('61s');
    await page.reload();
    const note = page.getByRole('status').filter({ hasText: 'Silenced in Shop by zoe' });
    await expect(note).toContainText('disk is ordered');
    await expect(note).toContainText('Nobody is paged until 13:00');
    await expectAccessible(page);
    await open('incidents', { person: 'ann', language: 'fr-FR', theme: 'light' });
    await expect(page.getByRole('row').filter({ hasText: 'web-2' })).toContainText('En sourdine');
    await expectAccessible(page);
    await world.sidecar.api('POST', `incidents/${id}/resolve`);
  });
});
