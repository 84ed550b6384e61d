/** The phone app on the profile page: a code adds a phone, a button takes it away. */
import { Phone, startPushService } from '../support/phone.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

for (const [theme, language, words] of [
  [
    'dark',
    'en-US',
    {
      add: 'Add a phone',
      link: 'Link',
      connected: 'Notifications are off',
      remove: 'Disconnect Ann’s iPhone',
      sure: 'Disconnect',
    },
  ],
  [
    'light',
    'fr-FR',
    {
      add: 'Ajouter un téléphone',
      link: 'Lien',
      connected: 'Notifications désactivées',
      remove: 'Déconnecter Ann’s iPhone',
      sure: 'Déconnecter',
    },
  ],
] as const) {
  test(`a phone is added by its code and taken away (${language}, ${theme})`, async ({ open, world }, info) => {
    const page = await open('me', { person: 'ann', theme, language });
    await page.getByRole('button', { name: words.add }).click();
    await expect(page.locator('img[src^="data:image/svg+xml"]')).toBeVisible();
    await expectAccessible(page);
    await info.attach('code', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
    const link = await page.getByRole('group', { name: words.link }).innerText();
    const service = await startPushService();
    const phone = new Phone(world.sidecar, service);
    expect((await phone.enrol(link.split('#enrol=')[1]?.trim() ?? '')).status).toBe(200);
    await expect(page.getByText(words.connected)).toBeVisible();
    await expect(page.locator('img[src^="data:image/svg+xml"]')).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole('button', { name: words.remove }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.sure, exact: true }).click();
    await expect(page.getByText(words.connected)).toHaveCount(0);
    expect((await phone.ask('GET', 'me')).status).toBe(401);
    await service.stop();
  });
}

test('an Admin sees the phones of others, and adds none', async ({ open, world }) => {
  const page = await open('people/ann', { person: 'admin' });
  await expect(page.getByRole('heading', { name: 'Phone app' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a phone' })).toHaveCount(0);
  expect((await world.sidecar.api('POST', 'users/ann/devices/enrolment', {})).status).toBe(403);
});

// One person gets a code every half minute.
for (const [address, reaches, person] of [
  ['http://localhost:8723', false, 'ben'],
  ['https://vigie.example.com', true, 'dee'],
] as const) {
  test(`a code for ${address} ${reaches ? 'is shown as it is' : 'comes with a warning, since it leads nowhere from a phone'}`, async ({
    open,
    page,
  }) => {
    await page.route(/devices\/enrolment/, async (route) => {
      const response = await route.fetch();
      const made = (await response.json()) as { url: string };
      await route.fulfill({ response, json: { ...made, url: made.url.replace(/^https?:\/\/[^/]+/, address) } });
    });
    await open('me', { person });
    await page.getByRole('button', { name: 'Add a phone' }).click();
    await expect(page.getByRole('group', { name: 'Link' })).toContainText(address);
    const warning = page.getByText(`A phone cannot reach ${address}`);
    await expect(warning).toHaveCount(reaches ? 0 : 1);
    await expect(page.getByText(/VIGIE_PUBLIC_URL/)).toHaveCount(reaches ? 0 : 1);
    await expectAccessible(page);
  });
}
