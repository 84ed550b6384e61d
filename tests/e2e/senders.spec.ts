/** The contact that lets Vigie through a silent phone, on the profile page. */
import { expect, expectAccessible, test } from './fixtures.ts';

const SID = `AC${'0'.repeat(32)}`;

for (const [theme, language, words] of [
  [
    'dark',
    'en-US',
    {
      title: 'Numbers that call you',
      show: 'Show the code',
      file: 'Download the contact',
      none: /No channel sends from a number/,
    },
  ],
  [
    'light',
    'fr-FR',
    {
      title: 'Numéros qui vous contactent',
      show: 'Afficher le code',
      file: 'Télécharger le contact',
      none: /Aucun numéro à ajouter à vos contacts/,
    },
  ],
] as const) {
  test(`the numbers that call are a code to scan and a file (${language}, ${theme})`, async ({ open, world }, info) => {
    const page = await open('me', { person: 'ann', theme, language });
    await expect(page.getByRole('heading', { name: words.title })).toBeVisible();
    await expect(page.getByText(words.none)).toBeVisible();
    const made = await world.sidecar.api<{ id: string }>('POST', 'channels', {
      id: `calls-${theme}`,
      type: 'twilio-voice',
      settings: { accountSid: SID, from: '+33937000000' },
      secrets: { authToken: 'hush' },
    });
    expect(made.status).toBe(201);
    await page.reload();
    await expect(page.getByText('+33937000000')).toBeVisible();
    await page.getByRole('button', { name: words.show }).click();
    await expect(page.locator('img[src^="data:image/svg+xml"]')).toBeVisible();
    await expectAccessible(page);
    await info.attach('contact', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: words.file }).click();
    expect((await download).suggestedFilename()).toBe('vigie.vcf');
    expect((await world.sidecar.api('DELETE', `channels/${made.body.id}`)).status).toBeLessThan(300);
  });
}
