import { expect, expectAccessible, make, test } from './fixtures.ts';

test('the list says whom each policy tells first, how long it lasts, and who uses it', async ({ open }) => {
  const page = await open('policies');
  const row = page.getByRole('listitem').filter({ hasText: 'SRE escalation' });
  await expect(row).toContainText('First: whoever is on call on SRE primary');
  await expect(row).toContainText('2 steps, at most 30 min');
  await expect(row).toContainText(/Used by .*Scripts/);
  await page.getByPlaceholder('Search policies').fill('nothing like it');
  await expect(page.getByText('No matching policies')).toBeVisible();
  await expectAccessible(page);
});

test('one from a file is read as sentences, and simulated', async ({ open }) => {
  const page = await open('policies/sre', { theme: 'light' });
  await expect(page.getByText('Provisioned from a file')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Steps' })).toContainText(
    'Page whoever is next on SRE primary and Cleo Roux, then wait 10 min',
  );
  const users = page.getByRole('region', { name: 'Used by' });
  await expect(users.getByRole('listitem')).toHaveText('Scripts (alerts that no route sends elsewhere)');
  await expect(users.getByRole('link', { name: 'Scripts' })).toHaveAttribute('href', /\/integrations\/scripts$/);
  const happens = page.getByRole('list', { name: 'What would happen' });
  await expect(happens.getByRole('listitem').filter({ hasText: 'at once' }).first()).toContainText('Ben Petit');
  await expect(happens).toContainText('+5 min');
  await page.getByRole('button', { name: 'Next night, 3:00' }).click();
  await expect(page.getByLabel('An alert arrives at')).toHaveValue('2026-01-08T03:00');
  await expect(happens.getByRole('listitem').filter({ hasText: 'at once' }).first()).toContainText('Ann Martin');
  await expectAccessible(page);

  // Its editor is a draft: nothing is saved, the last 30 days are gone through with it, and its text is for the file.
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await page.getByLabel('Name', { exact: true }).fill('SRE tried');
  await expect(page.getByRole('group', { name: 'For the file' })).toContainText('name: SRE tried');
  await page.getByRole('button', { name: 'What would this have changed?' }).click();
  await expect(page.getByText(/Every page would have been the same|No alerts are stored/)).toBeVisible({
    timeout: 60_000,
  });
  await expectAccessible(page);
});

