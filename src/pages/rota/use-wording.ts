import { useMemo } from 'react';
import { useDirectory } from '../../components/directory.tsx';
import { useNow } from '../../components/use-now.ts';
import type { Wording } from './timeline/shift-text.ts';

/** Names and times for the timeline; new once a minute, so that its bars are not drawn more often. */
export function useWording(zone: string): Wording {
  const { people } = useDirectory();
  const now = useNow(60_000);
  return useMemo(() => {
    const names = new Map(people.map(({ key, text }) => [key, text]));
    return { zone, now, name: (login: string) => names.get(login) ?? login };
  }, [people, zone, now]);
}
