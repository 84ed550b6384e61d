/** Ranges of 90 days with a clock change in them: autumn and spring of both hemispheres. */
import fc from 'fast-check';
import { depth } from '../../../oracle/runs.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Cases in `npm test`; the full number is reached by `npm run test:deep`. */
export function casesOf(usual: number): { numRuns: number; seed: number } {
  const full = 2_000;
  return { numRuns: depth > 1 ? full : usual, seed: Number(process.env['VIGIE_SEED'] ?? 20_261_128) };
}

export const anyRange = fc
  .record({
    begin: fc.constantFrom('2026-09-05T00:00Z', '2027-01-20T00:00Z', '2026-02-20T00:00Z'),
    minutes: fc.integer({ min: 0, max: 40 * 24 * 60 }),
  })
  .map(({ begin, minutes }) => {
    const from = Date.parse(begin) + minutes * MINUTE;
    return { from, to: from + 90 * DAY };
  });

export const anyZone = fc.constantFrom(
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Tokyo',
  'UTC',
);
