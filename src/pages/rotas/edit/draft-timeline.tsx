/** The timeline of a rota that is being edited. */
import { useDeferredValue, useMemo, useState } from 'react';
import { Stack } from '@grafana/ui';
import { holidayDates } from '#domain/time/holidays';
import { zoneTable } from '#domain/time/zone';
import type { RotaWire } from '#contract/rotas/rota';
import { layerNames } from '../data/to-domain.ts';
import { useWording } from '../data/use-wording.ts';
import { conflictsOf, lanesOf } from '../timeline/lanes/lanes.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { Toolbar } from '../timeline/toolbar.tsx';
import type { TimelineView } from '../timeline/view.ts';
import { dateAt, rangeOf, viewAt } from '../timeline/view.ts';
import { zoneChoices } from '../timeline/zone-choices.ts';
import type { DrawnDraft } from './use-draft-preview.ts';

interface Props {
  drawn: DrawnDraft;
  /** States that give the names of layers, the draft first. */
  states: readonly RotaWire[];
  /** The instant shown first. */
  at: number;
  /** From when new duty is still told in time; null, and absent for a rota that no unit lists: no line. */
  inTimeFrom?: number | null;
}

/** The timeline that the draft would produce. It is rendered with a delay, so that it does not slow down typing. */
export function DraftTimeline({ drawn: latest, states, at, inTimeFrom = null }: Props) {
  const drawn = useDeferredValue(latest);
  const { rota, whole, facts } = drawn;
  const [chosen, setChosen] = useState<string | null>(null);
  const [moved, setMoved] = useState<TimelineView | null>(null);
  const zoneName = chosen !== null && chosen in facts.zones ? chosen : rota.timeZone;
  const zone = zoneTable(facts.zones, zoneName);
  const names = useMemo(() => layerNames(states), [states]);
  const wording = useWording(zoneName, rota, names);
  const first = dateAt(at, zone);
  const view = useMemo(() => moved ?? viewAt('weeks', first), [moved, first]);
  const range = useMemo(() => rangeOf(view, zone), [view, zone]);
  const lanes = useMemo(() => lanesOf(whole, facts, range), [whole, facts, range]);
  const conflicts = useMemo(
    () => lanes.flatMap((lane) => (lane.kind === 'final' ? conflictsOf(lane, facts.absences) : [])),
    [lanes, facts.absences],
  );
  return (
    <Stack direction="column" gap={1}>
      <Toolbar
        view={view}
        today={dateAt(wording.now, zone)}
        onView={setMoved}
        zones={zoneChoices(rota.timeZone)}
        zone={zoneName}
        onZone={setChosen}
      />
      <Timeline
        view={view}
        range={range}
        lanes={lanes}
        conflicts={conflicts}
        zone={zone}
        holidays={holidayDates(facts.holidays, rota.holidays)}
        wording={wording}
        highlighted={null}
        onSelect={null}
        inTimeFrom={inTimeFrom}
      />
    </Stack>
  );
}
