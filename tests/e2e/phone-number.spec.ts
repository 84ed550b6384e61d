/** A number is judged while it is typed: what is wrong with it is said once, beside it, and nothing is sent. */
import { expect, expectAccessible, make, test } from './fixtures.ts';

test.beforeAll(async ({ world }) => {
  await make(world, 'channels', {
    id: 'typed-sms',
    name: 'SMS gateway',
    type: 'sms-http',
    settings: { url: 'http://127.0.0.1:9/sms', body: '{"to": {{ to | json }}, "text": {{ text | json }}}' },
  });
});
test.afterAll(async ({ world }) => {
  await world.sidecar.api('DELETE', 'channels/typed-sms');
});

const WRONG = [
  ['06 12 34 56 78', 'Begin with + and the country', 'Commencez par +'],
  ['+33 6 12 call', 'Only digits, after +', 'Uniquement des chiffres'],
  ['+33 6 12 34 56 78 90 12 34 56', 'No number has more than 15 digits', '15 chiffres'],
] as const;

for (const [language, theme, add, label, send] of [
  ['en-US', 'dark', 'Add a contact method', /^Number/, 'Add and send a code'],
  ['fr-FR', 'light', 'Ajouter un moyen de contact', /^Numéro/, 'Ajouter et envoyer un code'],
] as const) {
  test(`what is wrong with a number is said while it is typed (${language})`, async ({ open, page }) => {
    const asked: string[] = [];
    page.on('request', (one) => one.method() !== 'GET' && asked.push(one.url()));
    await open('me', { person: 'ann', language, theme });
    await page.getByRole('button', { name: add }).click();
    const field = page.getByRole('textbox', { name: label });
    const problems = page.getByRole('alert');
    const before = await problems.count();
    for (const [typed, english, french] of WRONG) {
      await field.fill(typed);
      await expect(problems.filter({ hasText: language === 'en-US' ? english : french })).toHaveCount(1);
      await expect(problems).toHaveCount(before + 1);
      await expect(page.getByRole('button', { name: send })).toBeDisabled();
    }
    await expectAccessible(page);
    // Somebody who is still typing has done nothing wrong.
    await field.fill('+33 6');
    await expect(problems).toHaveCount(before);
    await expect(page.getByRole('button', { name: send })).toBeDisabled();
    await field.fill('+33 6 12 34 56 78');
    await expect(problems).toHaveCount(before);
    await expect(page.getByRole('button', { name: send })).toBeEnabled();
    expect(asked.filter((url) => url.includes('/users/'))).toEqual([]);
  });
}
