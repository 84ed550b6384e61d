/** The tab with the routes of an integration. */
import { Button, Stack } from '@grafana/ui';
import type { TimeWindowWire } from '#contract/time/time-window';
import type { FieldProblem } from '../../../api/client/failure.ts';
import type { StoredIntegration } from '../../../api/resources/integrations.ts';
import { saveObject } from '../../../api/client/objects.ts';
import { useApiPages } from '../../../api/client/use-api.ts';
import { useName } from '../../../components/people/directory.tsx';
import { usePolicyOptions } from '../../../components/escalation/use-policy-options.ts';
import { useTimeWindows, windowOptions } from '../../../components/time-windows/use-time-windows.ts';
import { windowsText } from '../../../components/form/fields/time/weekly-text.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { freeKey } from '../../../components/sortable/list-order.ts';
import { Columns, Section } from '../../../components/page/section.tsx';
import { FileDraft } from '../../../components/replay/file-draft.tsx';
import { PastNights } from '../../../components/replay/past-nights.tsx';
import { ReadList, Sortable } from '../../../components/sortable/sortable.tsx';
import { toast } from '../../../components/browser/toast.ts';
import { useLeaveGuard } from '../../../components/form/leave-guard.tsx';
import { useProposed } from '../../../components/form/proposed-draft.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { useStoredDraft } from '../../../components/form/use-stored-draft.ts';
import { t } from '../../../language.ts';
import type { RouteDraft } from '../draft.ts';
import { newRoute, problemsOfRoute, replayedOf, routeDrafts, routesOf } from '../draft.ts';
import type { RouteChoice } from './route-fields.tsx';
import { RouteFields } from './route-fields.tsx';
import { LastAlerts } from './last-alerts.tsx';
import type { RouteName } from './route-text.ts';
import { routeSentence } from './route-text.ts';
import { Tester } from './tester.tsx';

interface Props {
  integration: StoredIntegration;
  mayEdit: boolean;
  mayTest: boolean;
  onSaved: (stored: StoredIntegration) => void;
}

/** Integrations whose heartbeat a route may feed. */
function useBeats(): RouteChoice[] {
  const name = useName();
  const expected = useApiPages<{ integration: string }>({ path: 'heartbeats' }).data ?? [];
  return expected.map(({ integration }) => ({ value: integration, label: name('integrations', integration) }));
}

interface SavingProps {
  isSending: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

function Saving({ isSending, onSave, onDiscard }: SavingProps) {
  return (
    <Stack gap={1}>
      <Button icon="save" disabled={isSending} onClick={onSave}>
        {t('form.save', 'Save')}
      </Button>
      <Button variant="secondary" onClick={onDiscard}>
        {t('form.discard', 'Discard changes')}
      </Button>
    </Stack>
  );
}

/** They begin with those that another page proposes. */
function useRoutes({ id, routes }: StoredIntegration, mayEdit: boolean) {
  const proposed = useProposed<StoredIntegration>('integrations', id)?.routes;
  const begin = mayEdit && proposed !== undefined ? { routes: routeDrafts(proposed) } : null;
  return useStoredDraft({ routes: routeDrafts(routes) }, begin);
}

interface ListProps {
  integration: StoredIntegration;
  drafts: RouteDraft[];
  mayChange: boolean;
  name: RouteName;
  windows: readonly TimeWindowWire[];
  details: readonly FieldProblem[];
  onChange: (drafts: RouteDraft[]) => void;
}

/** Each route as a sentence, to be opened and moved by those who may. */
function RouteList({ integration, drafts, mayChange, name, windows, details, onChange }: ListProps) {
  const policies = usePolicyOptions();
  const beats = useBeats();
  const sentence = (route: RouteDraft, i: number) => ({
    main: routeSentence(route, { fallback: integration.policy, name, hours: windowsText }),
    notes: [],
    problems: problemsOfRoute(details, i),
  });
  return mayChange ? (
    <div>
      <Sortable
        items={drafts}
        nameOf={(number) => t('routes.name', 'route {{number}}', { number })}
        sentence={sentence}
        fields={(route, change) => (
          <RouteFields
            route={route}
            integration={integration.id}
            policies={policies}
            windows={windowOptions(windows)}
            beats={beats}
            onChange={change}
          />
        )}
        onChange={onChange}
        footer={(open) => (
          <Button
            variant="secondary"
            icon="plus"
            onClick={() => {
              const key = freeKey(drafts);
              onChange([...drafts, newRoute(key)]);
              open(key);
            }}
          >
            {t('routes.add', 'Add a route')}
          </Button>
        )}
      />
    </div>
  ) : (
    <ReadList items={drafts} sentence={sentence} />
  );
}

export function RoutesTab({ integration, mayEdit, mayTest, onSaved }: Props) {
  const nameOf = useName();
  const windows = useTimeWindows() ?? [];
  const { draft, change, isChanged, discard, saved } = useRoutes(integration, mayEdit);
  const { isSending, failure, send } = useSending();
  const mayTry = mayTest && integration.provisioned;
  const guard = useLeaveGuard((mayEdit || mayTry) && isChanged);
  const name: RouteName = (kind, key) =>
    kind === 'time-windows' ? (windows.find((one) => one.id === key)?.name ?? key) : nameOf(kind, key);
  const routes = routesOf(draft.routes);
  const edited = { ...integration, routes };
  const save = () =>
    send(
      () =>
        saveObject<StoredIntegration>({
          path: 'integrations',
          id: integration.id,
          version: integration.version,
          body: edited,
        }),
      (stored) => {
        toast(t('routes.saved', 'New alerts follow these routes'));
        saved(draft);
        onSaved(stored);
      },
    );
  const main = (
    <>
      <Section title={t('routes.title', 'Routes')}>
        {guard}
        <Stack direction="column" gap={2}>
          <div>
            {t('routes.intro', 'Tried in order; the first match wins. Everything else goes to {{policy}}.', {
              policy: name('policies', integration.policy),
            })}
          </div>
          <RouteList
            integration={integration}
            drafts={draft.routes}
            mayChange={mayEdit || mayTry}
            name={name}
            windows={windows}
            details={failure?.details ?? []}
            onChange={(drafts) => change({ routes: drafts })}
          />
          {failure !== null && (
            <FailureNote failure={failure} what={t('routes.not-saved', 'The routes were not saved')} />
          )}
          {mayEdit && isChanged && <Saving isSending={isSending} onSave={() => void save()} onDiscard={discard} />}
        </Stack>
      </Section>
      {mayEdit && <PastNights objects={{ integrations: [replayedOf(edited)] }} />}
      {mayTry && <FileDraft objects={{ integrations: [replayedOf(edited)] }} isChanged={isChanged} />}
    </>
  );
  return mayTest ? (
    <Columns
      main={main}
      side={
        <>
          {/* What was saved is compared anew. */}
          <LastAlerts key={integration.version} integration={integration.id} routes={routes} name={name} />
          <Tester id={integration.id} isMail={integration.type === 'email'} routes={isChanged ? routes : null} />
        </>
      }
    />
  ) : (
    main
  );
}
