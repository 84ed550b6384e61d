/** The page that lists incidents. */
import { useState } from 'react';
import { Button, EmptyState, Stack } from '@grafana/ui';
import type { IncidentAnswer, IncidentWire, MatchingAnswer } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { QueryParameters } from '../../api/client/client.ts';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { IncidentCommand } from '../../api/resources/incidents.ts';
import { command } from '../../api/resources/incidents.ts';
import { useApi } from '../../api/client/use-api.ts';
import { offerUndoing } from '../../components/undo/offer-undoing.ts';
import { Answer } from '../../components/page/answer.tsx';
import { canDo } from '../../components/incident/can.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { LiveBadge } from '../../components/page/live-badge.tsx';
import { Page } from '../../components/page/page.tsx';
import { PageSomeoneButton } from '../../components/incident/page-someone.tsx';
import type { UrlChange } from '../../components/browser/use-url.ts';
import { useUrl } from '../../components/browser/use-url.ts';
import { BulkNotes } from './bulk/bulk-notes.tsx';
import type { BulkQuestion } from './bulk/bulk-question.tsx';
import { AskBulk } from './bulk/bulk-question.tsx';
import type { Total } from './bulk/list-bar.tsx';
import { ListBar } from './bulk/list-bar.tsx';
import { useBulk } from './bulk/use-bulk.ts';
import { useSelection } from './bulk/use-selection.ts';
import { FilterBar } from './filters/filter-bar.tsx';
import type { ListFilter } from './filters/filter.ts';
import { isAllOpen, isNarrow, matchingOf, queryOf, readFilter, sortText } from './filters/filter.ts';
import { openedBetween } from './filters/opened-between.ts';
import { room } from './room.ts';
import { changeTo } from './views/views.ts';
import { IncidentTable } from './rows/incident-table.tsx';
import { t } from '../../language.ts';
import { readerZone } from '../../components/time/format.ts';

const PAGE = 50;

type Incidents = ListPage<IncidentAnswer>;

function Nothing({ filter, onReset }: { filter: ListFilter; onReset: () => void }) {
  if (isNarrow(filter)) {
    return (
      <EmptyState
        variant="not-found"
        message={t('incidents.none-match', 'No matching incidents')}
        button={
          <Button variant="secondary" onClick={onReset}>
            {t('incidents.reset', 'Show unresolved')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState variant="completed" message={t('incidents.none', 'No open incidents')}>
      {t(
        'incidents.none-more',
        'New incidents appear here automatically. To see resolved ones, choose the state “Resolved”.',
      )}
    </EmptyState>
  );
}

/** How many match: asked for only where there is more than this page. */
function useTotal(list: Incidents | null, filter: ListFilter, matching: QueryParameters): Total {
  const isPart = list !== null && (list.next !== null || filter.cursor !== null);
  const asked = useApi<MatchingAnswer>(isPart ? { path: 'incidents/matching', query: matching } : null, {
    live: ['incident'],
  });
  return isPart ? asked.data : list && { total: list.items.length, more: false };
}

/** Commands on what is selected: several are asked about first. */
function useCommands(shown: readonly IncidentAnswer[], matching: QueryParameters, reload: () => void) {
  const selection = useSelection(shown, matching);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [question, setQuestion] = useState<BulkQuestion | null>(null);
  const bulk = useBulk(reload);
  const { selected, clear } = selection;
  const runMany = async (name: IncidentCommand, body?: object) => {
    setQuestion(null);
    if (await bulk.run(selected, name, body)) {
      clear();
    }
  };
  const ask = (name: IncidentCommand, body?: object) =>
    selected.size > 1 ? setQuestion({ name, body }) : void runMany(name, body);
  const runOne = async (name: 'acknowledge' | 'resolve', incident: IncidentWire) => {
    const sent = await command(incident.id, name);
    setFailure(sent.ok ? null : sent.failure);
    if (sent.ok && sent.value.version !== incident.version) {
      offerUndoing(name, incident, reload);
    }
    reload();
  };
  const onKey = (name: 'acknowledge' | 'resolve', focused: IncidentWire) =>
    selected.size > 0 ? ask(name) : void runOne(name, focused);
  const chooseAll = async () => setFailure(await selection.chooseAll());
  // Of those that are on other pages it is not known; the sidecar answers for each.
  const canAct = shown.some((one) => (selection.isAll || selected.has(one.id)) && canDo(one).act);
  return { selection, canAct, failure, setFailure, question, setQuestion, bulk, runMany, ask, onKey, chooseAll };
}

function Pages({
  cursor,
  next,
  onChange,
}: {
  cursor: string | null;
  next: string | null;
  onChange: (change: UrlChange) => void;
}) {
  return (
    <Stack gap={1}>
      {cursor !== null && (
        <Button variant="secondary" icon="arrow-up" onClick={() => onChange({ cursor: null })}>
          {t('incidents.first', 'First page')}
        </Button>
      )}
      {next !== null && (
        <Button variant="secondary" icon="angle-right" onClick={() => onChange({ cursor: next })}>
          {t('incidents.more', 'Next page')}
        </Button>
      )}
    </Stack>
  );
}

export default function IncidentsPage() {
  const [params, setUrl] = useUrl();
  const filter = readFilter(params);
  const opened = openedBetween(filter.range);
  const matching = matchingOf(filter, opened);
  const asked = useApi<Incidents>(
    { path: 'incidents', query: queryOf(filter, PAGE, opened) },
    { live: ['incident'], keep: true },
  );
  const items = asked.data?.items ?? [];
  const total = useTotal(asked.data, filter, matching);
  const commands = useCommands(items, matching, asked.reload);
  const { selection, bulk, failure, question } = commands;
  return (
    <Page
      title={t('incidents.title', 'Incidents')}
      zone={readerZone()}
      beside={<LiveBadge />}
      actions={<PageSomeoneButton />}
    >
      <div className={room}>
        <FilterBar params={params} filter={filter} onChange={setUrl} />
        <AskBulk
          question={question}
          selected={selection.selected}
          onDismiss={() => commands.setQuestion(null)}
          onConfirm={({ name, body }) => void commands.runMany(name, body)}
        />
        {failure !== null && <FailureNote failure={failure} onClose={() => commands.setFailure(null)} />}
        <BulkNotes bulk={bulk} />
        <Answer asked={asked}>
          {({ items: shown, next }) => (
            <>
              {(shown.length > 0 || selection.selected.size > 0) && (
                <ListBar
                  total={total}
                  isAllOpen={isAllOpen(filter)}
                  shown={shown.length}
                  selection={selection}
                  canAct={commands.canAct}
                  isRunning={bulk.isRunning}
                  onRun={commands.ask}
                  onChooseAll={() => void commands.chooseAll()}
                />
              )}
              {shown.length === 0 ? (
                <Nothing filter={filter} onReset={() => setUrl(changeTo(''))} />
              ) : (
                <IncidentTable
                  incidents={shown}
                  sort={filter.sort}
                  onSort={(sort) => setUrl({ sort: sortText(sort), cursor: null })}
                  selected={selection.selected}
                  onSelect={selection.toggle}
                  onSelectPage={selection.togglePage}
                  onKey={commands.onKey}
                />
              )}
              <Pages cursor={filter.cursor} next={next} onChange={setUrl} />
            </>
          )}
        </Answer>
      </div>
    </Page>
  );
}
