/** Defines `manifest.json`: what a snapshot holds, with a hash of each file. It is written last, so it says "whole". */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { importSource } from '#modules/importing/contract/plan';

export const MANIFEST = 'manifest.json';

export const manifest = strict({
  manifestVersion: z.literal(1),
  source: importSource,
  /** Without a key. */
  url: z.string(),
  takenAt: instant,
  /** ms that reading took. */
  readFor: z.number(),
  /** The compared range. */
  from: instant,
  to: instant,
  /** People, addresses and keys are replaced; such a snapshot is for bug reports and is never applied. */
  redacted: z.boolean(),
  counts: z.record(z.string(), z.int()),
  /** Path → SHA-256. */
  files: z.record(z.string(), z.string()),
});
export type SnapshotManifest = z.output<typeof manifest>;
