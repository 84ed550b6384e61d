/** A hook that opens the request for a swap of the shift that the address names: Home links to it. */
import { useEffect } from 'react';
import { useUrl } from '../../../components/browser/use-url.ts';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { shiftsOf } from '../data/shifts.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { RotaDialog } from './dialogs.tsx';

/** Once: the address forgets it, so that a reload or a link to a colleague shows the rota. */
export function useAskedSwap(data: RotaData | null, now: number, onOpen: (dialog: RotaDialog) => void): void {
  const [params, setUrl] = useUrl();
  const login = useMe()?.login ?? null;
  const asked = params.get('swap');
  useEffect(() => {
    if (asked === null || data === null || login === null) {
      return;
    }
    // A shift that runs began before now, from where the rest of it is listed.
    const from = Math.max(Date.parse(asked), now);
    const shift = shiftsOf(data, login, now).find(({ start, end }) => start <= from && from < end);
    if (shift !== undefined) {
      onOpen({ kind: 'swap', shift });
    }
    setUrl({ swap: null });
  }, [asked, data, login, now, onOpen, setUrl]);
}
