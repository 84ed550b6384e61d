/** Finds the alerts that woke people most in a replayed night. */
import { groupedBy } from '#domain/grouped';
import { mergedCalls } from '#domain/insight/person/interruptions';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import type { RemedyNight } from '#domain/replay/remedy/judge';

export interface WorstAlert {
  /** By integration and name. */
  alert: string;
  /** Times at which its call woke somebody; what rang within a minute of another's call is the other's. */
  wakings: number;
  incidents: number;
  /** Whom it woke, by login. */
  woken: string[];
  /** Where most of its incidents went. */
  policy: string | null;
}

/** Those that wake nobody are not among them. @param most how many */
export function worstAlerts({ pages, incidents }: RemedyNight, most: number): WorstAlert[] {
  const calls = pages.flatMap(({ user, incident, wokeAt }) => wokeAt.map((at) => ({ user, incident, at })));
  const wakings = [...groupedBy(calls, ({ user }) => user).values()].flatMap((own) =>
    mergedCalls(
      own.toSorted((a, b) => a.at - b.at),
      INSIGHT_SETTINGS,
    ).map(([first]) => first),
  );
  const byAlert = groupedBy(
    wakings.flatMap((one) => {
      const alert = incidents.get(one.incident)?.alert ?? null;
      return alert === null ? [] : [{ ...one, alert }];
    }),
    ({ alert }) => alert,
  );
  return [...byAlert]
    .map(([alert, own]): WorstAlert => {
      const ofAlert = [...incidents.values()].filter((one) => one.alert === alert);
      return {
        alert,
        wakings: own.length,
        incidents: ofAlert.length,
        woken: [...new Set(own.map(({ user }) => user))].sort(),
        policy: mostOften(ofAlert.flatMap(({ policy }) => policy ?? [])),
      };
    })
    .sort((a, b) => b.wakings - a.wakings || (a.alert < b.alert ? -1 : 1))
    .slice(0, most);
}

function mostOften(values: readonly string[]): string | null {
  const counts = [...groupedBy(values, (value) => value)].map(([value, all]) => [value, all.length] as const);
  return counts.sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
