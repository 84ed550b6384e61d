/**
 * Prints what was skipped and why, what failed, and the sum alone on the last line. With `VIGIE_NO_SKIPS=1`, as for a
 * release, what was skipped has failed.
 * @param {import('./parts.mjs').PartResult[]} results
 * @returns {number} the exit code
 */
export function report(results, { VIGIE_NO_SKIPS } = process.env) {
  const judged = VIGIE_NO_SKIPS === '1' ? results.map(withoutSkips) : results;
  for (const line of reportLines(judged)) console.log(line);
  return judged.some((result) => result.failures.length > 0) ? 1 : 0;
}

/** @param {import('./parts.mjs').PartResult} result */
const withoutSkips = (result) => ({
  ...result,
  failures: [...result.failures, ...result.skipped.map(({ name, why }) => `${name}: must not be skipped (${why})`)],
  skipped: [],
});

/** @param {import('./parts.mjs').PartResult[]} results @returns {string[]} */
export function reportLines(results) {
  const skipped = results.flatMap((result) => result.skipped);
  const flaky = results.flatMap((result) => result.flaky ?? []);
  const failures = results.flatMap((result) => result.failures);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  return [
    '',
    ...table(results),
    ...section(
      'Skipped',
      skipped.map((one) => `${one.name}: ${one.why}`),
    ),
    ...section('Flaky: passed only when tried again', flaky),
    ...section('Failed', failures),
    '',
    `${passed} passed, ${failures.length} failed, ${skipped.length} skipped`,
  ];
}

function table(results) {
  const row = (name, passed, failed, skipped, time) =>
    `${name.padEnd(14)}${passed.padStart(8)}${failed.padStart(8)}${skipped.padStart(9)}${time.padStart(9)}`;
  const total = results.reduce((sum, result) => sum + result.ms, 0);
  return [
    row('part', 'passed', 'failed', 'skipped', 'time'),
    ...results.map((one) =>
      row(one.name, String(one.passed), String(one.failures.length), String(one.skipped.length), seconds(one.ms)),
    ),
    row('', '', '', '', seconds(total)),
  ];
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

const section = (title, lines) => (lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]);
