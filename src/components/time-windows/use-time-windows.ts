/** A hook for the named time windows, read again when one is made or changed in this app. */
import { useEffect } from 'react';
import type { TimeWindowWire } from '#contract/time/time-window';
import { objectsChanged$ } from '../../api/client/objects.ts';
import { useApiPages } from '../../api/client/use-api.ts';

/** null: not known yet, or not at all */
export function useTimeWindows(): TimeWindowWire[] | null {
  const { data, reload } = useApiPages<TimeWindowWire>({ path: 'time-windows' });
  useEffect(() => {
    const subscription = objectsChanged$.subscribe((changed) => changed === 'time-windows' && reload());
    return () => subscription.unsubscribe();
  }, [reload]);
  return data;
}

interface WindowOption {
  value: string;
  label: string;
}

export function windowOptions(windows: ReadonlyArray<Pick<TimeWindowWire, 'id' | 'name'>> | null): WindowOption[] {
  return (windows ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }));
}