test('one is made, with its simulation beside it', async ({ open }) => {
  const page = await open('policies');
  await page.getByRole('link', { name: 'New policy' }).click();
  const saving = page.getByRole('region', { name: 'Save' });
  await expect(saving.getByRole('button', { name: 'Create policy' })).toBeDisabled();
  await expect(saving.getByRole('link', { name: 'Cancel' })).toHaveAttribute('href', /\/policies$/);
  await expect(page.getByRole('region', { name: 'Used by' })).toHaveCount(0);
  await page.getByLabel('Name').fill('Made here');
  await page.getByRole('combobox', { name: 'Who is notified' }).click();
  await page.getByRole('option', { name: /Ann Martin.*Person/ }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Steps' })).toContainText('Page Ann Martin, then wait 5 min');
  await page.getByLabel('Then wait for an answer').fill('7m');
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByRole('combobox', { name: 'Who is notified' }).click();
  await page.getByRole('option', { name: /Cleo Roux.*Person/ }).click();
  await page.keyboard.press('Escape');
  const happens = page.getByRole('list', { name: 'What would happen' });
  await expect(happens.getByRole('listitem').filter({ hasText: '+7 min' })).toContainText('Cleo Roux');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page).toHaveURL(/policies\/made-here$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Made here');
});

test.describe('an existing one', () => {
  test.beforeEach(async ({ world }) => {
    const steps = [
      { notify: [{ user: 'ann' }], wait: '5m' },
      { notify: [{ user: 'ben' }], wait: '5m' },
      { notify: [{ user: 'cleo' }], wait: '5m' },
    ];
    await world.sidecar.api('DELETE', 'policies/changing');
    expect(
      (await world.sidecar.api('POST', 'policies', { id: 'changing', name: 'Changing', team: 'sre', steps })).status,
    ).toBe(201);
  });

  const order = (texts: string[]) => texts.map((text) => /Ann|Ben|Cleo/.exec(text)?.[0]);

  test('has its steps moved by keyboard and by drag', async ({ open, world }) => {
    const page = await open('policies/changing');
    const steps = page.getByRole('region', { name: 'Steps' }).getByRole('listitem');
    await expect(steps).toHaveCount(3);
    await page.getByRole('button', { name: /Move step 1/ }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByText('Moved to place 2 of 3')).toBeAttached();
    expect(order(await steps.allTextContents())).toEqual(['Ben', 'Ann', 'Cleo']);

    const handle = await page.getByRole('button', { name: /Move step 3/ }).boundingBox();
    const first = await steps.first().boundingBox();
    if (handle === null || first === null) {
      throw new Error('the steps are not on the screen');
    }
    await page.mouse.move(handle.x + 5, handle.y + 5);
    await page.mouse.down();
    await page.mouse.move(handle.x + 5, first.y + 2, { steps: 8 });
    await page.mouse.up();
    expect(order(await steps.allTextContents())).toEqual(['Cleo', 'Ben', 'Ann']);

    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    const saved = await world.sidecar.api<{ steps: Array<{ notify: Array<{ user: string }> }> }>(
      'GET',
      'policies/changing',
    );
    expect(saved.body.steps.map(({ notify }) => notify[0]?.user)).toEqual(['cleo', 'ben', 'ann']);
  });

  test('says what is wrong beside the step, and that somebody else was faster', async ({ open, world, expected }) => {
    expected.push(/40[09]/);
    const page = await open('policies/changing');
    await page.getByRole('button', { name: 'Edit step 2' }).click();
    await page.getByRole('button', { name: 'Conditions, turns and more' }).click();
    await page.getByRole('button', { name: 'Edit as text' }).click();
    await page.getByLabel('Labels that must match').fill('team=="db"');
    await expect(page.getByRole('region', { name: 'Steps' }).getByRole('listitem').nth(1)).toContainText(
      '"==" is not an operator',
    );
    await page.getByRole('button', { name: 'Edit as a form' }).click();
    await page.getByLabel('Condition as text').fill('team="db"');
    await page.getByLabel('Condition as text').blur();
    await expect(page.getByRole('combobox', { name: 'Label' })).toHaveValue('team');
    await expect(page.getByRole('region', { name: 'Steps' })).toContainText('Only if team is “db”');

    const { body } = await world.sidecar.api<object>('GET', 'policies/changing');
    await world.sidecar.api('PUT', 'policies/changing', { ...body, name: 'Changed meanwhile' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Someone else changed this first')).toBeVisible();
  });

  test('names each route and maintenance that uses it, also before it is deleted', async ({ open, world }) => {
    await make(world, 'integrations', {
      id: 'sorted',
      name: 'Sorted alerts',
      type: 'webhook',
      team: 'sre',
      policy: 'sre',
      routes: [
        { match: ['env="dev"'], drop: true },
        { match: ['env="prod"'], policy: 'changing' },
      ],
    });
    await make(world, 'maintenances', {
      id: 'moving',
      name: 'Moving house',
      integrations: ['scripts'],
      start: '2026-02-07T10:00',
      end: '2026-02-07T12:00',
      timeZone: 'UTC',
      action: { policy: 'changing' },
    });
    const page = await open('policies/changing');
    const users = page.getByRole('region', { name: 'Used by' });
    await expect(users.getByRole('listitem')).toHaveText([
      'Sorted alerts (route 2)',
      'Moving house (while this maintenance runs)',
    ]);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Delete Changing' }).click();
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toHaveText('Sorted alerts (route 2)');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(users.getByRole('link', { name: 'Sorted alerts' })).toHaveAttribute(
      'href',
      /\/integrations\/sorted\?tab=routes$/,
    );
    await world.sidecar.api('DELETE', 'integrations/sorted');
    await open('policies');
    const row = page.getByRole('listitem').filter({ hasText: 'Changing' });
    await expect(row, 'a maintenance alone').toContainText('Used by Moving house');
    await world.sidecar.api('DELETE', 'maintenances/moving');
    await page.reload();
    await expect(row).toContainText('Not used yet');
    await open('policies/changing');
    await expect(users).toContainText('Nothing sends incidents to this policy yet.');
  });

  test('is saved beside its steps, and what was changed may be discarded there', async ({ open, page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open('policies/changing');
    const saving = page.getByRole('region', { name: 'Save' });
    await expect(saving.getByRole('button', { name: 'Save', exact: true })).toBeInViewport();
    const steps = await page.getByRole('region', { name: 'Steps' }).boundingBox();
    const box = await saving.boundingBox();
    expect((box?.x ?? 0) > (steps?.x ?? 0) && (box?.y ?? 0) < (steps?.y ?? 0), 'beside the form, from its top').toBe(
      true,
    );
    await expect(saving.getByRole('button', { name: 'Discard changes' })).toBeDisabled();
    await page.getByLabel('Name', { exact: true }).fill('');
    await expect(saving).toContainText('Enter a name.');
    await expect(saving.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    await saving.getByRole('button', { name: 'Discard changes' }).click();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Changing');
  });

  test('has the end of a long simulation beside its first steps, on a screen that is not high', async ({
    open,
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 700 });
    await open('policies/changing');
    const happens = page.getByRole('list', { name: 'What would happen' });
    await expect(happens.getByRole('listitem').filter({ hasText: '+15 min' })).toBeAttached();
    // To where the column stays.
    await page.evaluate(() => window.scrollTo(0, 130));
    await happens.getByRole('listitem').first().hover();
    await page.mouse.wheel(0, 600);
    await expect(happens.getByRole('listitem').last()).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('region', { name: 'Steps' }).getByRole('heading').first()).toBeInViewport();
    await expectAccessible(page);
  });

  test('is deleted after a question', async ({ open, world }) => {
    const page = await open('policies/changing');
    await page.getByRole('button', { name: 'Delete Changing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page).toHaveURL(/policies$/);
    expect((await world.sidecar.api('GET', 'policies/changing')).status).toBe(404);
  });

  test('cannot be changed by a Viewer, who reads it in French on a phone', async ({ open, page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open('policies/changing', { person: 'dee', language: 'fr-FR' });
    await expect(page.getByText('Vous pouvez consulter, mais pas modifier')).toBeVisible();
    await expect(page.getByText('Alerter Ann Martin, puis attendre 5 min')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Utilisée par' })).toContainText('Rien n’envoie encore d’incidents');
    await expect(page.getByRole('button', { name: 'Supprimer' })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
