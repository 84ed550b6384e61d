/** Shows all rotas on one time axis: who is on call where, by team and person. */
import { useMemo } from 'react';
import { EmptyState, Stack } from '@grafana/ui';
import { locationService } from '@grafana/runtime';
import type { ListPage } from '#contract/list';
import type { RotaOnTimeline } from '#contract/rotas/on-call';
import type { ZoneTable } from '#domain/time/zone';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { useZones } from '../../../api/resources/calendar.ts';
import { useUrl } from '../../../components/browser/use-url.ts';
import { Combobox } from '../../../components/form/fields/combobox.tsx';
import { FoldedFilters } from '../../../components/list/folded-filters.tsx';
import { Answer } from '../../../components/page/answer.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { readerZone } from '../../../components/time/format.ts';
import { useNow } from '../../../components/time/use-now.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { bucketsOf } from '../timeline/lanes/colours.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { Toolbar } from '../timeline/toolbar.tsx';
import type { TimelineView, TimeRange, ViewSpan } from '../timeline/view.ts';
import { dateAt, rangeOf, readView, viewParams } from '../timeline/view.ts';
import { lanesOfRotas, peopleInTurn, shownRotas } from './overview.ts';

/** The sidecar resolves at most 100 days of all rotas at once. */
const SPANS: readonly ViewSpan[] = ['day', 'weeks', 'month', 'quarter'];
const NO_HOLIDAYS: ReadonlySet<number> = new Set();

/** A filter with a choice for “all”. */
function Choice({
  label,
  all,
  options,
  value,
  onChange,
}: {
  label: string;
  all: string;
  options: Array<{ key: string; text: string }>;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  return (
    <div style={{ width: 220, maxWidth: '100%' }}>
      <Combobox
        aria-label={label}
        placeholder={all}
        isClearable
        options={options.map(({ key, text }) => ({ value: key, label: text }))}
        value={value}
        onChange={(option: { value: string } | null) => onChange(option?.value ?? null)}
      />
    </div>
  );
}

function Lanes({ rotas, wording, view, range, zone, person }: LanesProps) {
  const lanes = useMemo(() => lanesOfRotas(rotas), [rotas]);
  const shown = useMemo<ShiftWording>(() => {
    const buckets = bucketsOf(peopleInTurn(rotas));
    const names = new Map(rotas.map(({ rota, name }) => [rota, name]));
    return { ...wording, layer: (id) => names.get(id) ?? id, bucket: (login) => buckets.get(login) ?? 0 };
  }, [rotas, wording]);
  return (
    <Timeline
      view={view}
      range={range}
      lanes={lanes}
      conflicts={[]}
      zone={zone}
      holidays={NO_HOLIDAYS}
      wording={shown}
      highlighted={person}
      onSelect={null}
      onOpen={({ id }) => locationService.push(`${PLUGIN_ROOT}/rotas/${segment(id)}`)}
    />
  );
}

interface LanesProps {
  rotas: RotaOnTimeline[];
  wording: Pick<ShiftWording, 'name' | 'zone' | 'now'>;
  view: TimelineView;
  range: TimeRange;
  zone: ZoneTable;
  person: string | null;
}

export function OverviewSection({ text }: { text: string }) {
  const zoneName = readerZone();
  const zone = useZones([zoneName]).data?.zones[zoneName];
  return zone === undefined ? null : <Overview text={text} zone={zone} zoneName={zoneName} />;
}

function useOverview(zone: ZoneTable, zoneName: string) {
  const [params] = useUrl();
  const { people } = useDirectory();
  const now = useNow(60_000);
  const today = dateAt(now, zone);
  const { span, start } = readView(params, today);
  const view = useMemo<TimelineView>(() => ({ span: SPANS.includes(span) ? span : 'weeks', start }), [span, start]);
  const range = useMemo(() => rangeOf(view, zone), [view, zone]);
  const wording = useMemo(() => {
    const names = new Map(people.map(({ key, text }) => [key, text]));
    return { zone: zoneName, now, name: (login: string) => names.get(login) ?? login };
  }, [people, zoneName, now]);
  return { view, range, today, wording, person: params.get('person'), team: params.get('team') };
}

function Overview({ text, zone, zoneName }: { text: string; zone: ZoneTable; zoneName: string }) {
  const [, setUrl] = useUrl();
  const { people, teams } = useDirectory();
  const { view, range, today, wording, person, team } = useOverview(zone, zoneName);
  const query = { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  const asked = useApi<ListPage<RotaOnTimeline>>({ path: 'on-call/timeline', query }, { live: ['rota'], keep: true });
  return (
    <Stack direction="column" gap={1}>
      <FoldedFilters count={[team, person].filter(Boolean).length}>
        <Choice
          label={t('incidents.team', 'Team')}
          all={t('overview.all-teams', 'All teams')}
          options={teams}
          value={team}
          onChange={(chosen) => setUrl({ team: chosen })}
        />
        <Choice
          label={t('overview.person', 'Person')}
          all={t('overview.everybody', 'Everybody')}
          options={people}
          value={person}
          onChange={(chosen) => setUrl({ person: chosen })}
        />
      </FoldedFilters>
      <Toolbar
        view={view}
        spans={SPANS}
        today={today}
        onView={(next) => setUrl(viewParams(next, today))}
        zones={[{ zone: zoneName, label: zoneName }]}
        zone={zoneName}
        onZone={() => undefined}
      />
      <Answer asked={asked}>
        {({ items }) => {
          const rotas = shownRotas(items, { text, team, person });
          return rotas.length === 0 ? (
            <EmptyState variant="not-found" message={t('rotas.none-match', 'No matching rotas')} />
          ) : (
            <Lanes {...{ rotas, wording, view, range, zone, person }} />
          );
        }}
      </Answer>
    </Stack>
  );
}
