/** What CI and releases run is what was read: actions by commit, images by digest, since tags can be moved. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

interface Job {
  uses?: string;
  container?: { image: string };
  steps?: Array<{ uses?: string }>;
}

const FOLDER = new URL('../../.github/workflows/', import.meta.url);

it.each(readdirSync(FOLDER))('%s names actions by commit and images by digest', (file) => {
  const { jobs } = parse(readFileSync(new URL(file, FOLDER), 'utf8')) as { jobs: Record<string, Job> };
  const all = Object.values(jobs);
  const actions = all.flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)]);
  const named = actions.filter((uses) => uses !== undefined && !uses.startsWith('./'));
  expect(named.length + all.length).toBeGreaterThan(0);
  expect(named.filter((uses) => !/@[0-9a-f]{40}$/.test(uses ?? ''))).toEqual([]);
  const images = all.flatMap(({ container }) => container?.image ?? []);
  expect(images.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))).toEqual([]);
});
