/** Rotas that tests of their pages make, change and leave as they found them. */
import type { Locator, Page } from '@playwright/test';
import { expect, make } from './fixtures.ts';
import type { World } from './world.ts';

interface OnCall {
  onCall: Array<{ user: string }>;
  next: Array<{ user: string }>;
}

const WEEK = {
  id: 'week',
  name: 'Week',
  rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00' },
  participants: [['ann'], ['ben'], ['cleo']],
};

/** Ann, Ben and Cleo have a week each, from Monday 5 January 09:00 in Paris. */
export async function makeRota(world: World, id: string, more: object = {}): Promise<void> {
  await world.sidecar.api('DELETE', `rotas/${id}`);
  await make(world, 'rotas', { id, name: 'Platform', team: 'sre', timeZone: 'Europe/Paris', layers: [WEEK], ...more });
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** As much as a rota has in earnest, for tests of speed. */
export async function makeTenLayers(world: World, id: string): Promise<void> {
  const layers = Array.from({ length: 10 }, (_, i) => ({
    id: `layer-${i}`,
    rotation: { every: i % 3 === 0 ? 12 : 1, unit: i % 3 === 0 ? 'hour' : 'day', start: '2026-01-05T09:00' },
    participants: [['ann'], ['ben'], ['cleo']],
    ...(i > 0 && { restrictions: [{ days: [DAYS[i % 7]], from: '09:00', to: '18:00' }] }),
  }));
  await makeRota(world, id, { name: 'Ten layers', layers });
}

export async function removeRota(world: World, id: string): Promise<void> {
  await world.sidecar.api('DELETE', `rotas/${id}`);
}

export async function whoIsOn(world: Pick<World, 'sidecar'>, id: string, at: string): Promise<string[]> {
  const { body } = await world.sidecar.api<OnCall>('GET', `rotas/${id}/on-call?at=${encodeURIComponent(at)}`);
  return body.onCall.map(({ user }) => user);
}

/** Chooses in a list that drops down; one in which several may be chosen stays open. */
export async function choose(page: Page, within: Page | Locator, label: string, ...options: string[]): Promise<void> {
  const box = within.getByRole('combobox', { name: label, exact: true });
  await box.click();
  for (const option of options) {
    // Long lists are drawn only where they are seen.
    await box.fill(option);
    await page.getByRole('listbox').getByRole('option', { name: option }).first().click();
  }
}

/** Chooses the people of a new rota in this order, without those whom its team proposes. */
export async function chooseOnly(page: Page, ...people: string[]): Promise<void> {
  const box = page.getByRole('combobox', { name: 'People, in order of turn', exact: true });
  await expect(page.getByText('Everyone in the team.')).toBeVisible();
  await box.focus();
  await expect(async () => {
    await page.keyboard.press('Backspace');
    await expect(page.getByText('Choose who takes part.')).toBeVisible({ timeout: 100 });
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press('Escape');
  if (people.length > 0) {
    await choose(page, page, 'People, in order of turn', ...people);
    await page.keyboard.press('Escape');
  }
}

export function region(page: Page, name: string | RegExp): Locator {
  return page.getByRole('region', { name });
}
