/** The timeline on the page of a rota. */
import { useMemo } from 'react';
import { Stack } from '@grafana/ui';
import { holidayDates } from '#domain/time/holidays';
import { zoneTable } from '#domain/time/zone';
import { useUrl } from '../../../components/browser/use-url.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { myLogin } from '../../../components/people/me.ts';
import type { RotaData } from '../data/to-domain.ts';
import { useResolvedRota } from '../data/use-rota.ts';
import type { TimelineLane, Shift } from '../timeline/lanes/lanes.ts';
import { conflictsOf, lanesOf, wholeShift } from '../timeline/lanes/lanes.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { Toolbar } from '../timeline/toolbar.tsx';
import type { TimeRange } from '../timeline/view.ts';
import { dateAt, rangeOf, readView, viewParams } from '../timeline/view.ts';
import { zoneChoices } from '../timeline/zone-choices.ts';

interface Props {
  data: RotaData;
  /** Names and times in the shown zone. */
  wording: ShiftWording;
  onSelect: ((range: TimeRange) => void) | null;
  onOpen: (lane: TimelineLane, shifts: readonly Shift[]) => void;
}

export function TimelineSection({ data, wording, onSelect, onOpen }: Props) {
  const { rota, history, facts } = data;
  const [params, setUrl] = useUrl();
  const zone = zoneTable(facts.zones, wording.zone);
  const today = dateAt(wording.now, zone);
  const { span, start } = readView(params, today);
  const view = useMemo(() => ({ span, start }), [span, start]);
  const range = useMemo(() => rangeOf(view, zone), [view, zone]);
  const isMineOnly = params.get('mine') === 'true';
  const final = useResolvedRota(rota.id, range);
  const lanes = useMemo(
    () => lanesOf(history, facts, range, final.segments ?? undefined),
    [history, facts, range, final.segments],
  );
  const conflicts = useMemo(
    () => lanes.flatMap((lane) => (lane.kind === 'final' ? conflictsOf(lane, facts.absences) : [])),
    [lanes, facts.absences],
  );
  return (
    <Stack direction="column" gap={1}>
      <Toolbar
        view={view}
        today={today}
        onView={(next) => setUrl(viewParams(next, today))}
        zones={zoneChoices(rota.timeZone)}
        zone={wording.zone}
        onZone={(chosen) => setUrl({ zone: chosen === rota.timeZone ? null : chosen })}
        isMineOnly={isMineOnly}
        onMineOnly={(only) => setUrl({ mine: only ? 'true' : null })}
      />
      {final.failure !== null && <FailureNote failure={final.failure} onRetry={final.reload} />}
      <Timeline
        view={view}
        range={range}
        lanes={lanes}
        conflicts={conflicts}
        zone={zone}
        holidays={holidayDates(facts.holidays, rota.holidays)}
        wording={wording}
        highlighted={isMineOnly ? myLogin() : null}
        onSelect={onSelect}
        onOpen={(lane, shifts) =>
          onOpen(
            lane,
            shifts.map((one) => wholeShift(history, facts, lane, one, range)),
          )
        }
      />
    </Stack>
  );
}
