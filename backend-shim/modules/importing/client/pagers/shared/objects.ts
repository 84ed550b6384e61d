/** Reads objects of a snapshot by their schema; one that has another form is reported and left out. */
import type { z } from 'zod';
import type { PagerObject } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { issuesText } from './fields.ts';

export function objectsOf<Schema extends z.ZodType>(
  config: readonly PagerObject[],
  kind: string,
  schema: Schema,
  draft: Pick<PlanDraft, 'item'> | null = null,
): z.output<Schema>[] {
  return config
    .filter((one) => one.kind === kind)
    .flatMap(({ id, body }) => {
      const read = schema.safeParse(body);
      if (!read.success) {
        draft?.item('other', {
          sourceId: id,
          name: `${kind} ${id}`,
          class: 'needs-a-person',
          reason: 'not-read',
          data: { why: issuesText(read.error) },
        });
        return [];
      }
      return [read.data];
    });
}
