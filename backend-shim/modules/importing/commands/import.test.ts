import { expect, test } from 'vitest';
import { runImportCommand } from './import.ts';

async function run(...args: string[]) {
  const errors: string[] = [];
  const exit = await runImportCommand({
    args,
    references: { isZone: () => true, isHolidayRegion: () => true },
    provisioning: { checkOwn: () => [] },
    print: () => undefined,
    printError: (line) => void errors.push(line),
  });
  return { exit, errors };
}

test.each(['opsgenie', 'jsm', 'pagerduty', 'goalert'])(
  '%s keeps the wall clock, so --local-time is refused',
  async (pager) => {
    const { exit, errors } = await run(pager, 'plan', '--snapshot', '/nowhere', '--local-time');
    expect(exit).toBe(2);
    expect(errors).toEqual([expect.stringMatching(`schedules of ${pager} keep the clock of their time zone`)]);
  },
);

test('without it the same command goes on to the snapshot', async () => {
  const { exit, errors } = await run('opsgenie', 'plan', '--snapshot', '/nowhere');
  expect(exit).toBe(1);
  expect(errors).toEqual([expect.stringMatching(/\/nowhere holds no snapshot of opsgenie/)]);
});
