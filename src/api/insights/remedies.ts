/** What would help against the alerts that wake people most. */
import { useEffect } from 'react';
import { timer } from 'rxjs';
import type { RemediesWire } from '#contract/insight/remedies';
import { send } from '../client/client.ts';
import { useApi } from '../client/use-api.ts';

const PATH = 'insights/remedies';
/** ms */
const LOOK_EVERY = 1000;

/** As it was found last; while somebody looks, with the progress of that. */
export function useRemedies() {
  const asked = useApi<RemediesWire>({ path: PATH }, { keep: true });
  const { data, reload } = asked;
  useEffect(() => {
    if ((data?.progress ?? null) === null) {
      return;
    }
    const next = timer(LOOK_EVERY).subscribe(reload);
    return () => next.unsubscribe();
  }, [data, reload]);
  return asked;
}

export function lookForRemedies() {
  return send<RemediesWire>({ method: 'POST', path: PATH });
}
