/** A hook for the names and times that the timeline shows. */
import { useMemo } from 'react';
import { useDirectory } from '../../../components/people/directory.tsx';
import { useNow } from '../../../components/time/use-now.ts';
import type { Rota } from '#domain/rota/model';
import { bucketsOf } from '../timeline/lanes/colours.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';

/** All people that the rota names. */
function everybodyOf({ layers, overrides }: Rota): string[] {
  const named = overrides.flatMap(({ change }) =>
    change.kind === 'replace' ? [change.user, change.with] : change.users,
  );
  return [...layers.flatMap(({ participants }) => participants.flat()), ...named];
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** Names and times for the timeline. They change once a minute, so that the bars are not drawn more often. */
export function useWording(
  zone: string,
  rota: Rota | null,
  layers: ReadonlyMap<string, string> = NO_NAMES,
): ShiftWording {
  const { people } = useDirectory();
  const now = useNow(60_000);
  return useMemo(() => {
    const names = new Map(people.map(({ key, text }) => [key, text]));
    const buckets = bucketsOf(rota === null ? [] : everybodyOf(rota));
    return {
      zone,
      now,
      name: (login: string) => names.get(login) ?? login,
      layer: (id: string) => layers.get(id) ?? id,
      bucket: (login: string) => buckets.get(login) ?? 0,
    };
  }, [people, zone, now, rota, layers]);
}
