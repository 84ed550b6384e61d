/** The page of one integration. */
import { useState } from 'react';
import { Tab, TabsBar } from '@grafana/ui';
import { useParams } from 'react-router';
import type { ListPage } from '#contract/list';
import { zoneTable } from '#domain/time/zone';
import { segment } from '../../api/client/client.ts';
import type { ReceivedAlert, StoredIntegration } from '../../api/resources/integrations.ts';
import { useApi } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { BeginDrawer } from '../../components/maintenance/begin-drawer.tsx';
import { RunningNote } from '../../components/maintenance/running-note.tsx';
import { concerns, isOn } from '../../components/maintenance/switch-draft.ts';
import { useMaintenances } from '../../components/maintenance/use-maintenances.ts';
import { LabelledSwitch } from '../../components/form/fields/labelled-switch.tsx';
import { useName } from '../../components/people/directory.tsx';
import { Page } from '../../components/page/page.tsx';
import { OwnShadow } from '../../components/integration/own-shadow.tsx';
import { ReadOnlyNote, editorsOfTeam } from '../../components/page/read-only-note.tsx';
import { sourceName } from '../../components/integration/source-text.ts';
import { Ago } from '../../components/time/times.tsx';
import { useUrl } from '../../components/browser/use-url.ts';
import { useMayEdit } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import { CameTab } from './came-tab.tsx';
import { DeleteIntegration } from './delete-integration.tsx';
import { SilencesFacts } from './grafana/silences/silences-section.tsx';
import { RoutesTab } from './routes/routes-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { SetupTab } from './setup-tab.tsx';
import { readerZone } from '../../components/time/format.ts';

const TABS = ['setup', 'came', 'routes', 'settings'] as const;
type TabName = (typeof TABS)[number];

function tabText(tab: TabName): string {
  switch (tab) {
    case 'setup':
      return t('integration.tab-setup', 'Setup');
    case 'came':
      return t('integration.tab-came', 'Activity');
    case 'routes':
      return t('integration.tab-routes', 'Routes');
    case 'settings':
      return t('integration.tab-settings', 'Settings');
  }
}

interface BodyProps {
  tab: TabName;
  integration: StoredIntegration;
  newest: string | null;
  onChanged: () => void;
  onSaved: (stored: StoredIntegration) => void;
}

function Body({ tab, integration, newest, onChanged, onSaved }: BodyProps) {
  const mayTest = useMayEdit(integration.team);
  const mayEdit = mayTest && !integration.provisioned;
  const note = !mayTest && <ReadOnlyNote isProvisioned={integration.provisioned} who={editorsOfTeam()} />;
  switch (tab) {
    case 'setup':
      return (
        <SetupTab integration={integration} mayEdit={mayEdit} mayTest={mayTest} newest={newest} onChanged={onChanged} />
      );
    case 'came':
      return <CameTab id={integration.id} mayReplay={mayTest} onReplayed={onChanged} />;
    case 'routes':
      return (
        <>
          {note}
          <RoutesTab
            key={integration.id}
            integration={integration}
            mayEdit={mayEdit}
            mayTest={mayTest}
            onSaved={onSaved}
          />
        </>
      );
    case 'settings':
      return mayTest ? (
        <SettingsTab key={integration.id} integration={integration} onSaved={onSaved} />
      ) : (
        <>
          {note}
          {integration.type === 'grafana' && (
            <SilencesFacts stored={integration.sync} isProvisioned={integration.provisioned} />
          )}
        </>
      );
  }
}

/** Switches a maintenance on and off. @returns the elements beside and below the title */
function useMaintenanceSwitch(integration: StoredIntegration | null, may: boolean) {
  const { all, running, zones, reload } = useMaintenances();
  const [isOpen, setOpen] = useState(false);
  if (integration === null) {
    return { control: null, notes: null };
  }
  const own = running.filter((one) => concerns(one, integration.id));
  const control = may && !isOn(running, integration.id) && (
    <LabelledSwitch
      id="integration-maintenance"
      label={t('maintenances.title', 'Maintenance')}
      value={isOpen}
      onChange={setOpen}
    />
  );
  const notes = (
    <>
      {own.map((one) => (
        <RunningNote
          key={one.maintenance.id}
          running={one}
          zone={zoneTable(zones, one.maintenance.timeZone)}
          mayEnd={may}
          onEnded={reload}
        />
      ))}
      {isOpen && (
        <BeginDrawer
          integration={integration.id}
          known={all}
          onClose={() => setOpen(false)}
          onBegun={() => {
            setOpen(false);
            reload();
          }}
        />
      )}
    </>
  );
  return { control, notes };
}

export default function IntegrationPage() {
  const { id = '' } = useParams();
  const name = useName();
  const [params, setUrl] = useUrl();
  const asked = useApi<StoredIntegration>({ path: `integrations/${segment(id)}` });
  const newest = useApi<ListPage<ReceivedAlert>>(
    { path: `integrations/${segment(id)}/alerts`, query: { limit: 1 } },
    { live: ['incident'] },
  );
  const integration = asked.data;
  const may = useMayEdit(integration?.team ?? null);
  const { control, notes } = useMaintenanceSwitch(integration, may);
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'setup';
  const isMissing = integration === null && asked.failure?.kind === 'not-found';
  const last = newest.data?.items[0];
  const reload = () => {
    asked.reload();
    newest.reload();
  };
  const remove = tab === 'settings' && integration !== null && may && !integration.provisioned && (
    <DeleteIntegration integration={integration} />
  );
  return (
    <Page
      zone={readerZone()}
      isDetail
      title={integration?.name ?? id}
      actions={control}
      danger={remove}
      subtitle={
        integration !== null && (
          <>
            {sourceName(integration.type)},{' '}
            {t('integrations.goes-to', 'goes to {{policy}}', { policy: name('policies', integration.policy) })}
            {last !== undefined && (
              <>
                , {t('integration.last', 'last alert')} <Ago at={last.receivedAt} />
              </>
            )}
          </>
        )
      }
    >
      {integration !== null && <OwnShadow integration={integration.id} team={integration.team} />}
      {notes}
      {!isMissing && (
        <TabsBar>
          {TABS.map((one) => (
            <Tab
              key={one}
              label={tabText(one)}
              active={one === tab}
              onChangeTab={() => setUrl({ tab: one === 'setup' ? null : one })}
            />
          ))}
        </TabsBar>
      )}
      <div style={{ marginTop: 16 }}>
        <Answer asked={asked}>
          {(found) => (
            <Body tab={tab} integration={found} newest={last?.id ?? null} onChanged={reload} onSaved={asked.replace} />
          )}
        </Answer>
      </div>
    </Page>
  );
}
