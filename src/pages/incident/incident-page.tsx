/** The page of one incident. */
import { useState } from 'react';
import { Stack } from '@grafana/ui';
import { useParams } from 'react-router';
import type { IncidentAnswer, PageWire, TimelineEntryWire } from '#contract/incidents/incident';
import type { IncidentUpdateWire } from '#contract/incidents/incident-update';
import type { ListPage } from '#contract/list';
import type { SyncEntryWire } from '#contract/incidents/sync';
import { segment } from '../../api/client/client.ts';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { IncidentAlert } from '../../api/resources/incident-alert.ts';
import { useApi, useApiPages } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { SeverityBadge, StateBadge } from '../../components/incident/badges.tsx';
import { canDo, actingAs } from '../../components/incident/can.ts';
import { SilencedNote } from '../../components/incident/silences.tsx';
import { MaintenanceItems } from '../../components/maintenance/maintenance-items.tsx';
import { holds } from '../../components/maintenance/switch-draft.ts';
import { download } from '../../components/browser/download.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { LiveBadge } from '../../components/page/live-badge.tsx';
import { useName } from '../../components/people/directory.tsx';
import { Page } from '../../components/page/page.tsx';
import { ReadOnlyNote } from '../../components/page/read-only-note.tsx';
import { Columns } from '../../components/page/section.tsx';
import { AlertsCard } from './about/alerts-card.tsx';
import { CommandBar } from './command-bar.tsx';
import { AboutCard } from './about/about-card.tsx';
import { FactsCard } from './about/facts-card.tsx';
import { toMarkdown } from './markdown.ts';
import { NextCard } from './next-card.tsx';
import { RatingCard } from './rating/rating-card.tsx';
import { RuleHistory } from './rule-history.tsx';
import { PagesCard } from './deliveries/pages-card.tsx';
import { SyncCard } from './deliveries/sync-card.tsx';
import { UpdatesCard } from './deliveries/updates-card.tsx';
import { TimelineCard } from './timeline/timeline-card.tsx';
import { titleText } from '../../components/words/title-words.ts';
import { t } from '../../language.ts';
import { readerZone } from '../../components/time/format.ts';
import { OwnShadow } from '../../components/integration/own-shadow.tsx';

/** Loads the incident and its parts in separate requests, and keeps them current. */
function useIncident(id: string) {
  const path = `incidents/${segment(id)}`;
  const live = { live: ['incident'] as const, id };
  const asked = useApi<IncidentAnswer>({ path }, live);
  // The parts are requested only once the incident is known to exist.
  const isThere = asked.data !== null;
  const part = (name: string, query = {}) => (isThere ? { path: `${path}/${name}`, query } : null);
  const alerts = useApi<ListPage<IncidentAlert>>(part('alerts', { limit: 100 }), live);
  const pages = useApi<ListPage<PageWire>>(part('pages'), live);
  const timeline = useApiPages<TimelineEntryWire>(part('timeline'), live);
  const syncs = useApi<ListPage<SyncEntryWire>>(part('sync'), live);
  const updates = useApi<ListPage<IncidentUpdateWire>>(part('updates'), live);
  const reload = () => [asked, alerts, pages, timeline, syncs, updates].forEach((one) => one.reload());
  return { asked, alerts, pages, timeline, syncs, updates, reload };
}

type IncidentParts = ReturnType<typeof useIncident>;

function save(incident: IncidentAnswer, { pages, timeline, alerts }: IncidentParts, name: ReturnType<typeof useName>) {
  const document = {
    incident,
    pages: pages.data?.items ?? [],
    timeline: timeline.data ?? [],
    alerts: alerts.data?.items ?? [],
    name,
    zone: readerZone(),
  };
  download(`incident-${incident.number}.md`, 'text/markdown', toMarkdown(document));
}

export default function IncidentPage() {
  const { id = '' } = useParams();
  const parts = useIncident(id);
  const name = useName();
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const incident = parts.asked.data;
  return (
    <Page
      isDetail
      zone={readerZone()}
      title={
        incident === null
          ? t('incidents.incident', 'Incident')
          : `#${incident.number} ${titleText(incident.title, incident.titleReason)}`
      }
      toolbar={
        incident && (
          <>
            <Badges incident={incident} />
            <CommandBar
              incident={incident}
              onDone={parts.reload}
              onFailure={setFailure}
              onExport={() => save(incident, parts, name)}
            />
          </>
        )
      }
    >
      {failure !== null && (
        <FailureNote
          failure={failure}
          what={t('incident.refused', 'The incident was not changed')}
          onClose={() => setFailure(null)}
        />
      )}
      {incident !== null && incident.state !== 'resolved' && (
        <OwnShadow integration={incident.integration} team={incident.team} />
      )}
      <Answer asked={parts.asked}>{(shown) => <Body incident={shown} id={id} parts={parts} />}</Answer>
    </Page>
  );
}

function Badges({ incident }: { incident: IncidentAnswer }) {
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <SeverityBadge severity={incident.severity} />
      <StateBadge incident={incident} />
      <LiveBadge />
    </Stack>
  );
}

interface BodyProps {
  incident: IncidentAnswer;
  /** The id in the URL. */
  id: string;
  parts: IncidentParts;
}

function Body({ incident, id, parts: { asked, pages, alerts, timeline, syncs, updates } }: BodyProps) {
  const can = canDo(incident);
  const main = (
    <>
      {!can.act && <ReadOnlyNote isProvisioned={false} who={actingAs()} />}
      <SilencedNote silence={incident.silence} />
      {incident.next?.reason === 'hold' && <MaintenanceItems isWanted={(one) => holds(one, incident)} />}
      <NextCard
        incident={incident}
        mergedNumber={timeline.data?.find(({ data }) => data['into'] === incident.mergedInto)?.data['number']}
      />
      <AboutCard incident={incident} />
      <RatingCard incident={incident} onRated={asked.reload} />
      <TimelineCard id={id} mayNote={can.note} asked={timeline} />
      <PagesCard asked={pages} />
      <AlertsCard asked={alerts} incident={incident} />
      <RuleHistory incident={incident} />
    </>
  );
  const side = (
    <>
      <FactsCard incident={incident} />
      <SyncCard asked={syncs} />
      <UpdatesCard asked={updates} />
    </>
  );
  return <Columns main={main} side={side} />;
}
