import { expect, expectAccessible, make, test } from './fixtures.ts';
import { keepScreenshot } from './screenshots.ts';

test('Home says who is on call, now and next', async ({ open }) => {
  const page = await open('home');
  const section = page.getByRole('region', { name: 'Who is on call' });
  // Wednesday 10:30 in Paris: the office layer is Ben's on its third turn.
  await expect(section.getByRole('listitem').filter({ hasText: 'SRE primary' })).toContainText('Ben Petit');
  await expect(section.getByRole('listitem').filter({ hasText: 'SRE primary' })).toContainText('next:');
});

test('Who is on call stands first, and whom a page reaches is named before it is sent', async ({ open }) => {
  const page = await open('home', { person: 'admin' });
  await expect(page.getByRole('region').first()).toHaveAccessibleName('Who is on call');
  await expect(page.getByRole('region', { name: 'Who is on call' })).toContainText(/until/);
  await page.getByRole('button', { name: 'Page someone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Escalation policy' }).click();
  await page.getByRole('option', { name: 'SRE escalation' }).click();
  const whom = dialog.getByRole('status').filter({ hasText: 'Paged at once:' });
  await expect(whom).toContainText('Ben Petit');
  await expect(whom).toContainText('e-mail');
  await expectAccessible(page, '[role="dialog"]');
  await dialog.getByRole('radio', { name: 'People directly' }).check();
  await expect(whom, 'nobody is chosen yet').toHaveCount(0);
  await dialog.getByRole('combobox', { name: 'People', exact: true }).click();
  await page.getByRole('option', { name: 'Cleo Roux' }).click();
  await expect(whom).toContainText('Cleo Roux');
});

