/** Insights: random histories, with clock changes and zones, as an independent model in Python counts them. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Figure } from '#domain/insight/figure';
import { chaptersOf } from '#domain/insight/history.fake';
import type { Chapters, WrittenHistory } from '#domain/insight/history.fake';
import { anyHistory, INSIGHT_ZONES } from './arbitrary-insight.ts';
import { tableOf } from './arbitrary-rota.ts';
import { TIME_LIMIT, batches } from './runs.ts';

const zones = Object.fromEntries(INSIGHT_ZONES.map((zone) => [zone, tableOf(zone)]));

type Bare = Record<string, Pick<Figure, 'value' | 'why' | 'n' | 'partial' | 'leftOut'>>;
type Answer = Record<string, { figures: Bare; groups: Array<{ by: string; id: string; figures: Bare }> }>;

function oracle(histories: readonly WrittenHistory[]): Answer[] {
  return JSON.parse(
    execFileSync('/usr/bin/python3', ['-B', path.join(import.meta.dirname, 'insight.py')], {
      input: JSON.stringify(histories),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    }),
  ) as Answer[];
}

function bare(figures: readonly Figure[]): Bare {
  return Object.fromEntries(
    figures.map(({ key, value, why, n, partial, leftOut }) => [key, { value, why, n, partial, leftOut }]),
  );
}

function oursOf(chapters: Chapters): Answer {
  return Object.fromEntries(
    Object.entries(chapters).map(([name, { figures, groups }]) => [
      name,
      { figures: bare(figures), groups: groups.map((one) => ({ ...one, figures: bare(one.figures) })) },
    ]),
  );
}

/** Ours has four decimals. */
const NEAR = 0.0001;

/** Takes our value where theirs is as good as the same. */
function like(ours: Bare | undefined, theirs: Bare): Bare {
  return Object.fromEntries(
    Object.entries(theirs).map(([key, { value, ...rest }]) => {
      const own = ours?.[key]?.value;
      const isNear = typeof own === 'number' && value !== null && Math.abs(own - value) <= NEAR;
      return [key, { value: isNear ? own : value, ...rest }];
    }),
  );
}

function asOurs(ours: Answer, theirs: Answer): Answer {
  return Object.fromEntries(
    Object.entries(theirs).map(([name, { figures, groups }]) => [
      name,
      {
        figures: like(ours[name]?.figures, figures),
        groups: groups.map((one, i) => ({ ...one, figures: like(ours[name]?.groups[i]?.figures, one.figures) })),
      },
    ]),
  );
}

/** 40 histories in `npm test`, 2,000 in `npm run test:deep`. */
test(
  'random histories have the same figures',
  () => {
    for (const batch of batches(0.002, 40)) {
      const histories = fc.sample(anyHistory, batch);
      const theirs = oracle(histories);
      histories.forEach((history, i) => {
        const ours = oursOf(chaptersOf(history, zones));
        expect({ history, ...ours }, `seed ${batch.seed}`).toEqual({ history, ...asOurs(ours, theirs[i] as Answer) });
      });
    }
  },
  TIME_LIMIT,
);
