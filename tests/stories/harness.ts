/**
 * Stories are told at the outer edge of a real sidecar: alerts and commands in over HTTP, pages out by
 * mail and webhook, time by the manual clock. One sidecar serves the stories of a file, and of files that
 * run before and after; each has its own week, integration and policy.
 */
import { afterAll, beforeAll, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import type { SidecarOptions } from '../support/sidecar.ts';
import type { World } from './cast.ts';
import { endShared, endStage, leaveShared, sharedStage, startStage } from './stage.ts';
import type { CountedStage } from './stage.ts';
import { Story } from './story.ts';

export type { World } from './cast.ts';
export type { Story } from './story.ts';

export type Tell = (text: string, world: World, play: (story: Story) => Promise<void>) => void;

/** A Monday; every story has its own week from here on. */
const FIRST_MONDAY = Date.parse('2026-03-02T00:00:00Z');
const WEEK = 7 * 24 * 3_600_000;

/**
 * Stories about one behaviour, told on SQLite and on PostgreSQL.
 * @param env over the sidecar's usual environment. Given, the stories have a sidecar of their own; else they share one with
 *   other files, whose people, incidents and counts it still has.
 */
export function stories(behaviour: string, tellAll: (tell: Tell) => void, env?: SidecarOptions['env']): void {
  onEachDatabase(behaviour, (database) => {
    let stage: CountedStage;
    let isSpent = false;
    beforeAll(async () => {
      stage = env === undefined ? await sharedStage(database) : await startStage(await database.fresh(), env);
    });
    afterAll(async () => {
      if (env !== undefined) await endStage(stage);
      else if (isSpent) await endShared(database);
      else await leaveShared(database);
    });
    tellAll((text, world, play) => {
      it(text, async () => {
        const own = stage.told++;
        const story = new Story(stage, { number: own, monday: FIRST_MONDAY + own * WEEK, hook: stage.sink.url }, world);
        try {
          await tellOne(story, play);
        } catch (error) {
          isSpent = true;
          throw error;
        }
      });
    });
  });
}

/**
 * The same on a sidecar of their own: for stories whose dates or counts are those of a new one, and for those with servers
 * that a sidecar asks by itself.
 */
export function loneStories(behaviour: string, tellAll: (tell: Tell) => void): void {
  stories(behaviour, tellAll, {});
}

async function tellOne(story: Story, play: (story: Story) => Promise<void>): Promise<void> {
  await story.open();
  try {
    await play(story);
  } catch (error) {
    const errors = story.errors();
    await story.abandon();
    throw withErrors(error, errors);
  }
  await story.close();
}

/** What failed in the sidecar usually says why a story did. @param errors lines of its log */
export function withErrors(error: unknown, errors: readonly string[]): unknown {
  if (error instanceof Error && errors.length > 0) {
    error.message += `\n\nThe sidecar's log has errors:\n${errors.join('\n')}`;
  }
  return error;
}
