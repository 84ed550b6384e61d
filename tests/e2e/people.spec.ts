import type { Page } from '@playwright/test';
import type { WebhookSink } from '../support/webhook-sink.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

test('everybody is listed, with how they are reached as far as the reader may know', async ({ open }) => {
  const asAdmin = await open('people', { person: 'admin' });
  await expect(asAdmin.getByRole('listitem').filter({ hasText: 'Ann Martin' })).toContainText('Reachable');
  await expectAccessible(asAdmin);
  const asDee = await open('people', { person: 'dee', theme: 'light' });
  const ann = asDee.getByRole('listitem').filter({ hasText: 'Ann Martin' });
  await expect(ann).toContainText('Europe/Paris, SRE');
  await expect(ann).not.toContainText('Reachable');
  await asDee.getByPlaceholder('Search people').fill('ben');
  await expect(ann).toHaveCount(0);
  await expectAccessible(asDee);
});

test('people of Grafana are added, several at once', async ({ open, page, world }) => {
  await page.route('**/api/org/users', async (route) => {
    const more = ['gil', 'hal'].map((login) => ({ login, name: `${login} Gris`, role: 'Viewer', isDisabled: false }));
    await route.fulfill({ json: [{ login: 'ann', name: 'Ann Martin', role: 'Viewer' }, ...more] });
  });
  await open('people', { person: 'admin' });
  await page.getByRole('button', { name: 'Add people' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('listitem')).toHaveCount(2);
  await drawer.getByText('gil Gris').click();
  await drawer.getByText('hal Gris').click();
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Add 2 people' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'hal Gris' })).toContainText('Cannot be reached');
  for (const login of ['gil', 'hal']) {
    expect((await world.sidecar.api('DELETE', `users/${login}`)).status).toBe(204);
  }
});

test('somebody is added by hand, disabled and erased', async ({ open }) => {
  const page = await open('people', { person: 'admin' });
  await page.getByRole('button', { name: 'Add people' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radio', { name: 'By hand' }).check();
  await drawer.getByLabel('Login in Grafana').fill('fay');
  await drawer.getByLabel('Name', { exact: true }).fill('Fay Vert');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Fay Vert' })).toContainText('Cannot be reached');

  await page.getByRole('link', { name: 'Fay Vert' }).click();
  const account = page.getByRole('region', { name: 'Account and data' });
  await account.getByRole('button', { name: 'Disable…' }).click();
  await expect(page.getByRole('dialog')).toContainText('no escalation policy counts on them');
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(account).toContainText('Disabled:');
  await account.getByRole('button', { name: 'Erase…' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/Type the login/)
    .fill('fay');
  await expectAccessible(page, '[role="dialog"]');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click();
  await expect(page).toHaveURL(/\/people$/);
  await expect(page.getByRole('listitem').filter({ hasText: 'Fay Vert' })).toHaveCount(0);
});

test('teams are made, changed and deleted by Admins', async ({ open, world }) => {
  const page = await open('people?tab=teams', { person: 'admin' });
  await expect(page.getByRole('listitem').filter({ hasText: 'SRE' })).toContainText('From a file');
  await page.getByRole('button', { name: 'New team' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name').fill('Databases');
  await drawer.getByRole('combobox', { name: 'Members' }).click();
  await page.getByRole('option', { name: 'Dee Blanc', exact: true }).click();
  await page.keyboard.press('Escape');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Databases' })).toContainText('Dee Blanc');
  await page.getByRole('button', { name: 'Edit Databases' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete Databases' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Databases' })).toHaveCount(0);
  await expect.poll(async () => (await world.sidecar.api('GET', 'teams/databases')).status).toBe(404);
});

/** Of the policy of a team in shadow. */
async function asksBeforePagingNobody(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Page someone' }).click();
  const dialog = page.getByRole('dialog', { name: 'Page someone' });
  await dialog.getByLabel('What is wrong?').fill('Please look at the shop');
  await dialog.getByRole('combobox', { name: 'Escalation policy' }).click();
  await page.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Page now' }).click();
  const question = page.getByRole('dialog', { name: 'Page nobody?' });
  await expect(question).toContainText('The team SRE is in shadow.');
  await expectAccessible(page, '[role="dialog"]');
  await question.getByRole('button', { name: 'Go on in shadow' }).click();
  await expect(page).toHaveURL(/\/incidents\//);
}

test('a team goes into shadow and back to real, and the page says who can be reached', async ({ expected, open }) => {
  // The question of whom to page is an answer 409.
  expected.push(/409/);
  const page = await open('people?tab=teams', { person: 'admin' });
  await page.getByRole('button', { name: 'Paging: SRE' }).click();
  const drawer = page.getByRole('dialog', { name: 'SRE' });
  await expect(drawer).toContainText('0 of 3 have confirmed an urgent contact method.');
  await drawer.getByRole('button', { name: 'Switch to shadow' }).click();
  const toShadow = page.getByRole('dialog', { name: 'Put SRE into shadow?' });
  await toShadow.getByRole('button', { name: 'Switch to shadow' }).click();
  await expect(drawer).toContainText('In shadow: nothing is sent');
  // Grafana's own primary buttons have too little contrast while they have the focus.
  await drawer.getByRole('button', { name: 'Switch to real' }).blur();
  await expectAccessible(page, '[role="dialog"]');
  const home = await open('home', { person: 'admin' });
  await expect(home.getByText('In shadow, nobody is paged: SRE')).toBeVisible();
  await asksBeforePagingNobody(home);
  await open('people?tab=teams', { person: 'admin' });
  await expect(page.getByRole('listitem').filter({ hasText: 'SRE' })).toContainText('Shadow');
  await page.getByRole('button', { name: 'Paging: SRE' }).click();
  await drawer.getByRole('button', { name: 'Switch to real' }).click();
  const toReal = page.getByRole('dialog', { name: 'Page SRE for real?' });
  await expect(toReal).toContainText('Nothing but mail reaches Ann Martin, Ben Petit, Cleo Roux');
  await expect(toReal.getByRole('button', { name: 'Switch to real' })).toBeDisabled();
  await toReal.getByLabel('Reason').fill('They all sit here');
  await toReal.getByLabel('Reason').press('Escape');
  await expect(toReal).toBeHidden();
  await drawer.getByRole('button', { name: 'Switch to real' }).click();
  await expect(toReal.getByLabel('Reason'), 'Esc loses nothing').toHaveValue('They all sit here');
  await expectAccessible(page, '[role="dialog"]');
  await toReal.getByRole('button', { name: 'Switch to real' }).click();
  await expect(drawer).toContainText('Pages are real.');
});

test.describe('Me', () => {
  let sink: WebhookSink;
  test.beforeAll(async () => {
    sink = await startWebhookSink();
  });
  test.afterAll(() => sink.stop());
  test.beforeEach(async ({ world }) => {
    const { body } = await world.sidecar.api<object>('GET', 'users/dee');
    await world.sidecar.api('PUT', 'users/dee', {
      ...body,
      contactMethods: null,
      notificationRules: null,
      quietHours: null,
      handoffAhead: null,
      mute: [],
    });
    sink.take();
  });

  test('a contact method is added, verified by its code, and tested; the mail address stays', async ({
    open,
    expected,
  }) => {
    expected.push(/400/);
    const page = await open('me', { person: 'dee' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Me');
    await expect(page.getByText('dee@example.com').first()).toBeVisible();
    await page.getByRole('button', { name: 'Add a contact method' }).click();
    await page.getByRole('combobox', { name: 'Contact method' }).click();
    await page.getByRole('option', { name: 'Webhook', exact: true }).click();
    await page.getByLabel('URL').fill('no address');
    await page.getByRole('button', { name: 'Add and send a code' }).click();
    await expect(page.getByText(/must be a URL|URL such as|https:/).first()).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'Some fields need fixing' })).toHaveCount(0);
    await page.getByLabel('URL').fill(sink.url('/dee'));
    await page.getByRole('button', { name: 'Add and send a code' }).click();

    const methods = page.getByRole('region', { name: 'Contact methods' });
    await expect(methods).toContainText('Not verified, won’t be used');
    await expect(methods).toContainText('dee@example.com');
    await expect(page.getByText('Sent. Has it arrived?')).toBeVisible();
    await expect(page.getByLabel('Code')).toBeFocused();
    await expectAccessible(page);
    const code = /\b(\d{6})\b/.exec(String(sink.take()[0]?.body['text']))?.[1] ?? '';
    await page.getByLabel('Code').fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(page.getByText('It was not verified')).toBeVisible();
    // The code that has come is still good after the page was loaded again.
    await page.reload();
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(methods).not.toContainText('Not verified');
    await page.getByRole('button', { name: /^Test Webhook/ }).click();
    await expect.poll(() => sink.take().length).toBe(1);
    await methods.getByRole('button', { name: /^Remove Webhook/ }).click();
    const question = page.getByRole('dialog');
    await expect(question).toContainText('To use it again, it must be verified again.');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(methods).toContainText('Webhook');
  });

  test('another zone than that of the browser is asked about, and taken', async ({ open, world }) => {
    const page = await open('me', { person: 'admin' });
    await expect(page.getByRole('region', { name: 'Contact methods' })).toBeVisible();
    const { body } = await world.sidecar.api<object>('GET', 'users/admin');
    const { status, body: answer } = await world.sidecar.api('PUT', 'users/admin', { ...body, timeZone: 'UTC' });
    expect(status, JSON.stringify(answer)).toBe(200);
    await page.reload();
    const question = page.getByRole('alert').filter({ hasText: 'Vigie counts your hours in UTC. Is that right?' });
    await question.getByRole('button', { name: 'Use Europe/Paris' }).click();
    await expect(question).toHaveCount(0);
    expect((await world.sidecar.api('GET', 'users/admin')).body).toMatchObject({ timeZone: 'Europe/Paris' });
  });

  test('a name and an address that are others in Grafana are asked about: one is taken, one kept', async ({
    open,
    world,
  }) => {
    const page = await open('me', { person: 'admin' });
    await expect(page.getByRole('region', { name: 'Contact methods' })).toBeVisible();
    const { body } = await world.sidecar.api<{ name: string; email: string }>('GET', 'users/admin');
    const other = { ...body, name: 'Zoë of before', email: 'zoe@old.example.com' };
    const { status, body: answer } = await world.sidecar.api('PUT', 'users/admin', other);
    expect(status, JSON.stringify(answer)).toBe(200);
    await page.reload();
    const address = page.getByRole('alert').filter({ hasText: 'Grafana has another e-mail address for you' });
    await expect(address).toContainText('Vigie pages you at zoe@old.example.com.');
    await expectAccessible(page);
    await address.getByRole('button', { name: `Use ${body.email}` }).click();
    await expect(address).toHaveCount(0);
    const called = page.getByRole('alert').filter({ hasText: `Grafana calls you ${body.name}` });
    await called.getByRole('button', { name: 'Keep Zoë of before' }).click();
    await expect(called).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('region', { name: 'Contact methods' })).toBeVisible();
    await expect(called, 'not asked again').toHaveCount(0);
    const { body: after } = await world.sidecar.api<object>('GET', 'users/admin');
    expect(after).toMatchObject({ name: 'Zoë of before', email: body.email });
    expect((await world.sidecar.api('PUT', 'users/admin', { ...after, name: body.name })).status).toBe(200);
  });

  test('rules are a timeline, and are changed', async ({ open, world }) => {
    const page = await open('me', { person: 'dee' });
    await expect(page.getByRole('list', { name: 'Urgent alerts', exact: true })).toContainText('at once');
    await page.getByRole('button', { name: 'Edit rules' }).click();
    await page.getByRole('button', { name: 'Add a rule' }).first().click();
    await page.getByLabel('After').fill('3m');
    await expect(page.getByRole('list', { name: 'Urgent alerts', exact: true })).toContainText('+3 min');
    await expectAccessible(page);
    await page.getByRole('region', { name: 'Notification rules' }).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Edit rules' })).toBeVisible();
    expect((await world.sidecar.api<object>('GET', 'users/dee')).body).toMatchObject({
      notificationRules: { urgent: [{ method: 'email', after: '3m' }], default: [] },
    });
  });

  test('quiet hours, messages and notice of shifts are set', async ({ open, world }) => {
    const page = await open('me', { person: 'dee' });
    // Begun here, and not lost when another card is saved.
    await page.getByLabel('Remind me before a shift').fill('12h');
    await page.getByText('It was snoozed').click();
    await page.getByRole('button', { name: 'Set quiet hours' }).click();
    const quiet = page.getByRole('region', { name: 'Quiet hours' });
    await quiet.getByLabel('To').fill('06:30');
    await expect(quiet).toContainText('the next day');
    await quiet.getByRole('button', { name: 'Save' }).click();
    await expect(quiet).toContainText('every day 22:00 – 06:30');
    await expect(page.getByLabel('Remind me before a shift')).toHaveValue('12h');
    await expect(page.getByRole('checkbox', { name: 'It was snoozed' })).not.toBeChecked();
    await page
      .getByRole('region', { name: 'Language, time and messages' })
      .getByRole('button', { name: 'Save' })
      .click();
    await expect
      .poll(async () => (await world.sidecar.api<object>('GET', 'users/dee')).body)
      .toMatchObject({
        handoffAhead: '12h',
        mute: ['snoozed'],
        quietHours: { windows: [{ from: '22:00', to: '06:30' }] },
      });
  });

  test('an absence is entered and taken back; the calendar has an address', async ({ open, expected }) => {
    expected.push(/ical/);
    const page = await open('me', { person: 'dee' });
    const absences = page.getByRole('region', { name: 'Absences' });
    await absences.getByRole('button', { name: 'Add' }).click();
    await absences.locator('label', { hasText: /^Whole days$/ }).click();
    await absences.getByLabel('First day').fill('2026-02-02');
    await absences.getByLabel('Last day').fill('2026-02-03');
    await absences.locator('label', { hasText: /^Whole days$/ }).click();
    await expect(absences.getByLabel('To')).toHaveValue('2026-02-04T00:00');
    await absences.getByLabel('From').fill('2026-02-02T09:00');
    await absences.getByLabel('To').fill('2026-02-01T09:00');
    await expect(absences).toContainText('The end must be after the start.');
    await absences.getByLabel('To').fill('2026-02-06T18:00');
    await absences.getByRole('button', { name: 'Add absence' }).click();
    await expect(absences.getByRole('listitem')).toContainText(
      'Mon, Feb 2, 2026, 09:00 – Fri, Feb 6, 2026, 18:00, Leave',
    );
    await expectAccessible(page);
    await absences.getByRole('button', { name: 'Delete Leave' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(absences).toContainText('No current or upcoming absences.');

    await page.getByRole('button', { name: 'Show address' }).click();
    await page.getByRole('button', { name: 'Create address' }).click();
    await expect(page.getByRole('group', { name: 'Calendar address' })).toContainText('/ical/');
    await page.getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByRole('group', { name: 'Calendar address' })).toHaveCount(0);
  });

  test('reads in French on a phone', async ({ open, page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open('me', { person: 'dee', language: 'fr-FR', theme: 'light' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Moi');
    await expect(page.getByRole('region', { name: 'Heures calmes' })).toContainText('Aucune');
    await page.getByRole('button', { name: 'Ajouter un moyen de contact' }).click();
    await page.getByRole('combobox', { name: 'Moyen de contact' }).click();
    // Nobody set up a service for calls: what cannot arrive is not offered.
    await expect(page.getByRole('option', { name: 'Appel téléphonique' })).toHaveCount(0);
    await page.getByRole('option', { name: 'Webhook' }).click();
    await expect(page.getByText(/^Non configurés ici\u00a0:.*SMS.*Appel téléphonique/)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});

test('a Viewer sees the methods of others without addresses, and can change nothing', async ({ open, world }) => {
  const { body } = await world.sidecar.api<object>('GET', 'users/ben');
  const saved = await world.sidecar.api('PUT', 'users/ben', {
    ...body,
    contactMethods: [{ id: 'private', type: 'email', to: 'ben.at.home@example.org' }],
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const others = await open('people/ben', { person: 'dee' });
  const ways = others.getByRole('region', { name: 'Contact methods' });
  await expect(ways).toContainText('E-mail');
  await expect(ways).not.toContainText('example.org');
  // Other files count on Ben, who can be reached.
  expect((await world.sidecar.api('PUT', 'users/ben', { ...body, contactMethods: null })).status).toBe(200);
  const page = await open('people/ann', { person: 'dee' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ann Martin');
  await expect(page.getByText('ann@example.com')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Save|Add|Edit rules/ })).toHaveCount(0);
  await expectAccessible(page);
});
