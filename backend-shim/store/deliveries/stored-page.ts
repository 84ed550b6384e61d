/** Reads the stored state machine of a page. */
import { z } from 'zod';
import type { Page } from '#domain/notify/page';
import type { PageRow } from '../schema/deliveries.ts';
import { readOr } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

const page = z.object({
  state: z.enum(['running', 'delivered', 'failed', 'ended']),
  rules: z.array(
    z.object({
      method: z.string(),
      dueAt: z.number(),
      state: z.enum(['waiting', 'trying', 'done', 'failed']),
    } satisfies WholeShape<Page['rules'][number]>),
  ),
  heldUntil: z.number().nullable().default(null),
} satisfies WholeShape<Page>);

/** A running page whose state cannot be read has failed, so its step moves on. */
export function readPage(
  { id, inner, state }: Pick<PageRow, 'id' | 'inner' | 'state'>,
  noting: UnreadableReporter,
): Page {
  const instead: Page = {
    state: state === 'running' ? 'failed' : (state as Page['state']),
    rules: [],
    heldUntil: null,
  };
  return readOr(page, inner, { kind: 'pages', id, field: 'inner' }, noting, instead);
}
