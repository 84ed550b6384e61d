/** All pages below `/a/vigie-oncall-app`; each is loaded when it is first opened. */
import type { ComponentType } from 'react';
import { lazy } from 'react';
import type { AppRootProps } from '@grafana/data';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import type { PluginSettings } from './api/connection/settings.ts';
import { DirectoryProvider } from './components/people/directory.tsx';
import { WhoAmIProvider } from './components/people/who-am-i.tsx';
import { UndoHost } from './components/undo/undo-host.tsx';
import { NotSetUp } from './components/page/not-set-up.tsx';
import { MOVED, movedBelow, movedTo } from './components/menu/sections.ts';
import { later } from './later.ts';
import { modulePages, moduleTabs } from './slots/modules.ts';

const Home = lazy(() => import('./pages/home/home-page.tsx'));
const Incidents = lazy(() => import('./pages/incidents/incidents-page.tsx'));
const Rotas = later(() => import('./pages/rotas/list/rotas-page.tsx'));
const Calendars = later(() => import('./pages/calendars/calendars-page.tsx'));
const Channels = later(() => import('./pages/channels/channels-page.tsx'));
const NewChannel = later(() => import('./pages/channels/new/new-page.tsx'));
const NewRota = later(() => import('./pages/rotas/new/new-page.tsx'));
const EditRota = later(() => import('./pages/rotas/edit/edit-page.tsx'));
const RotaHistory = later(() => import('./pages/rotas/history/history-page.tsx'));
const Rota = later(() => import('./pages/rotas/rota/rota-page.tsx'));
const Incident = lazy(() => import('./pages/incident/incident-page.tsx'));
const Policies = later(() => import('./pages/policies/policies-page.tsx'));
const Integrations = later(() => import('./pages/integrations/integrations-page.tsx'));
const NewIntegration = later(() => import('./pages/integrations/new-page.tsx'));
const Integration = later(() => import('./pages/integration/integration-page.tsx'));
const Hours = later(() => import('./pages/hours/hours-page.tsx'));
const Compliance = later(() => import('./pages/compliance/compliance-page.tsx'));
const LabourSettings = later(() => import('./pages/labour-settings/settings-page.tsx'));
const Insights = later(() => import('./pages/insights/insights-page.tsx'));
const Maintenances = later(() => import('./pages/maintenances/maintenances-page.tsx'));
const Subscriptions = later(() => import('./pages/subscriptions/subscriptions-page.tsx'));
const Windows = later(() => import('./pages/windows/windows-page.tsx'));
const People = later(() => import('./pages/people/people-page.tsx'));
const NoSuchPage = later(() => import('./pages/no-such-page.tsx'));
const PersonPage = later(() => import('./pages/person/person-page.tsx'));
const Policy = later(() => import('./pages/policy/policy-page.tsx'));

interface TabbedProps {
  /** The page of the menu's entry. */
  own: ComponentType;
  /** Pages by the tab that the address asks for. */
  tabs: Readonly<Record<string, ComponentType>>;
}

function Tabbed({ own: Own, tabs }: TabbedProps) {
  const tab = new URLSearchParams(useLocation().search).get('tab') ?? '';
  const Shown = Object.hasOwn(tabs, tab) ? (tabs[tab] ?? Own) : Own;
  return <Shown />;
}

/** Bookmarks and mails that were sent keep leading to where the page is now. */
function Moved({ section, tab }: { section: string; tab: string }) {
  return <Navigate to={movedTo(section, tab, useLocation().search)} replace />;
}

function MovedBelow({ section }: { section: string }) {
  return <Navigate to={movedBelow(section, useLocation())} replace />;
}

const MovedWindows = () => <Moved section="policies" tab="windows" />;

export default function App({ meta }: AppRootProps<PluginSettings>) {
  if (!meta.jsonData?.sidecarUrl) {
    return <NotSetUp />;
  }
  return (
    <WhoAmIProvider>
      <DirectoryProvider>
        <Routes>
          <Route path="home" element={<Home />} />
          <Route path="incidents" element={<Incidents />} />
          <Route path="incidents/:id" element={<Incident />} />
          <Route path="rotas" element={<Tabbed own={Rotas} tabs={{ calendars: Calendars }} />} />
          <Route path="rotas/new" element={<NewRota />} />
          <Route path="rotas/:id" element={<Rota />} />
          <Route path="rotas/:id/edit" element={<EditRota />} />
          <Route path="rotas/:id/history" element={<RotaHistory />} />
          <Route path="policies" element={<Tabbed own={Policies} tabs={{ windows: Windows }} />} />
          <Route path="policies/:id" element={<Policy />} />
          <Route
            path="integrations"
            element={
              <Tabbed
                own={Integrations}
                tabs={{ channels: Channels, 'status-updates': Subscriptions, ...moduleTabs('integrations') }}
              />
            }
          />
          <Route path="integrations/new" element={<NewIntegration />} />
          <Route path="integrations/:id" element={<Integration />} />
          <Route path="integrations/channels/new" element={<NewChannel />} />
          <Route path="me" element={<Tabbed own={PersonPage} tabs={{ hours: Hours }} />} />
          <Route path="people" element={<Tabbed own={People} tabs={{ compliance: Compliance }} />} />
          <Route path="people/:login" element={<PersonPage />} />
          <Route path="people/compliance/rules" element={<LabourSettings />} />
          <Route path="maintenances" element={<Tabbed own={Maintenances} tabs={{ windows: MovedWindows }} />} />
          <Route path="insights" element={<Insights />} />
          {Object.entries(MOVED).map(([old, section]) => (
            <Route key={old} path={old}>
              <Route index element={<Moved section={section} tab={old} />} />
              <Route path="*" element={<MovedBelow section={section} />} />
            </Route>
          ))}
          {modulePages().map(({ path, page: Shown }) => (
            <Route key={path} path={path} element={<Shown />} />
          ))}
          <Route index element={<Navigate to="home" replace />} />
          <Route path="*" element={<NoSuchPage />} />
        </Routes>
        <UndoHost />
      </DirectoryProvider>
    </WhoAmIProvider>
  );
}
