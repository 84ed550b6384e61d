/** What CI and releases run is what was read: actions by commit, images by digest, since tags can be moved. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

interface Job {
  uses?: string;
  container?: { image: string };
  services?: Record<string, { image: string }>;
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
  const images = all.flatMap(({ container, services = {} }) => [
    ...(container === undefined ? [] : [container.image]),
    ...Object.values(services).map(({ image }) => image),
  ]);
  expect(images.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))).toEqual([]);
});

/** People choose these by a release of their own, and take its updates; docs/install/containers.md says so. */
const BY_TAG = ['debian', 'grafana/grafana', 'postgres'];

const digest = /@sha256:[0-9a-f]{64}$/;
const readText = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const nameOf = (image: string) => image.replace(/[:@].*$/, '');

it('the images of compose and of the container are named by digest, but for those that people choose', () => {
  const { services } = parse(readText('docker-compose.yml')) as {
    services: Record<string, { image: string; build?: string }>;
  };
  const composed = Object.values(services).flatMap(({ image, build }) => (build === undefined ? image : []));
  const base = /^ARG BASE=(.+)$/m.exec(readText('Dockerfile'))?.[1] ?? '';
  const open = [...composed, base].filter((image) => !digest.test(image)).map(nameOf);
  expect(open.toSorted()).toEqual(BY_TAG);
});

it('what is released is built on a base that was named by digest', () => {
  const released = readText('.github/workflows/release.yml');
  expect(released).toMatch(/BASE=\$\{\{ steps\.base\.outputs\.base \}\}/);
  expect(released).toMatch(/@sha256|imagetools inspect|\.digest|Digest/);
});
