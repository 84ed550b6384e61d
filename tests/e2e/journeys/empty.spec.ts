/** The first visit to a sidecar in which nothing is: every page says what it is for, and offers the one next step. */
import type { Line } from '../../host/bundle.ts';
import { ALWAYS, expect, expectAccessible, listenForErrors, opener, test } from '../fixtures.ts';
import { inEachLook, keep, settled } from '../gallery/picture.ts';
import { wordOf } from '../gallery/words.ts';
import type { OwnWorld } from '../world.ts';
import { startEmptyWorld } from '../world.ts';

/** By the keys of the plugin's texts, since both languages are looked at. `next` null: it is others who have to do it. */
const PAGES: Array<{ page: string; says: string[]; next: string | null }> = [
  { page: 'home', says: ['quick.title'], next: 'quick.begin' },
  { page: 'incidents', says: ['incidents.none', 'incidents.none-more'], next: 'page-someone.button' },
  { page: 'rotas', says: ['rotas.none', 'rotas.none-more'], next: 'rotas.add' },
  { page: 'rotas?tab=calendars', says: ['calendars.none', 'calendars.none-more'], next: 'calendars.add' },
  { page: 'policies', says: ['policies.none', 'policies.none-more'], next: 'policies.add' },
  { page: 'integrations', says: ['integrations.none', 'integrations.none-more'], next: 'integrations.add' },
  { page: 'integrations?tab=channels', says: ['channels.none', 'channels.none-more'], next: 'channels.add' },
  // Whoever looks is there.
  { page: 'people', says: [], next: 'people.add' },
  { page: 'people?tab=teams', says: ['teams.none', 'teams.none-more'], next: 'teams.add' },
  { page: 'me', says: ['methods.title'], next: 'methods.add' },
  { page: 'me?tab=hours', says: ['hours.none', 'hours.none-more'], next: null },
  { page: 'maintenances', says: ['maintenances.none', 'maintenances.none-more'], next: 'maintenances.add' },
  { page: 'policies?tab=windows', says: ['windows.none', 'windows.none-more'], next: 'windows.add' },
  {
    page: 'integrations?tab=status-updates',
    says: ['subscriptions.none', 'subscriptions.none-more'],
    next: 'subscriptions.add',
  },
  { page: 'insights', says: ['insights.nothing', 'insights.nothing-more'], next: 'insights.of-team' },
  { page: 'people?tab=compliance', says: ['unit.none', 'unit.none-more'], next: 'compliance.set-up' },
  { page: 'compliance/rules', says: ['unit.none', 'unit.none-more'], next: 'unit.new' },
  // The button comes with the answer.
  { page: 'integrations?tab=imports', says: ['imports.subtitle'], next: 'imports.source' },
];

let own: OwnWorld;
test.beforeAll(async ({}, info) => {
  own = await startEmptyWorld(info.project.metadata.line as Line);
  await own.grafana.setPlugin();
});
test.afterAll(() => own.close());

for (const language of ['en-US', 'fr-FR'] as const) {
  test(`nothing is there yet, and every page helps (${language})`, async ({ page }) => {
    test.setTimeout(180_000);
    const errors = listenForErrors(page, ALWAYS);
    const open = opener(page, own.host.url);
    for (const { page: where, says, next } of PAGES) {
      await test.step(where, async () => {
        await open(where, { person: 'admin', language, theme: language === 'en-US' ? 'dark' : 'light' });
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 30_000 });
        await expect(page.getByText(/^(Loading|Chargement)…/)).toHaveCount(0, { timeout: 30_000 });
        for (const key of says) {
          await expect.soft(page.getByText(wordOf(language, key)).first(), `${where} says ${key}`).toBeVisible();
        }
        if (next !== null) {
          const named = { name: wordOf(language, next), exact: true };
          const step = page
            .getByRole('button', named)
            .or(page.getByRole('link', named))
            .or(page.getByRole('combobox', named))
            .first();
          await expect.soft(step, `${where} offers ${next}`).toBeVisible();
        }
        if (language === 'fr-FR') {
          await expectAccessible(page);
        }
      });
    }
    expect(errors, 'errors on the console').toEqual([]);
  });
}

/** Addresses by the names of the pictures. */
const LOOKED_AT = {
  home: 'home',
  incidents: 'incidents',
  rotas: 'rotas',
  policies: 'policies',
  windows: 'policies?tab=windows',
  integrations: 'integrations',
  'status-updates': 'integrations?tab=status-updates',
  maintenances: 'maintenances',
};

test('nothing is there yet, and nothing runs over the side', async ({ page }) => {
  test.setTimeout(240_000);
  await inEachLook(page, async (look) => {
    for (const [where, at] of Object.entries(LOOKED_AT)) {
      await opener(page, own.host.url)(at, { person: 'admin', ...look });
      await settled(page);
      await keep(page, `empty-${where}`, look, true);
    }
  });
});
