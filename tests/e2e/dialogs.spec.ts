/** What happens in a dialog stays in it: Grafana 12's confirmation is a form, and its lists let Esc go on to what is around them. */
import type { Locator, Page } from '@playwright/test';
import { expect, make, test } from './fixtures.ts';
import type { World } from './world.ts';

/** What the page asks the sidecar to do, as `DELETE teams/x`. */
function changesOf(page: Page): string[] {
  const changes: string[] = [];
  page.on('request', (request) => {
    const [, path] = /\/api\/v1\/(.*)$/.exec(request.url()) ?? [];
    if (path !== undefined && request.method() !== 'GET') {
      changes.push(`${request.method()} ${path}`);
    }
  });
  return changes;
}

/** Esc in a field that was changed asks first, and what was typed stays. */
async function keepsItsDraft(page: Page, field: Locator, typed: string): Promise<void> {
  await field.fill(typed);
  await field.press('Escape');
  const question = page.getByRole('dialog', { name: 'Close without saving?' });
  await question.getByRole('button', { name: 'Stay here' }).click();
  await expect(question).toBeHidden();
  await expect(field).toHaveValue(typed);
}

const NAMED = { id: 'gone', name: 'Gone soon' };
const LATER = { start: '2027-01-08T10:00', end: '2027-01-08T12:00', timeZone: 'UTC' };
const KINDS: Array<{ path: string; body: object; page: string }> = [
  { path: 'teams', body: NAMED, page: 'people?tab=teams' },
  {
    path: 'time-windows',
    body: { ...NAMED, timeZone: 'UTC', windows: [{ days: ['mon'], from: '09:00', to: '10:00' }] },
    page: 'policies?tab=windows',
  },
  {
    path: 'maintenances',
    body: { ...NAMED, ...LATER, integrations: ['scripts'], action: 'hold' },
    page: 'maintenances',
  },
  {
    path: 'channels',
    body: { ...NAMED, type: 'webhook', settings: { url: 'http://127.0.0.1:9/hook' } },
    page: 'channels',
  },
  { path: 'subscriptions', body: { ...NAMED, to: [{ user: 'ann' }] }, page: 'status-updates' },
];

test.describe('Delete in a drawer deletes, and saves nothing', () => {
  for (const { path, body, page: where } of KINDS) {
    test(path, async ({ open, world }) => {
      await make(world, path, body);
      const page = await open(where, { person: 'admin' });
      await page.getByRole('button', { name: 'Edit Gone soon' }).click();
      const drawer = page.getByRole('dialog');
      await keepsItsDraft(page, drawer.getByLabel(/^Name/), 'Gone later');
      await drawer.getByLabel(/^Name/).fill('Gone soon');
      await drawer.getByRole('button', { name: 'Delete Gone soon' }).click();
      const question = page.getByRole('dialog', { name: 'Delete Gone soon?' });
      await question.press('Escape');
      await expect(question).toBeHidden();
      await expect(drawer.getByLabel(/^Name/), 'Esc answers the question only').toHaveValue('Gone soon');
      await drawer.getByRole('button', { name: 'Delete Gone soon' }).click();
      const changes = changesOf(page);
      await question.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByText('Gone soon was deleted')).toBeVisible();
      await expect(drawer).toBeHidden();
      expect(changes).toEqual([`DELETE ${path}/gone`]);
      expect((await world.sidecar.api('GET', `${path}/gone`)).status).toBe(404);
    });
  }
});

/** Opens the dialog and gives the list in it, once something was typed that would be lost. */
const LISTS: Record<
  string,
  { path: string; opening: string; typed: string; list: string; before?: (page: Page) => Promise<void> }
> = {
  'Page someone': {
    path: 'home',
    opening: 'Page someone',
    typed: 'What is wrong?',
    list: 'People',
    before: (page) => page.getByRole('radio', { name: 'People directly' }).check(),
  },
  'a maintenance': { path: 'maintenances', opening: 'New maintenance', typed: 'Name', list: 'Integrations' },
  'a team': { path: 'people?tab=teams', opening: 'New team', typed: 'Name', list: 'Members' },
  'a subscription': { path: 'status-updates', opening: 'New subscription', typed: 'Name', list: 'People' },
};

