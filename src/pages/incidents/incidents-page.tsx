/** The page that lists incidents. */
import { useState } from 'react';
import { Button, EmptyState, Stack } from '@grafana/ui';
import type { IncidentAnswer, IncidentWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { ApiFailure } from '../../api/client/failure.ts';
import { command } from '../../api/resources/incidents.ts';
import { useApi } from '../../api/client/use-api.ts';
import { offerUndoing } from '../../components/undo/offer-unresolving.ts';
import { Answer } from '../../components/page/answer.tsx';
import { canDo } from '../../components/incident/can.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { LiveBadge } from '../../components/page/live-badge.tsx';
import { Page } from '../../components/page/page.tsx';
import { PageSomeoneButton } from '../../components/incident/page-someone.tsx';
import { useUrl } from '../../components/browser/use-url.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { BulkQuestion } from './bulk-question.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { ListFilter } from './filter.ts';
import { isNarrow, queryOf, readFilter, sortText } from './filter.ts';
import { openedBetween } from './opened-between.ts';
import { changeTo } from './views.ts';
import { IncidentTable } from './incident-table.tsx';
import { titleText } from '../../components/words/title-words.ts';
import { t } from '../../language.ts';
import { readerZone } from '../../components/time/format.ts';

const PAGE = 50;

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

function nameOf({ number, title, titleReason }: IncidentWire): string {
  return `#${number} ${titleText(title, titleReason)}`;
}

/** The selected incidents. Commands leave out incidents that are no longer in the list. */
function useSelection(shown: IncidentWire[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = new Map(shown.filter(({ id }) => ids.has(id)).map((one) => [one.id, nameOf(one)]));
  const toggle = (id: string) =>
    setIds((old) => (old.has(id) ? new Set([...old].filter((other) => other !== id)) : new Set([...old, id])));
  const toggleAll = () => setIds(selected.size === shown.length ? new Set() : new Set(shown.map(({ id }) => id)));
  return { selected, toggle, toggleAll, clear: () => setIds(new Set()) };
}

export default function IncidentsPage() {
  const [params, setUrl] = useUrl();
  const filter = readFilter(params);
  const asked = useApi<ListPage<IncidentAnswer>>(
    { path: 'incidents', query: queryOf(filter, PAGE, openedBetween(filter.range)) },
    { live: ['incident'], keep: true },
  );
  const selection = useSelection(asked.data?.items ?? []);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [question, setQuestion] = useState<BulkQuestion | null>(null);

  const onKey = async (name: 'acknowledge' | 'resolve', focused: IncidentWire) => {
    if (selection.selected.size > 1) {
      setQuestion({ name, body: undefined });
      return;
    }
    const incident = asked.data?.items.find(({ id }) => selection.selected.has(id)) ?? focused;
    const sent = await command(incident.id, name);
    setFailure(sent.ok ? null : sent.failure);
    if (sent.ok && name === 'resolve') {
      offerUndoing('resolve', incident, asked.reload);
    }
    asked.reload();
  };
  const reset = () => setUrl(changeTo(''));

  return (
    <Page
      title={t('incidents.title', 'Incidents')}
      zone={readerZone()}
      beside={<LiveBadge />}
      actions={<PageSomeoneButton />}
    >
      <Stack direction="column" gap={2}>
        <FilterBar params={params} filter={filter} onChange={setUrl} />
        <BulkBar
          selected={selection.selected}
          canAct={(asked.data?.items ?? []).some((one) => selection.selected.has(one.id) && canDo(one).act)}
          question={question}
          onQuestion={setQuestion}
          onDone={asked.reload}
          onClear={selection.clear}
        />
        {failure !== null && <FailureNote failure={failure} onClose={() => setFailure(null)} />}
        <Answer asked={asked}>
          {({ items, next }) => (
            <>
              {items.length === 0 ? (
                <Nothing filter={filter} onReset={reset} />
              ) : (
                <IncidentTable
                  incidents={items}
                  sort={filter.sort}
                  onSort={(sort) => setUrl({ sort: sortText(sort), cursor: null })}
                  selected={selection.selected}
                  onSelect={selection.toggle}
                  onSelectAll={selection.toggleAll}
                  onKey={(name, incident) => void onKey(name, incident)}
                />
              )}
              <Stack gap={1}>
                {filter.cursor !== null && (
                  <Button variant="secondary" icon="arrow-up" onClick={() => setUrl({ cursor: null })}>
                    {t('incidents.first', 'First page')}
                  </Button>
                )}
                {next !== null && (
                  <Button variant="secondary" icon="angle-right" onClick={() => setUrl({ cursor: next })}>
                    {t('incidents.more', 'Next page')}
                  </Button>
                )}
              </Stack>
            </>
          )}
        </Answer>
      </Stack>
    </Page>
  );
}
