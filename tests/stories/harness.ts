/**
 * Stories are told at the outer edge of a real sidecar: alerts and commands in over HTTP, pages out by
 * mail and webhook, time by the manual clock. One sidecar serves the stories of a file; each has its
 * own week, integration and policy.
 */
import { afterAll, beforeAll, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { startMailbox } from '../support/mailbox.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { SidecarOptions } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { World } from './cast.ts';
import { Story } from './story.ts';
import type { Stage } from './story.ts';

export type { World } from './cast.ts';
export type { Story } from './story.ts';

export type Tell = (text: string, world: World, play: (story: Story) => Promise<void>) => void;

/** A Monday; every story has its own week from here on. */
const FIRST_MONDAY = Date.parse('2026-03-02T00:00:00Z');
const WEEK = 7 * 24 * 3_600_000;

/** Stories about one behaviour, told on SQLite and on PostgreSQL. @param env over the sidecar's usual environment */
export function stories(behaviour: string, tellAll: (tell: Tell) => void, env: SidecarOptions['env'] = {}): void {
  onEachDatabase(behaviour, (database) => {
    let stage: Stage;
    let number = 0;
    beforeAll(async () => {
      const mailbox = await startMailbox();
      const sink = await startWebhookSink();
      const smtp = { VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>' };
      const databaseUrl = await database.fresh();
      const sidecar = await startSidecar({ provisioning: 'apiVersion: 1\n', databaseUrl, env: { ...smtp, ...env } });
      stage = { sidecar, databaseUrl, mailbox, sink };
    });
    afterAll(async () => {
      await stage.sidecar.remove();
      await Promise.all([stage.mailbox.stop(), stage.sink.stop()]);
    });
    tellAll((text, world, play) => {
      const own = number++;
      it(text, async () => {
        const story = new Story(stage, { number: own, monday: FIRST_MONDAY + own * WEEK, hook: stage.sink.url }, world);
        await story.open();
        try {
          await play(story);
        } catch (error) {
          const errors = story.errors();
          await story.abandon();
          throw withErrors(error, errors);
        }
        await story.close();
      });
    });
  });
}

/** What failed in the sidecar usually says why a story did. @param errors lines of its log */
export function withErrors(error: unknown, errors: readonly string[]): unknown {
  if (error instanceof Error && errors.length > 0) {
    error.message += `\n\nThe sidecar's log has errors:\n${errors.join('\n')}`;
  }
  return error;
}
