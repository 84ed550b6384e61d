/** A hook for a line that says who started or planned a maintenance. */
import { useEffect } from 'react';
import type { ZoneTable } from '#domain/time/zone';
import { now } from '../../api/live/clock.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import type { StoredMaintenance } from '../../components/maintenance/switch-draft.ts';
import { useName } from '../../components/people/directory.tsx';
import { timeText } from '../../components/time/format.ts';
import { instantOf } from '../../components/time/local-time.ts';
import { useZone } from '../../components/time/zone.tsx';
import { t } from '../../language.ts';

interface MaintenanceAuthor {
  maintenance: string;
  createdBy: string;
  createdAt: string;
}

type AuthorText = (one: StoredMaintenance, zone: ZoneTable | undefined) => string | null;

/** @returns null if a file states it, or the sidecar does not know */
export function useAuthors(shown: readonly StoredMaintenance[] | null): AuthorText {
  const name = useName();
  const readers = useZone();
  const { data, reload } = useApiPages<MaintenanceAuthor>({ path: 'maintenance-authors' });
  const ids = (shown ?? []).map(({ id }) => id).join(' ');
  useEffect(() => {
    if (ids !== '') {
      reload();
    }
  }, [ids, reload]);
  return ({ id, start }, zone) => {
    const found = data?.find(({ maintenance }) => maintenance === id);
    if (found === undefined) {
      return null;
    }
    const at = Date.parse(found.createdAt);
    const words = { who: name('people', found.createdBy), when: timeText(at, now(), readers) };
    const begins = zone === undefined ? null : instantOf(start, zone);
    return begins !== null && begins > at
      ? t('maintenance.planned-by', 'Planned by {{who}}, {{when}}', words)
      : t('maintenance.started-by', 'Started by {{who}}, {{when}}', words);
  };
}
