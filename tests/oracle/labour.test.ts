/** Labour law: the worked cases and random people, as an independent model in Python counts them, minute by minute. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labourAnswer } from '#contract/labour/cases.fake';
import type { LabourAnswer, WrittenFacts } from '#contract/labour/cases.fake';
import { completeOf, expectedOf } from '#contract/labour/expected.fake';
import type { CaseFile } from '#contract/labour/expected.fake';
import { tableOf } from './arbitrary-rota.ts';
import { anyFacts, LABOUR_ZONES } from './arbitrary-labour.ts';
import { TIME_LIMIT, batches } from './runs.ts';

const PYTHON = '/usr/bin/python3';
const zones = Object.fromEntries(LABOUR_ZONES.map((zone) => [zone, tableOf(zone)]));
const file = path.join(import.meta.dirname, '../labour/cases.json');
const { defaults, cases } = JSON.parse(readFileSync(file, 'utf8')) as CaseFile;

function oracle(facts: readonly WrittenFacts[]): LabourAnswer[] {
  return JSON.parse(
    execFileSync(PYTHON, ['-B', path.join(import.meta.dirname, 'labour.py')], {
      input: JSON.stringify(facts),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    }),
  ) as LabourAnswer[];
}

describe('worked cases', () => {
  const written = cases.map(({ expect: _, ...facts }) => ({ ...defaults, ...facts }));
  const theirs = oracle(written);

  test.each(cases.map(({ id, variant }, i) => [`${id}${variant === undefined ? '' : `: ${variant}`}`, i] as const))(
    '%s',
    (_, i) => {
      const facts = written[i] as WrittenFacts;
      const expected = expectedOf((cases[i] as CaseFile['cases'][number]).expect, facts.zone, zones);
      expect(theirs[i]).toMatchObject(expected);
      expect(theirs[i]).toEqual({ ...theirs[i], ...completeOf(expected) });
      expect(labourAnswer(facts, zones)).toEqual(theirs[i]);
    },
  );
});

/** 2,000 people-months in `npm test`, 100,000 in `npm run test:deep`. */
describe('random people', () => {
  test(
    'have the same ends, rests, releases, hours and findings',
    () => {
      for (const batch of batches(0.1, 500)) {
        const people = fc.sample(anyFacts, batch);
        const theirs = oracle(people);
        people.forEach((facts, i) => {
          const ours = labourAnswer(facts, zones);
          expect({ facts, ...ours }, `seed ${batch.seed}`).toEqual({ facts, ...theirs[i] });
        });
      }
    },
    TIME_LIMIT,
  );
});
