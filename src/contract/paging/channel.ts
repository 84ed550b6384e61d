/** Defines **channels**: rooms and services that incidents are posted to; each kind describes its settings. */
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { id, name, ref } from '#contract/base/scalars';

const key = z.string().min(1).max(100);
const setting = z.union([z.string().max(10_000), z.number(), z.boolean()], 'must be text, a number, or true or false');

export const channel = strict({
  id,
  /** The channel kind: webhook, email… An unconfigured kind fails at delivery, not here. */
  type: id,
  name: optional(name),
  team: optional(ref('team')),
  settings: z.record(key, setting).default({}),
  /** Write-only in the API. */
  secrets: z.record(key, z.string().max(10_000)).default({}),
});

export type ChannelWire = z.output<typeof channel>;
