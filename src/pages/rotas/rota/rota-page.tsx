import { useMemo, useState } from 'react';
import { Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import { useParams } from 'react-router';
import type { OnCallAnswer } from '#contract/on-call';
import { onCallAt } from '#domain/rota/on-call';
import { holidayDates } from '#domain/time/calendar';
import { HOUR } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import { segment } from '../../../api/client/client.ts';
import { useAsk } from '../../../api/client/use-ask.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { readerZone } from '../../../components/time/format.ts';
import { LiveBadge } from '../../../components/page/live-badge.tsx';
import { myLogin } from '../../../components/people/me.ts';
import { OnCallList } from '../../../components/rota/on-call-list.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Columns, Section } from '../../../components/page/section.tsx';
import { useUrl } from '../../../components/browser/use-url.ts';
import { useMayEdit } from '../../../components/people/who-am-i.tsx';
import { HealthCard } from './health-card.tsx';
import { OverrideDrawer } from '../overrides/override-drawer.tsx';
import type { OverrideForm } from '../overrides/override-form.ts';
import { formFor } from '../overrides/override-form.ts';
import { OverridesCard } from '../overrides/overrides-card.tsx';
import { conflictsOf, lanesOf } from '../timeline/lanes.ts';
import { Timeline } from '../timeline/timeline.tsx';
import type { Range } from '../timeline/view.ts';
import { dateAt, rangeOf, readView, viewParams } from '../timeline/view.ts';
import { Toolbar } from './toolbar.tsx';
import type { RotaData } from '../data/use-rota.ts';
import { useFinal, useRota } from '../data/use-rota.ts';
import { useWording } from '../data/use-wording.ts';
import { t } from '../../../language.ts';

function zoneChoices(rotaZone: string) {
  const named = [
    { zone: rotaZone, label: t('zone.rota', 'Rota: {{zone}}', { zone: rotaZone }) },
    { zone: readerZone(), label: t('zone.mine', 'Mine: {{zone}}', { zone: readerZone() }) },
    { zone: 'UTC', label: 'UTC' },
  ];
  return named.filter(({ zone }, i) => named.findIndex((other) => other.zone === zone) === i);
}

interface TimelineProps {
  data: RotaData;
  onSelect: ((range: Range) => void) | null;
}

function TimelineSection({ data, onSelect }: TimelineProps) {
  const { rota, facts } = data;
  const [params, setUrl] = useUrl();
  const zones = zoneChoices(rota.timeZone);
  const zoneName = zones.find(({ zone }) => zone === params.get('zone'))?.zone ?? rota.timeZone;
  const zone = zoneTable(facts.zones, zoneName);
  const wording = useWording(zoneName, rota);
  const today = dateAt(wording.now, zone);
  const { span, start } = readView(params, today);
  const view = useMemo(() => ({ span, start }), [span, start]);
  const range = useMemo(() => rangeOf(view, zone), [view, zone]);
  const isMineOnly = params.get('mine') === 'true';
  const final = useFinal(rota.id, range);
  const lanes = useMemo(() => lanesOf(rota, facts, range, final.segments ?? undefined), [rota, facts, range, final.segments]);
  const conflicts = useMemo(() => lanes.flatMap((lane) => (lane.kind === 'final' ? conflictsOf(lane, facts.absences) : [])), [lanes, facts.absences]);
  return (
    <Stack direction="column" gap={1}>
      <Toolbar
        view={view}
        today={today}
        onView={(next) => setUrl(viewParams(next, today))}
        zones={zones}
        zone={zoneName}
        onZone={(chosen) => setUrl({ zone: chosen === rota.timeZone ? null : chosen })}
        isMineOnly={isMineOnly}
        onMineOnly={(only) => setUrl({ mine: only ? 'true' : null })}
      />
      {final.failure !== null && <FailureNote failure={final.failure} onRetry={final.reload} />}
      <Timeline view={view} range={range} lanes={lanes} conflicts={conflicts} zone={zone} holidays={holidayDates(facts.holidays, rota.holidays)} wording={wording} highlighted={isMineOnly ? myLogin() : null} onSelect={onSelect} />
    </Stack>
  );
}

function NowCard({ id }: { id: string }) {
  const asked = useAsk<OnCallAnswer>({ path: `rotas/${segment(id)}/on-call` }, { live: ['rota'], id });
  return (
    <Section title={t('rota.now', 'Now and next')}>
      <Answer asked={asked}>{(answer) => <OnCallList rota={answer} me={myLogin()} />}</Answer>
    </Section>
  );
}

export default function RotaPage() {
  const { id = '' } = useParams();
  const { data, failure, reload } = useRota(id, readerZone());
  const wording = useWording(data?.rota.timeZone ?? 'UTC', data?.rota ?? null);
  const mayEdit = useMayEdit(data?.rota.team ?? null);
  const [form, setForm] = useState<OverrideForm | null>(null);

  const open = (range: Range) => {
    if (data !== null) {
      const zone = zoneTable(data.facts.zones, data.rota.timeZone);
      setForm(formFor(range, zone, onCallAt(data.rota, data.facts, range.from).map(({ user }) => user)));
    }
  };
  const nextHour = () => Math.ceil(wording.now / HOUR) * HOUR;
  const addButton = mayEdit && (
    <Button icon="plus" disabled={data === null} onClick={() => open({ from: nextHour(), to: nextHour() + 8 * HOUR })}>
      {t('override.add-button', 'Add an override')}
    </Button>
  );

  return (
    <Page isDetail title={data?.rota.name ?? id} beside={<LiveBadge />} subtitle={data?.rota.timeZone} actions={addButton}>
      {failure !== null && <FailureNote failure={failure} onRetry={reload} />}
      {data === null && failure === null && (
        <div role="status">
          <LoadingPlaceholder text={t('answer.loading', 'Loading…')} />
        </div>
      )}
      {data !== null && (
        <Stack direction="column" gap={2}>
          <TimelineSection data={data} onSelect={mayEdit ? open : null} />
          <Columns
            main={<HealthCard id={id} wording={wording} />}
            side={
              <>
                <NowCard id={id} />
                <OverridesCard data={data} wording={wording} mayEdit={mayEdit} onChanged={reload} />
              </>
            }
          />
        </Stack>
      )}
      {data !== null && form !== null && (
        <OverrideDrawer
          data={data}
          initial={form}
          wording={wording}
          onClose={() => setForm(null)}
          onSaved={() => {
            setForm(null);
            reload();
          }}
        />
      )}
    </Page>
  );
}
