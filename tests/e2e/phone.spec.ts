/**
 * On a phone no page is wider than the screen, in either language: Grafana lets nobody scroll sideways gracefully; what is
 * pressed is as large as a finger, and lists begin on the first screen.
 */
import type { Page } from '@playwright/test';
import type { ImportDetail, ImportWire } from '#modules/importing/contract/wizard';
import { goalertContent } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { startPager } from '../support/pager-server.ts';
import { until } from '../support/waiting.ts';
import { expect, make, ownWorld, test as base } from './fixtures.ts';
import { pagesOf } from './gallery/views.ts';
import type { World } from './world.ts';

/** It leaves names behind that no other test wants on its pages. */
const test = base.extend<object, { world: World }>({ world: ownWorld() });

/** Besides every page. */
const MORE = [
  'rotas/long',
  'rotas/long?view=year',
  'policies/long',
  'integrations/long',
  'integrations/long?tab=routes',
  'people/long',
  'incidents?state=resolved',
];

/** Everything has a name as long as may be, half of it without a place to break. */
const LONG = `Platform and everything around it, ${'unbroken_'.repeat(7)}`;

async function makeLong(world: World): Promise<void> {
  await make(world, 'users', { login: 'long', name: LONG, email: 'long@example.com', timeZone: 'Europe/Paris' });
  await make(world, 'teams', { id: 'long', name: LONG, members: ['long', 'ann'] });
  await make(world, 'rotas', {
    id: 'long',
    name: LONG,
    team: 'long',
    timeZone: 'Europe/Paris',
    layers: [
      {
        id: 'week',
        name: LONG,
        rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00' },
        participants: [['long'], ['ann']],
      },
    ],
  });
  await make(world, 'policies', {
    id: 'long',
    name: LONG,
    team: 'long',
    steps: [{ notify: [{ rota: 'long' }, { user: 'long' }], wait: '5m' }],
  });
  await make(world, 'integrations', { id: 'long', name: LONG, type: 'webhook', team: 'long', policy: 'long' });
  await make(world, 'channels', {
    id: 'long',
    name: LONG,
    type: 'webhook',
    settings: { url: `http://127.0.0.1:9/${'unbroken_'.repeat(7)}` },
  });
  await make(world, 'time-windows', {
    id: 'long',
    name: LONG,
    timeZone: 'UTC',
    windows: [{ days: ['mon'], from: '09:00', to: '10:00' }],
  });
  await make(world, 'maintenances', {
    id: 'long',
    name: LONG,
    integrations: ['long'],
    start: '2026-01-07T08:00',
    end: '2026-01-07T20:00',
    timeZone: 'UTC',
    action: 'hold',
  });
  await make(world, 'subscriptions', { id: 'long', name: LONG, to: [{ user: 'long' }] });
  await make(world, 'swaps', {
    rota: 'long',
    by: 'long',
    askedOf: 'ann',
    start: '2026-01-10T08:00:00Z',
    end: '2026-01-10T20:00:00Z',
    note: LONG,
  });
}

/** What another pager names as long, read and compared. @returns the path of its page. */
async function importLong({ sidecar }: World): Promise<string> {
  const named = <T extends object>(things: readonly T[]) => things.map((one) => ({ ...one, name: LONG }));
  const { rotations, schedules, escalationPolicies, services } = goalertContent;
  const pager = await startPager(
    goalertPeer({
      ...goalertContent,
      rotations: named(rotations),
      schedules: named(schedules),
      escalationPolicies: named(escalationPolicies),
      services: named(services),
    }),
  );
  const key = 'first-key\nsecond-key\nthird-key';
  const { body } = await sidecar.api<ImportWire>('POST', 'imports', { source: 'goalert', url: pager.url, key });
  const read = await until('the import is read and compared', async () => {
    const { body: now } = await sidecar.api<ImportDetail>('GET', `imports/${body.id}`);
    return now.steps.length === 0 && now;
  });
  await pager.stop();
  expect(read).toMatchObject({ failure: null, proof: {} });
  return `imports/${body.id}`;
}

let imported = '';

test.beforeAll(async ({ world }) => {
  await makeLong(world);
  imported = await importLong(world);
});

/** Lists whose first row is seen without scrolling. */
const LISTS = ['incidents', 'policies', 'channels', 'people', 'people?tab=teams', 'policies?tab=windows', 'calendars'];

/** What fingers press, in the plugin's part; times on a timeline take the place that they last. */
const PRESSED =
  'button, [role="button"], [role="tab"], select, input:not([type="checkbox"], [type="radio"]), [role="radiogroup"] label';

/** Things to press that are lower than a finger needs, by their text. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(
    (pressed) =>
      [...document.querySelectorAll<HTMLElement>(`#pageContent :is(${pressed})`)]
        .filter((one) => one.closest('[data-track]') === null && one.checkVisibility())
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        // Hidden for the eye, and for screen readers only.
        .filter(({ box }) => box.height > 1 && box.height < 43.5)
        .map(({ one, box }) => `${one.getAttribute('aria-label') ?? one.textContent} (${Math.round(box.height)} px)`),
    PRESSED,
  );
}

/** What ends beyond the screen, innermost first, by its text: for the message. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#pageContent *')]
      .filter((one) => one.children.length === 0 && one.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 3)
      .map((one) => `${one.tagName} in ${one.parentElement?.tagName} “${one.textContent?.slice(0, 30)}”`),
  );
}

for (const language of ['en-US', 'fr-FR'] as const) {
  test(`every page fits 360 px, and fingers (${language})`, async ({ open, page, world }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 360, height: 800 });
    const id = await world.alert({
      title: `Something with a title that a monitor made up: ${'words '.repeat(40)}${'unbroken_'.repeat(22)}`,
      severity: 'critical',
      id: `phone-${language}`,
    });
    const wrong: string[] = [];
    const shown = pagesOf({ incident: id, rota: 'sre', policy: 'sre', integration: 'scripts', person: 'ann' });
    for (const path of [...shown.map((one) => one.path), ...MORE, imported]) {
      await open(path, { person: 'admin', language });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText(/^(Loading…|Chargement…)/)).toHaveCount(0);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      wrong.push(...(over > 0 ? [`${path}: ${over} px too wide: ${(await tooWide(page)).join(' | ')}`] : []));
      wrong.push(...[...new Set(await tooSmall(page))].map((one) => `${path}: ${one}`));
      const row = page.locator('[data-list-row], [data-row]').first();
      if (LISTS.includes(path) && (await row.count()) > 0 && ((await row.boundingBox())?.y ?? 800) > 760) {
        wrong.push(`${path}: the first row is below the screen`);
      }
    }
    expect(wrong).toEqual([]);
  });
}

test('on a phone the incidents come first, and their filters when they are asked for', async ({
  open,
  page,
  world,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await world.alert({ title: 'Seen without scrolling', severity: 'critical', id: 'phone-filters' });
  await open('incidents?severity=critical', { person: 'cleo' });
  await expect(page.getByRole('link', { name: /Seen without scrolling/ })).toBeVisible();
  // The most urgent one, whatever other tests left behind.
  const row = page.locator('[data-row]').first();
  expect((await row.boundingBox())?.y ?? 844).toBeLessThan(844 / 2);
  await expect(page.getByRole('button', { name: 'Mine' })).toBeHidden();
  await page.getByRole('button', { name: 'Filters (1)' }).click();
  await page.getByRole('button', { name: 'Mine' }).click();
  await expect(page.getByRole('button', { name: 'Filters (2)' })).toHaveAttribute('aria-expanded', 'true');
});