test('Home shows me the incidents that I am paged for', async ({ open, world }) => {
  const id = await world.alert({ title: 'Home: database is slow', severity: 'critical', id: 'home-1' });
  const page = await open('home', { person: 'ben' });
  const burning = page.getByRole('region', { name: 'Open incidents' });
  const row = burning.getByRole('listitem').filter({ hasText: 'Home: database is slow' });
  await expect(row).toContainText('Pages you');
  await expect(row).toContainText('step 2 of 2 pages');
  await row.getByRole('button', { name: /^Acknowledge #/ }).click();
  await expect(row).toContainText('Ben Petit');
  await burning.getByRole('link', { name: /Home: database is slow/ }).click();
  await expect(page).toHaveURL(new RegExp(`/incidents/${id}$`));
});

test('a double press on Home acknowledges one incident, not the one that moves under the finger', async ({
  open,
  world,
}) => {
  for (const number of [1, 2]) {
    await world.alert({ title: `Home: twice ${number}`, severity: 'critical', id: `home-twice-${number}` });
  }
  const page = await open('home', { person: 'ben' });
  const rows = page
    .getByRole('region', { name: 'Open incidents' })
    .getByRole('listitem')
    .filter({ hasText: 'Home: twice' });
  const button = rows.first().getByRole('button', { name: /^Acknowledge #/ });
  const first = (await rows.first().getByRole('link').textContent()) ?? '';
  await expect(button, 'loading costs no second').toBeEnabled({ timeout: 900 });
  const { x, y, width, height } = (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(x + width / 2, y + height / 2);
  await expect(rows.last()).toContainText(first);
  // The next one is under the finger now.
  await page.mouse.click(x + width / 2, y + height / 2);
  await expect(button, 'and can be acknowledged a moment later').toBeEnabled();
  await expect(rows.filter({ hasText: 'Ben Petit' })).toHaveCount(1);
  await button.click();
  await expect(rows.filter({ hasText: 'Ben Petit' })).toHaveCount(2);
});

test('an incident takes one line on Home, and several on a phone', async ({ open, page, world }) => {
  const title = `Home: ${'replication of the orders database is late '.repeat(4)}`;
  await world.alert({ title, severity: 'critical', id: 'home-line' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await open('home', { person: 'ben' });
  const row = page.getByRole('region', { name: 'Open incidents' }).getByRole('listitem').filter({ hasText: 'is late' });
  await expect(row).toContainText('Pages you');
  const height = () => row.evaluate((one) => one.getBoundingClientRect().height);
  expect(await height(), 'px').toBeLessThan(48);
  const link = await row.getByRole('link').boundingBox();
  expect(link?.width ?? 0, 'px of the title').toBeGreaterThan(200);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(height, 'a title is read in three lines').toBeGreaterThan(100);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test('a test pages nobody, and says so on Home', async ({ open, world }) => {
  const { status } = await world.sidecar.api('POST', 'integrations/scripts/test', { send: true, page: false });
  expect(status).toBe(200);
  const page = await open('home', { person: 'ben' });
  const row = page.getByRole('region', { name: 'Open incidents' }).getByRole('listitem').filter({ hasText: 'Test' });
  await expect(row.first()).toBeVisible();
  await expect(row.filter({ hasText: 'Pages you' })).toHaveCount(0);
  await expectAccessible(page);
});

test('Home names a maintenance that holds pages, and ends it', async ({ open, world }) => {
  await make(world, 'maintenances', {
    id: 'home-patch',
    name: 'Patch night',
    reason: 'Kernel update',
    integrations: ['scripts'],
    start: '2026-01-07T10:00',
    end: '2026-01-07T12:00',
    timeZone: 'Europe/Paris',
    action: 'hold',
  });
  const page = await open('home', { person: 'admin' });
  const note = page.getByRole('alert').filter({ hasText: 'pages are held' });
  await expect(note).toContainText('Patch night until 12:00: Scripts');
  await expect(note).toContainText('Kernel update');
  await note.getByRole('button', { name: 'End now: Patch night' }).click();
  await expect(note).toHaveCount(0);
  await world.sidecar.api('DELETE', 'maintenances/home-patch');
});

test('Home has the next shifts of the reader, for their calendar', async ({ open }) => {
  const page = await open('home', { person: 'ben' });
  const shifts = page.getByRole('region', { name: 'My next shifts' });
  await expect(shifts.getByRole('listitem').first()).toContainText('SRE primary');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    shifts.getByRole('button', { name: 'Add to calendar' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('vigie-shifts.ics');
});

test('Home shows the swap that waits for the reader, who takes it in place', async ({ open, world }) => {
  const asked = await world.sidecar.api<{ id: string }>('POST', 'swaps', {
    rota: 'sre',
    by: 'ann',
    askedOf: 'cleo',
    start: '2026-01-10T10:00:00Z',
    end: '2026-01-10T14:00:00Z',
    note: 'A wedding',
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const page = await open('home', { person: 'cleo' });
  const swaps = page.getByRole('region', { name: 'Swaps that wait for you' });
  await expect(swaps).toContainText('Ann Martin asks you to take SRE primary');
  await swaps.getByRole('button', { name: 'Take it' }).click();
  await expect(swaps).toHaveCount(0);
  const { body } = await world.sidecar.api<{ state: string }>('GET', `swaps/${asked.body.id}`);
  expect(body.state).toBe('taken');
});

test('Home warns of holes in rotas this week', async ({ open }) => {
  const page = await open('home');
  // One line for all nights of the week.
  await expect(
    page
      .getByRole('region', { name: 'Needs attention this week' })
      .getByRole('listitem')
      .filter({ hasText: 'Nobody is on call' }),
  ).toContainText(/Nobody is on call\s+on\s+Office hours.*more times/);
});

test('Home warns of people and channels that could not be reached', async ({ open, world }) => {
  const { sidecar } = world;
  await sidecar.api('POST', 'users', { login: 'eve', name: 'Eve Noir' });
  await sidecar.api('POST', 'policies', {
    id: 'care',
    name: 'Counts on Eve',
    steps: [{ notify: [{ user: 'eve' }], wait: '5m' }],
  });
  await sidecar.api('POST', 'channels', {
    id: 'sms',
    name: 'SMS operator',
    type: 'smpp',
    settings: { host: '127.0.0.1', port: '9', systemId: 'vigie' },
    secrets: { password: 'secret' },
  });
  await sidecar.api('POST', 'integrations', {
    id: 'backup',
    name: 'Nightly backup',
    type: 'heartbeat',
    policy: 'care',
    heartbeat: { every: '1m', grace: '10s', arm: 'now' },
  });
  await sidecar.advance('3m');
  const page = await open('home', { person: 'admin' });
  const care = page.getByRole('region', { name: 'Needs attention this week' });
  await expect(care.getByRole('listitem').filter({ hasText: 'Channel not responding' })).toContainText('sms');
  await expect(care.getByRole('listitem').filter({ hasText: 'Heartbeat missing' })).toContainText('Nightly backup');
  await expect(care.getByRole('listitem').filter({ hasText: 'Eve Noir' })).toContainText('Cannot be reached');
  await expectAccessible(page);
  await keepScreenshot(page, 'home');
  await sidecar.api('DELETE', 'integrations/backup');
  await sidecar.api('DELETE', 'channels/sms');
  await sidecar.api('DELETE', 'policies/care');
});

for (const language of ['en-US', 'fr-FR'] as const) {
  test(`Home names what is stored and cannot be read (${language})`, async ({ open, page }) => {
    await page.route('**/api/v1/status', async (route) => {
      const answer = await route.fetch();
      const unreadable = [
        {
          kind: 'escalationPolicies',
          id: 'sre',
          field: 'steps[0].wait',
          reason: 'not-understood',
          message: 'steps[0].wait is missing',
        },
      ];
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), unreadable } });
    });
    await open('home', { language });
    const banner = page.getByRole('alert').filter({ hasText: /escalationPolicies sre\u00a0?: steps\[0\]\.wait/ });
    await expect(banner).toContainText(
      language === 'en-US' ? '1 stored object cannot be read' : '1 objet enregistré est illisible',
    );
    await expectAccessible(page);
  });
}

for (const theme of ['dark', 'light'] as const) {
  test(`Home is accessible (${theme})`, async ({ open }) => {
    const page = await open('home', { theme });
    await expect(page.getByRole('region', { name: 'Who is on call' })).toBeVisible();
    await expectAccessible(page);
  });
}
