/** The page of one incident. */
import { useState } from 'react';
import { Stack } from '@grafana/ui';
import { useParams } from 'react-router';
import type { IncidentAnswer, PageWire, TimelineEntryWire } from '#contract/incident';
import type { IncidentUpdateWire } from '#contract/incident-update';
import type { List } from '#contract/list';
import type { SyncEntryWire } from '#contract/sync';
import { segment } from '../../api/client/client.ts';
import type { Failure } from '../../api/client/failure.ts';
import type { IncidentAlert } from '../../api/resources/incident-alert.ts';
import { useAsk, useAskAll } from '../../api/client/use-ask.ts';
import { Answer } from '../../components/page/answer.tsx';
import { SeverityBadge, StateBadge } from '../../components/incident/badges.tsx';
import { canDo, whoActs } from '../../components/incident/can.ts';
import { SilencedNote } from '../../components/incident/silences.tsx';
import { download } from '../../components/browser/download.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { LiveBadge } from '../../components/page/live-badge.tsx';
import { useName } from '../../components/people/directory.tsx';
import { Page } from '../../components/page/page.tsx';
import { ReadOnlyNote } from '../../components/page/read-only-note.tsx';
import { Columns, Section } from '../../components/page/section.tsx';
import { AlertsCard } from './alerts-card.tsx';
import { CommandBar } from './command-bar.tsx';
import { FactsCard } from './facts-card.tsx';
import { toMarkdown } from './markdown.ts';
import { NextCard } from './next-card.tsx';
import { PagesCard } from './pages-card.tsx';
import { SyncCard } from './sync-card.tsx';
import { UpdatesCard } from './updates-card.tsx';
import { TimelineCard } from './timeline/timeline-card.tsx';
import { titleText } from '../../components/words/title-words.ts';
import { t } from '../../language.ts';
import { readerZone } from '../../components/time/format.ts';

export default function IncidentPage() {
  const { id = '' } = useParams();
  const path = `incidents/${segment(id)}`;
  const live = { live: ['incident'] as const, id };
  const asked = useAsk<IncidentAnswer>({ path }, live);
  // What is not there has no parts to ask for.
  const isThere = asked.data !== null;
  const part = (name: string, query = {}) => (isThere ? { path: `${path}/${name}`, query } : null);
  const alerts = useAsk<List<IncidentAlert>>(part('alerts', { limit: 100 }), live);
  const pages = useAsk<List<PageWire>>(part('pages'), live);
  const timeline = useAskAll<TimelineEntryWire>(part('timeline'), live);
  const syncs = useAsk<List<SyncEntryWire>>(part('sync'), live);
  const updates = useAsk<List<IncidentUpdateWire>>(part('updates'), live);
  const name = useName();
  const [failure, setFailure] = useState<Failure | null>(null);
  const incident = asked.data;

  const reload = () => [asked, alerts, pages, timeline, syncs, updates].forEach((one) => one.reload());
  const save = () => {
    if (incident !== null) {
      download(
        `incident-${incident.number}.md`,
        'text/markdown',
        toMarkdown({
          incident,
          pages: pages.data?.items ?? [],
          timeline: timeline.data ?? [],
          alerts: alerts.data?.items ?? [],
          name,
        }),
      );
    }
  };
  const beside = incident && (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <SeverityBadge severity={incident.severity} />
      <StateBadge incident={incident} />
      <LiveBadge />
    </Stack>
  );
  return (
    <Page
      isDetail
      zone={readerZone()}
      title={
        incident === null
          ? t('incidents.incident', 'Incident')
          : `#${incident.number} ${titleText(incident.title, incident.titleReason)}`
      }
      beside={beside}
      actions={incident && <CommandBar incident={incident} onDone={reload} onFailure={setFailure} onExport={save} />}
    >
      {failure !== null && (
        <FailureNote
          failure={failure}
          what={t('incident.refused', 'It was not changed')}
          onClose={() => setFailure(null)}
        />
      )}
      <Answer asked={asked}>
        {(shown) => (
          <Columns
            main={
              <>
                {!canDo(shown).act && <ReadOnlyNote isProvisioned={false} who={whoActs()} />}
                <SilencedNote silence={shown.silence} />
                <NextCard incident={shown} />
                {shown.description !== '' && (
                  <Section title={t('incident.description', 'Description')}>
                    <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{shown.description}</div>
                  </Section>
                )}
                <PagesCard asked={pages} />
                <AlertsCard asked={alerts} incident={shown} />
                <TimelineCard id={id} mayNote={canDo(shown).note} asked={timeline} />
              </>
            }
            side={
              <>
                <FactsCard incident={shown} />
                <SyncCard asked={syncs} />
                <UpdatesCard asked={updates} />
              </>
            }
          />
        )}
      </Answer>
    </Page>
  );
}
