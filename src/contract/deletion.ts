/** Defines the body of `POST deletions/undo`: which object to restore. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { RESOURCE_NAMES } from '#contract/resources';
import type { ResourceName } from '#contract/resources';

/** Users are not among them: their devices, links and identity end for good. */
export type RestorableName = Exclude<ResourceName, 'users'> | 'overrides';

const RESTORABLE = [...RESOURCE_NAMES.filter((name) => name !== 'users'), 'overrides'] as RestorableName[];

export function isRestorable(resource: ResourceName): boolean {
  return RESTORABLE.some((name) => name === resource);
}

export const undoneDeletion = strict({
  resource: z.enum(RESTORABLE as [RestorableName, ...RestorableName[]]),
  /** Of an override: `<rota>/<override>`. */
  id: z.string().min(1).max(300),
});
