/** The app on a phone: connected by a link, paged by push, answered with and without opening it, with and without a network. */
import type { BrowserContext, Page, Worker } from '@playwright/test';
import { expect, test as base } from '@playwright/test';
import { createFakeBrowser } from '../../backend-shim/channels/web-push/receiver.fake.ts';
import type { FakeBrowser } from '../../backend-shim/channels/web-push/receiver.fake.ts';
import { asPerson, makeLink, startPushService } from '../support/phone.ts';
import type { PushService } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { WHOLE_BROWSER } from './browsers.ts';
import { expectAccessible } from './fixtures.ts';

const TOKEN = 'phone-webhook-token-0123456789';
const PROVISIONING = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com, timeZone: Europe/Paris }
  - { login: ben, name: Ben Petit, email: ben@example.com, timeZone: Europe/Paris, language: fr }
teams: [ { id: sre, name: SRE, members: [ann, ben] } ]
rotas:
  - { id: sre, name: SRE primary, team: sre, timeZone: Europe/Paris, layers: [ { id: week, rotation: { every: 1, unit: week, start: 2026-01-05T09:00 }, participants: [[ann], [ben]] } ] }
escalationPolicies: [ { id: sre, name: SRE, team: sre, steps: [ { notify: [ { rota: sre } ], urgency: urgent, wait: 5m }, { notify: [ { user: ben } ], wait: 10m } ] } ]
integrations: [ { id: scripts, name: Scripts, type: webhook, team: sre, token: ${TOKEN}, policy: sre } ]
`;

interface Stage {
  service: PushService;
  sidecar: Sidecar;
}

interface Handset {
  page: Page;
  context: BrowserContext;
  browser: FakeBrowser;
  /** Of its own at the push service. */
  path: string;
  /** Opens the link of this person and connects. */
  connect(login: 'ann' | 'ben'): Promise<void>;
}

let handsets = 0;

const test = base.extend<
  { handset: Handset; errors: string[]; look: { colorScheme: 'dark' | 'light'; locale: string } },
  { stage: Stage }
>({
  stage: [
    async ({}, use) => {
      const service = await startPushService();
      const sidecar = await startSidecar({ provisioning: PROVISIONING, env: { VIGIE_PUSH_SERVICES: service.url } });
      await sidecar.setClock('2026-01-07T02:10:00.000Z');
      await use({ service, sidecar });
      await sidecar.remove();
      await service.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  look: [{ colorScheme: 'dark', locale: 'en-US' }, { option: true }],
  errors: async ({}, use) => {
    const errors: string[] = [];
    await use(errors);
    expect(errors, 'errors on the console').toEqual([]);
  },
  handset: async ({ browser: chromium, stage, errors, look }, use) => {
    const context = await chromium.newContext({
      ...look,
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      timezoneId: 'Europe/Paris',
    });
    await context.grantPermissions(['notifications'], { origin: stage.sidecar.url });
    const browser = createFakeBrowser();
    const path = `/push/handset-${++handsets}`;
    const said = browser.subscription(stage.service.url + path);
    // Without Google's push service there is nobody to subscribe with; everything else is Chromium's own.
    await context.addInitScript(
      (subscription) => {
        PushManager.prototype.subscribe = async () => ({ toJSON: () => subscription }) as unknown as PushSubscription;
        PushManager.prototype.getSubscription = async () => null;
      },
      { ...said, expirationTime: null },
    );
    const page = await context.newPage();
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/Failed to load resource|net::ERR/.test(message.text()) &&
        errors.push(message.text()),
    );
    page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
    await use({ page, context, browser, path, connect: (login) => connect(page, stage.sidecar, login) });
    await context.close();
    await resolveAll(stage.sidecar);
  },
});

async function connect(page: Page, sidecar: Sidecar, login: 'ann' | 'ben'): Promise<void> {
  await sidecar.advance('5s');
  const link = await makeLink(sidecar, login);
  await page.goto(sidecar.local(link.body.url));
  await page.getByRole('button', { name: /^(Connect|Connecter)$/ }).click();
  await page.getByRole('button', { name: /Turn on notifications|Activer les notifications/ }).click();
  await expect(page.getByRole('heading', { name: /Open incidents|Incidents ouverts/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Turn on notifications|Activer les notifications/ })).toHaveCount(0);
}

async function resolveAll(sidecar: Sidecar): Promise<void> {
  const open = await sidecar.api<{ items: Array<{ id: string }> }>(
    'GET',
    'incidents?state=open,acknowledged,snoozed&limit=100',
  );
  for (const { id } of open.body.items) {
    await sidecar.api('POST', `incidents/${id}/resolve`);
  }
  await sidecar.advance('0s');
}

async function alert({ sidecar }: Stage, id: string, title: string, more: object = {}): Promise<string> {
  const answer = await sidecar.ingest<{ incidents: string[] }>(TOKEN, { id, title, severity: 'critical', ...more });
  await sidecar.advance('0s');
  return answer.body.incidents[0] ?? '';
}

async function stateOf({ sidecar }: Stage, id: string): Promise<string> {
  const { body } = await sidecar.api<{ state: string; acknowledgedBy: string | null }>('GET', `incidents/${id}`);
  return `${body.state} ${body.acknowledgedBy ?? ''}`.trim();
}

/** Hands the last message that the push service got to the service worker, as Chromium does when one arrives. */
async function deliver({ page, context, browser, path }: Handset, { service, sidecar }: Stage): Promise<void> {
  const own = () => service.peer.received.findLast((one) => one.path === path);
  await expect.poll(() => own() !== undefined).toBe(true);
  const last = own();
  const data = JSON.stringify(browser.read(last?.bytes ?? Buffer.alloc(0)));
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on(
      'ServiceWorker.workerRegistrationUpdated',
      ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId),
    );
  });
  await session.send('ServiceWorker.enable');
  const told = await page.evaluateHandle(() => ({
    news: new Promise((resolve) => navigator.serviceWorker.addEventListener('message', resolve, { once: true })),
  }));
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: sidecar.url,
    registrationId: await registered,
    data,
  });
  await session.detach();
  // Chromium forgets a notification that is asked for between its being kept and its being shown, so nothing asks before.
  await told.evaluate(async ({ news }) => {
    await news;
  });
}

function notifications(page: Page): Promise<Array<{ title: string; body: string; actions: string[] }>> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    // TypeScript leaves `actions` out, since only service workers can show them.
    const all = (await registration.getNotifications()) as Array<
      Notification & { actions: ReadonlyArray<{ title: string }> }
    >;
    return all.map(({ title, body, actions }) => ({ title, body, actions: actions.map((action) => action.title) }));
  });
}

async function shown(page: Page): Promise<Array<{ title: string; body: string }>> {
  return (await notifications(page)).map(({ title, body }) => ({ title, body }));
}

/** What the service worker does when somebody presses a notification or its button; an event of our own cannot be kept alive, so the test waits for it. */
async function press(context: BrowserContext, action: string): Promise<void> {
  const worker = context.serviceWorkers()[0] as Worker;
  await worker.evaluate(async (name) => {
    const scope = self as unknown as { registration: ServiceWorkerRegistration; dispatchEvent(event: Event): boolean };
    const [notification] = await scope.registration.getNotifications();
    const work: Array<Promise<unknown>> = [];
    const event = Object.assign(new Event('notificationclick'), {
      notification,
      action: name,
      waitUntil: (one: Promise<unknown>) => work.push(one),
    });
    scope.dispatchEvent(event);
    await Promise.all(work);
  }, action);
}

test.use({ launchOptions: WHOLE_BROWSER });

test("what is open in one's team and pages others is listed apart, and is no “all quiet”", async ({
  handset: { page, connect },
  stage,
}) => {
  const { sidecar } = stage;
  const steps = [{ notify: [{ user: 'ann' }], wait: '5m' }];
  await sidecar.api('POST', 'policies', { id: 'alone', name: 'Ann alone', team: 'sre', steps });
  const opened = await sidecar.api('POST', 'incidents', { title: 'Somebody else is paged', policy: 'alone' });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  await connect('ben');
  await expect(page.getByText('Rien ne vous alerte.')).toBeVisible();
  const team = page.getByRole('region', { name: /^Ouverts dans vos équipes/ });
  await expect(team).toContainText('Somebody else is paged');
  await expect(team.getByRole('button', { name: /^Prendre en charge/ })).toHaveCount(0);
});

test('a link connects the phone, once; it is listed, and taken away it can do nothing', async ({ stage, handset }) => {
  const { page, connect: connectAs } = handset;
  await page.goto(`${stage.sidecar.url}/app`);
  await expect(page.getByText('This device is not connected.')).toBeVisible();
  await expectAccessible(page);
  await connectAs('ann');
  await expect(page.getByText('Nothing is open. All quiet.')).toBeVisible();
  await expect(page.getByText('SRE primary: on call until Mon, Jan 12, 09:00')).toBeVisible();
  await expectAccessible(page);
  const devices = await stage.sidecar.api<{ items: Array<{ id: string; name: string; push: string }> }>(
    'GET',
    'users/ann/devices',
    undefined,
    asPerson('ann'),
  );
  expect(devices.body.items.at(-1)).toMatchObject({ name: 'Linux', push: 'on' });
  await page.getByRole('button', { name: /This device/ }).click();
  await expect(page.getByText('Notifications are on.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send a test notification' }).click();
  await expect(page.getByText('Sent. It should be here in a few seconds.')).toBeVisible();
  await stage.sidecar.api('DELETE', `users/ann/devices/${devices.body.items.at(-1)?.id}`);
  await page.goto(`${stage.sidecar.url}/app/`);
  await expect(page.getByText('This device is not connected.')).toBeVisible();
});

test('paged by push, acknowledged from the notification without opening anything', async ({ stage, handset }) => {
  const { page, context } = handset;
  await handset.connect('ann');
  const incident = await alert(stage, 'disk', 'Disk full on db-1', { description: 'Only 2 % left on /var' });
  await deliver(handset, stage);
  await expect
    .poll(() => notifications(page))
    .toEqual([
      {
        title: expect.stringContaining('Disk full on db-1'),
        body: expect.stringContaining('Ben Petit'),
        actions: ['Acknowledge'],
      },
    ]);
  // The open page shows it without being asked.
  await expect(page.getByRole('button', { name: /Acknowledge: #\d+ Disk full on db-1/ })).toBeVisible();
  await press(context, 'acknowledge');
  expect(await stateOf(stage, incident)).toBe('acknowledged ann');
  expect(await shown(page)).toEqual([
    { title: expect.stringContaining('Disk full'), body: 'Acknowledged. You have it.' },
  ]);
  await expect(page.getByText('Ann Martin has been on it since')).toBeVisible();
});

test('a press on the notification opens the incident; every button does what it says', async ({ stage, handset }) => {
  const { page } = handset;
  await handset.connect('ann');
  const incident = await alert(stage, 'buttons', 'Load is high on web-3', { labels: { host: 'web-3' } });
  await deliver(handset, stage);
  await expect.poll(() => shown(page)).toHaveLength(1);
  await page.evaluate((id) => {
    location.hash = `#incident=${id}`;
  }, incident);
  await expect(page.getByRole('heading', { name: 'Load is high on web-3' })).toBeVisible();
  await expect(page.getByText('Nobody has answered yet.')).toBeVisible();
  await expect(page.getByText(/If nobody answers, at 03:15: Ben Petit will be paged\./)).toBeVisible();
  await expectAccessible(page);
  const acknowledge = await page.getByRole('button', { name: 'Acknowledge' }).boundingBox();
  expect(acknowledge?.height).toBeGreaterThanOrEqual(56);
  for (const [button, said, state] of [
    ['Acknowledge', 'You have it. Paging has stopped.', 'acknowledged ann'],
    ['Undo acknowledgement', 'Acknowledgement undone. Paging starts again.', 'open'],
    ['Snooze', 'Snoozed.', 'snoozed'],
    ['Acknowledge', 'You have it. Paging has stopped.', 'acknowledged ann'],
    ['Resolve', 'Resolved. Thank you.', 'resolved'],
    ['Too late', 'Noted. Thank you; you can choose again.', 'resolved'],
    ['Take it back', 'Taken back.', 'resolved'],
    ['Reopen', 'Reopened. Paging starts again.', 'open'],
    ['Escalate', 'The next person is being paged.', 'open'],
  ] as const) {
    if (button === 'Reopen') {
      await page.getByText('It is not over?').click();
    }
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByText(said)).toBeVisible();
    expect(await stateOf(stage, incident)).toContain(state);
  }
  await stage.sidecar.api('POST', `incidents/${incident}/acknowledge`, undefined, asPerson('ben'));
  await page.getByRole('button', { name: 'I’m on it, too' }).click();
  await expect(page.getByText('Everybody can see that you are on it.')).toBeVisible();
  await expectAccessible(page);
});