test.describe('Esc in a list closes the list, and the draft stays', () => {
  for (const [name, { path, opening, typed, list, before }] of Object.entries(LISTS)) {
    test(name, async ({ open }) => {
      const page = await open(path, { person: 'admin' });
      await page.getByRole('button', { name: opening }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(typed).fill('Not to be lost');
      await before?.(page);
      const box = dialog.getByRole('combobox', { name: list, exact: true });
      await box.click();
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
      await box.press('Escape');
      await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(0);
      await expect(dialog.getByLabel(typed)).toHaveValue('Not to be lost');
    });
  }

  test('a question to others on an incident', async ({ open, world }) => {
    const page = await open(`incidents/${await anIncident(world)}`, { person: 'admin' });
    await page.getByRole('button', { name: 'Add people…' }).click();
    const dialog = page.getByRole('dialog');
    const box = dialog.getByRole('combobox', { name: 'People' });
    await box.click();
    await page.getByRole('option', { name: 'Dee Blanc' }).click();
    await box.press('Escape');
    await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(0);
    await expect(dialog.getByText('Dee Blanc')).toBeVisible();
  });
});

test('letters that are typed while a choice is still being taken in are not lost', async ({ open }) => {
  const page = await open('people?tab=teams', { person: 'admin' });
  await page.getByRole('button', { name: 'New team' }).click();
  const dialog = page.getByRole('dialog');
  const box = dialog.getByRole('combobox', { name: 'Members', exact: true });
  for (const [next, text, left] of [
    ['Ann Martin', 'AnnBen', 'Ben'],
    ['Ben Petit', 'Cleo', 'Cleo'],
    ['Cleo Roux', 'Cleo', ''],
  ] as const) {
    await box.fill(next.split(' ')[0] ?? '');
    const option = page.getByRole('option', { name: next });
    await expect(option).toBeVisible();
    // The list has the click, and no timer has run yet: so a busy browser hands over the letters after it.
    await option.evaluate(async (element: HTMLElement, typed) => {
      element.click();
      await Promise.resolve();
      const input = document.activeElement;
      if (input instanceof HTMLInputElement && input.value !== typed) {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, typed);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }, text);
    await expect(dialog.getByText(next, { exact: true })).toBeVisible();
    await expect(box).toHaveValue(left);
    await expect(page.getByRole('option')).toHaveCount(left === '' ? 0 : 1);
  }
});

test('Several are picked by the keyboard alone, all are seen, and each is taken back', async ({
  open,
  page,
  whole,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('people?tab=teams', { person: 'admin' });
  await page.getByRole('button', { name: 'New team' }).click();
  const dialog = page.getByRole('dialog');
  const box = dialog.getByRole('combobox', { name: 'Members', exact: true });
  const picked = dialog.getByRole('button', { name: /^Remove / });
  await box.focus();
  // What was typed is gone after the pick, so that the next name finds somebody.
  for (const name of ['ann', 'ben', 'cleo', 'dee']) {
    // As fast as a person: 12.4's box loses letters that come within a frame.
    await whole.keyboard.type(name, { delay: 40 });
    await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await whole.keyboard.press('Enter');
    await expect(box).toHaveValue('');
    await expect(page.getByRole('option'), 'nothing lies over the rest of the form').toHaveCount(0);
  }
  const names = ['Ann Martin', 'Ben Petit', 'Cleo Roux', 'Dee Blanc'];
  for (const name of names) {
    const chip = dialog.getByText(name, { exact: true });
    await expect(chip).toBeVisible();
    const { x = 0, width = 0 } = (await chip.boundingBox()) ?? {};
    expect(x + width, `${name} is inside the screen`).toBeLessThanOrEqual(390);
  }
  for (const one of await picked.all()) {
    expect((await one.boundingBox())?.height ?? 0, 'as large as a finger').toBeGreaterThanOrEqual(43.5);
  }
  await box.press('Backspace');
  await expect(picked).toHaveCount(3);
  await whole.keyboard.type('dee', { delay: 40 });
  for (const left of ['de', 'd', '']) {
    await whole.keyboard.press('Backspace');
    await expect(box).toHaveValue(left);
  }
  await expect(picked, 'letters go first').toHaveCount(3);
  await whole.keyboard.press('Backspace');
  await expect(picked).toHaveCount(2);
  await picked.first().click();
  await expect(dialog.getByText('Ann Martin', { exact: true })).toHaveCount(0);
  await expect(dialog.getByText('Ben Petit', { exact: true })).toBeVisible();
});

function anIncident(world: World): Promise<string> {
  return world.alert({ title: 'Dialogs are tried', severity: 'warning', id: 'dialogs-1' });
}

const DRAFTS: Record<string, { path: string; field: string | RegExp }> = {
  'a rota': { path: 'rotas/sre/edit', field: 'Name' },
  'a policy': { path: 'policies/new', field: 'Name' },
  'an integration': { path: 'integrations/leaving?tab=settings', field: 'Name' },
  'a new rota': { path: 'rotas/new', field: 'Name' },
  'a new channel': { path: 'channels/new?setup=webhook', field: /^Name/ },
  'a new integration': { path: 'integrations/new?type=webhook', field: 'Name' },
  'how somebody is reached': { path: 'me', field: /^Remind me before a shift/ },
};

test.describe('what is not saved is not lost by a click', () => {
  for (const [name, { path, field }] of Object.entries(DRAFTS)) {
    test(name, async ({ open, whole, world }) => {
      await world.sidecar.api('DELETE', 'integrations/leaving');
      await make(world, 'integrations', {
        id: 'leaving',
        name: 'Leaving',
        type: 'webhook',
        team: 'sre',
        policy: 'sre',
        token: 'e2e-leaving-token-0123456789',
      });
      await world.sidecar.api('DELETE', 'rotas/leaving');
      await make(world, 'rotas', { id: 'leaving', name: 'Leaving', team: 'sre', timeZone: 'UTC', layers: [] });
      const page = await open(path.replace('sre/edit', 'leaving/edit'), { person: 'admin' });
      await page.getByLabel(field, { exact: true }).first().fill('Not to be lost');
      const away = whole.getByRole('navigation').getByRole('link', { name: 'Incidents' });
      await away.click();
      const question = page.getByRole('dialog', { name: 'Leave without saving?' });
      await question.getByRole('button', { name: 'Stay here' }).click();
      await expect(page.getByLabel(field, { exact: true }).first()).toHaveValue('Not to be lost');
      await away.click();
      await question.getByRole('button', { name: 'Leave and lose changes' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Incidents');
      await world.sidecar.api('DELETE', 'integrations/leaving');
      await world.sidecar.api('DELETE', 'rotas/leaving');
    });
  }
});

/** Those that edit an object are among `KINDS`. */
const DRAWERS: Record<
  string,
  { path: string; person?: 'cleo'; opening: string; before?: string; field: string; typed: string }
> = {
  'a calendar': { path: 'calendars', opening: 'Add a calendar', field: 'Name', typed: 'Holidays' },
  people: { path: 'people', opening: 'Add people', before: 'By hand', field: 'Login in Grafana', typed: 'fay' },
  'an override': {
    path: 'rotas/sre',
    opening: 'Add an override',
    field: 'Why? (for others to read)',
    typed: 'A train',
  },
  'a swap': {
    path: 'rotas/sre',
    person: 'cleo',
    opening: 'Ask for a swap',
    field: 'Why? (for others to read)',
    typed: 'A wedding',
  },
  'an absence': { path: 'rotas/sre', person: 'cleo', opening: 'I’m away', field: 'From', typed: '2026-02-02T09:00' },
  'a unit': { path: 'compliance/rules', opening: 'New unit', field: 'Name of the company or site', typed: 'Exemple' },
};

test.describe('Esc in a drawer loses nothing that was typed', () => {
  for (const [name, { path, person = 'admin', opening, before, field, typed }] of Object.entries(DRAWERS)) {
    test(name, async ({ open }) => {
      const page = await open(path, { person });
      await page.getByRole('button', { name: opening }).first().click();
      const drawer = page.getByRole('dialog');
      if (before !== undefined) {
        await drawer.getByRole('radio', { name: before }).check();
      }
      await keepsItsDraft(page, drawer.getByLabel(field).first(), typed);
    });
  }

  test('a maintenance that begins now, of which everything is chosen', async ({ open, whole }) => {
    const page = await open('maintenances', { person: 'admin' });
    await page.getByRole('button', { name: 'Start now' }).click();
    const drawer = page.getByRole('dialog', { name: 'Start maintenance' });
    await drawer.getByRole('combobox', { name: 'Integrations' }).click();
    await page.getByRole('option', { name: 'Scripts' }).click();
    await whole.keyboard.press('Escape');
    await drawer.getByRole('heading').first().click();
    await whole.keyboard.press('Escape');
    await page
      .getByRole('dialog', { name: 'Close without saving?' })
      .getByRole('button', { name: 'Stay here' })
      .click();
    await expect(drawer.getByText('Scripts')).toBeVisible();
  });

  test('dialogs of an incident and of a view open again as they were left', async ({ open, whole, world }) => {
    await world.alert({ title: 'Merged into', severity: 'warning', id: 'dialogs-2' });
    const page = await open(`incidents/${await anIncident(world)}`, { person: 'admin' });
    const dialog = page.getByRole('dialog');
    const press = async (entry: string) => {
      if (entry !== 'Reassign…') {
        await page.getByRole('button', { name: 'More' }).last().click();
      }
      await page.getByRole(entry === 'Reassign…' ? 'button' : 'menuitem', { name: entry }).click();
    };
    const choose = async (entry: string, box: string, option: RegExp) => {
      await press(entry);
      await dialog.getByRole('combobox', { name: box }).click();
      await page.getByRole('option', { name: option }).first().click();
      // A list of several stays open for the next one.
      if (box === 'People') {
        await expect(dialog.getByRole('button', { name: /Dee Blanc/ })).toBeVisible();
        await whole.keyboard.press('Escape');
      }
      await expect(page.getByRole('option')).toHaveCount(0);
      await whole.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await press(entry);
    };
    await choose('Reassign…', 'People', /Dee Blanc/);
    await expect(dialog.getByText('Dee Blanc')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await choose('Merge into another…', 'Into', /Merged into/);
    await expect(dialog.getByRole('combobox', { name: 'Into' })).toHaveValue(/Merged into/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await open('incidents?severity=critical', { person: 'admin' });
    for (const _ of ['opened', 'opened again']) {
      await page.getByRole('button', { name: /^View:/ }).click();
      await page.getByRole('menuitem', { name: 'Save this view…' }).click();
      if ((await dialog.getByLabel('Name').inputValue()) === '') {
        await dialog.getByLabel('Name').fill('Bad ones');
        await dialog.getByLabel('Name').press('Escape');
        await expect(dialog).toBeHidden();
      }
    }
    await expect(dialog.getByLabel('Name')).toHaveValue('Bad ones');
  });
});

test.describe('A drawer with changes asks before it closes', () => {
  test('on Esc and by its cross, and on another page; without changes it just closes', async ({ open, whole }) => {
    const page = await open('people?tab=teams', { person: 'admin' });
    const drawer = page.getByRole('dialog', { name: 'New team' });
    const question = page.getByRole('dialog', { name: 'Close without saving?' });
    await page.getByRole('button', { name: 'New team' }).click();
    await drawer.getByLabel('Name').press('Escape');
    await expect(drawer).toBeHidden();
    await page.getByRole('button', { name: 'New team' }).click();
    await drawer.getByLabel('Name').fill('Not to be lost');
    await drawer.getByLabel('Name').press('Escape');
    await question.getByRole('button', { name: 'Stay here' }).click();
    await expect(drawer.getByLabel('Name')).toHaveValue('Not to be lost');
    await drawer.getByRole('button', { name: /close/i }).first().click();
    await question.getByRole('button', { name: 'Close and lose changes' }).click();
    await expect(drawer).toBeHidden();
    await expect(whole.getByRole('dialog')).toHaveCount(0);
  });

  test('and so do routes of an integration, before another tab is opened', async ({ open, world }) => {
    await world.sidecar.api('DELETE', 'integrations/leaving');
    await make(world, 'integrations', {
      id: 'leaving',
      name: 'Leaving',
      type: 'webhook',
      team: 'sre',
      policy: 'sre',
      token: 'e2e-leaving-token-0123456789',
    });
    const page = await open('integrations/leaving?tab=routes', { person: 'admin' });
    await page.getByRole('button', { name: 'Add a route' }).click();
    await page.getByRole('tab', { name: 'Settings' }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay here' }).click();
    await expect(page.getByRole('radiogroup', { name: 'Severity at least' })).toBeVisible();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await question.getByRole('button', { name: 'Leave and lose changes' }).click();
    await expect(page.getByLabel('Resolve only after staying quiet for')).toBeVisible();
    await world.sidecar.api('DELETE', 'integrations/leaving');
  });
});
