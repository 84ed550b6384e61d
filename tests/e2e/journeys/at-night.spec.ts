/** Woken at three: from the mail on the phone to an incident that is over, in both languages. */
import { expect, expectAccessible, test } from '../fixtures.ts';

const WORDS = {
  'en-US': {
    acknowledge: 'Acknowledge',
    has: 'Ben Petit has it',
    note: /Add a note/,
    addNote: 'Add note',
    happened: 'Timeline',
    resolve: 'Resolve',
    over: 'Resolved. No further paging',
    mine: 'Open incidents',
  },
  'fr-FR': {
    acknowledge: 'Prendre en charge',
    has: 'Ben Petit s’en occupe',
    note: /Ajoutez une note/,
    addNote: 'Ajouter la note',
    happened: 'Chronologie',
    resolve: 'Résoudre',
    over: 'Plus personne n’est alerté',
    mine: 'Incidents ouverts',
  },
} as const;

for (const language of ['en-US', 'fr-FR'] as const) {
  test(`a page is answered on a phone, in the dark (${language})`, async ({ open, page, world }) => {
    const words = WORDS[language];
    const view = { person: 'ben', language } as const;
    await page.setViewportSize({ width: 360, height: 740 });
    const id = await world.alert({
      title: `Payments fail at night ${language}`,
      severity: 'critical',
      id: `night-${language}`,
    });

    await open('home', view);
    await page
      .getByRole('region', { name: words.mine })
      .getByRole('link', { name: new RegExp(language) })
      .click();
    await expect(page).toHaveURL(new RegExp(id));
    await expectAccessible(page);

    const acknowledge = page.getByRole('button', { name: words.acknowledge, exact: true });
    await expect(acknowledge).toBeInViewport();
    const box = await acknowledge.boundingBox();
    expect(box?.height, 'a thumb hits it').toBeGreaterThanOrEqual(32);
    await acknowledge.click();
    await expect(page.getByText(words.has)).toBeVisible();

    await page.getByPlaceholder(words.note).fill('Restarted the worker.');
    await page.getByRole('button', { name: words.addNote }).click();
    await expect(page.getByRole('region', { name: words.happened })).toContainText('Restarted the worker.');

    await page.getByRole('button', { name: words.resolve, exact: true }).click();
    await expect(page.getByText(words.over)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await expectAccessible(page);

    await open('home', view);
    await expect(page.getByRole('region', { name: words.mine })).toBeVisible();
    await expect(
      page.getByRole('region', { name: words.mine }).getByRole('link', { name: new RegExp(language) }),
    ).toHaveCount(0);
  });
}
