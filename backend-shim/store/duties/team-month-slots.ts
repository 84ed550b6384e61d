/** Stores of which month each team's managers were told last. */
import { readNumber } from '../stored/numbers.ts';
import { run, selectIn } from '../query.ts';
import type { Work } from '../work.ts';

const TOLD = 'team_month/';

/** Epoch ms of the month's beginning, by team. One that cannot be read is treated as if the team were new. */
export async function monthSlots(
  { tx, cap, unreadable }: Work,
  teams: readonly string[],
): Promise<Map<string, number>> {
  const keys = teams.map((team) => TOLD + team);
  const rows = await selectIn<{ key: string; value: string }>(tx, cap, 'key, value from meta', 'key', keys);
  return new Map(
    rows.flatMap(({ key, value }): Array<[string, number]> => {
      const start = readNumber(key, value, unreadable);
      return start === null ? [] : [[key.slice(TOLD.length), start]];
    }),
  );
}

/** @returns false if another sidecar has taken it */
export async function takeMonthSlot(
  { tx, cap: { placeholder: p } }: Work,
  team: string,
  start: number,
): Promise<boolean> {
  const rows = await run(
    tx,
    `insert into meta (key, value) values (${p(1)}, ${p(2)}) on conflict (key) do update set value = excluded.value where meta.value <> excluded.value returning key`,
    [TOLD + team, String(start)],
  );
  return rows.length > 0;
}
