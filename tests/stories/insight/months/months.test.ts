/**
 * Two seeded months with clock changes, of teams of 2, 3, 5 and 12, with a maintenance, snoozes, merges, ratings, tests and
 * shadow: every figure, its CSV and its link are as an independent model in Python counts them. `npm test` plays a part of
 * each month and asks a sample of the questions, `npm run test:deep` all.
 */
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { startSmsc } from '../../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../../backend-shim/channels/smpp/smsc.fake.ts';
import { runs } from '../../../support/depth.ts';
import { loneStories } from '../../harness.ts';
import { calm } from '../reading.ts';
import { compare, questionsOf } from './asking.ts';
import { chanceOf, Happenings } from './happenings.ts';
import { recorded } from './history.ts';
import { MARCH, monthWorld, OCTOBER } from './world.ts';

const isDeep = runs(1) > 1;
vi.setConfig({ testTimeout: isDeep ? 1_800_000 : 240_000 });

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

for (const month of [OCTOBER, MARCH]) {
  loneStories(month.name, (tell) => {
    tell('has the figures, the CSV and the links that it should have', {}, async (story) => {
      await story.sidecar.setClock(month.entered);
      await story.change(monthWorld(month, smsc));
      await new Happenings(story, smsc, month).play(isDeep ? 90 : 16);
      const past = await recorded(story.databaseUrl, month);
      const chance = chanceOf(month.seed + 1);
      const questions = questionsOf(month, chance, isDeep ? null : 12);
      const { figures, links, wrong } = await compare(story, past, questions, {
        chance,
        mostLinks: isDeep ? null : 120,
      });
      expect(wrong).toEqual([]);
      expect(figures).toBeGreaterThan(isDeep ? 20_000 : 800);
      expect(links).toBeGreaterThan(50);
      await calm(story);
    });
  });
}