test('answered without a network: it says so, tries again, and says how it went', async ({ stage, handset }) => {
  const { page, context } = handset;
  await handset.connect('ann');
  const incident = await alert(stage, 'offline', 'Database is gone');
  await deliver(handset, stage);
  await expect.poll(() => shown(page)).toHaveLength(1);
  await stage.sidecar.stop();
  await press(context, 'acknowledge');
  expect(await shown(page)).toEqual([
    {
      title: expect.stringContaining('Database is gone'),
      body: expect.stringContaining('Not sent yet: no connection.'),
    },
  ]);
  await expect(page.getByText(/No connection\. This is how it was at/)).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText('No connection. Nothing could be loaded yet.')).toBeVisible();
  await stage.sidecar.start();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Ann Martin has been on it since')).toBeVisible();
  expect(await stateOf(stage, incident)).toBe('acknowledged ann');
  expect(await shown(page)).toEqual([
    { title: expect.stringContaining('Database is gone'), body: 'Acknowledged. You have it.' },
  ]);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in French, ${colorScheme}`, () => {
    test.use({ look: { colorScheme, locale: 'fr-FR' } });
    test('everything speaks it, and can be used by everybody', async ({ stage, handset }) => {
      const { page } = handset;
      await page.goto(`${stage.sidecar.url}/app/`);
      await expect(page.getByRole('heading', { name: 'Connecter cet appareil' })).toBeVisible();
      await handset.connect('ben');
      await expect(page.getByText('Rien d’ouvert. Tout est calme.')).toBeVisible();
      await expect(
        page.getByText(/^SRE primary\s: du lun\. 12 janv\., 09:00 au lun\. 19 janv\., 09:00$/).first(),
      ).toBeVisible();
      const incident = await alert(stage, `fr-${colorScheme}`, 'Disque plein sur db-1 '.repeat(8).trim(), {
        description: 'Reste 2 %',
        link: 'https://grafana.example.com/d/1',
        labels: { host: 'db-1' },
      });
      await stage.sidecar.advance('5m');
      await deliver(handset, stage);
      await expect
        .poll(() => notifications(page))
        .toEqual([
          { title: expect.stringContaining('Disque plein'), body: expect.any(String), actions: ['Prendre en charge'] },
        ]);
      await expectAccessible(page);
      await page.evaluate((id) => {
        location.hash = `#incident=${id}`;
      }, incident);
      await expect(page.getByText('Personne n’a encore répondu.')).toBeVisible();
      expect(
        await page.evaluate(() => [
          document.documentElement.lang,
          document.documentElement.scrollWidth <= window.innerWidth,
        ]),
      ).toEqual(['fr', true]);
      await expectAccessible(page);
    });
  });
}

test('a note is added on the phone; what is typed stays when the incident changes meanwhile', async ({
  handset: { page, connect },
  stage,
}) => {
  await connect('ann');
  const id = await alert(stage, 'noted', 'Disk of web-1');
  await page
    .getByRole('button', { name: /Disk of web-1/ })
    .first()
    .click();
  const field = page.getByRole('textbox', { name: 'Note for everybody' });
  const send = page.getByRole('button', { name: 'Add note' });
  await expect(send).toBeDisabled();
  await field.fill('The log partition is full.');
  await stage.sidecar.api('POST', `incidents/${id}/severity`, { severity: 'error' });
  await expect(page.getByText('Error', { exact: true })).toBeVisible();
  await expect(field).toHaveValue('The log partition is full.');
  await send.click();
  await expect(page.getByText('The note is added.')).toBeVisible();
  await expect(field).toHaveValue('');
  await page.getByText('What happened so far').click();
  await expect(page.getByText('The log partition is full.')).toBeVisible();
  await expectAccessible(page);
});
