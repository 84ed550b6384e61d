/** The timeline of a rota, measured by the browser's own tracing. */
import { expect, test } from './fixtures.ts';
import { tasksDuring } from './tracing.ts';
import { makeTenLayers, removeRota } from './rotas.ts';

const ID = 'ten-layers';

test.beforeEach(({ world }) => makeTenLayers(world, ID));
test.afterEach(({ world }) => removeRota(world, ID));

test('scrolling through a year of ten layers keeps no frame waiting for 50 ms', async ({ open }) => {
  const page = await open(`rotas/${ID}?view=year`);
  await expect(page.locator('[data-track="final"]').getByRole('button').first()).toBeVisible({ timeout: 30_000 });
  await page.setViewportSize({ width: 900, height: 500 });
  const box = await page.getByRole('group', { name: /^Timeline/ }).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 400, (box?.y ?? 0) + 60);
  const tasks = await tasksDuring(page, async () => {
    for (let i = 0; i < 60; i++) {
      await page.mouse.wheel(i % 20 < 10 ? 40 : -40, i % 2 === 0 ? 30 : -30);
    }
  });
  expect(tasks.length, 'the tracing saw the main thread').toBeGreaterThan(50);
  expect(tasks[0], `longest tasks: ${tasks.slice(0, 5).map(Math.round).join(', ')} ms`).toBeLessThan(50);
});

test('an edit of ten layers is drawn again within 100 ms', async ({ open }) => {
  const page = await open(`rotas/${ID}/edit`);
  await expect(page.locator('[data-track="final"]').getByRole('button').first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Edit layer 10' }).click({ timeout: 30_000 });
  const handle = page.getByRole('button', { name: /^Move turn 2/ }).first();
  await handle.focus();
  // What is over stays as it was.
  const last = page.locator('[data-track="layer-0"]').getByRole('button').last();
  const before = await last.getAttribute('aria-label');
  const tasks = await tasksDuring(page, async () => {
    await page.keyboard.press('ArrowUp');
    await expect(last).not.toHaveAttribute('aria-label', before ?? '');
  });
  expect(tasks[0], `longest tasks: ${tasks.slice(0, 5).map(Math.round).join(', ')} ms`).toBeLessThan(100);
});
