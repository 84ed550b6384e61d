/** All pages below `/a/vigie-oncall-app`; each is loaded when it is first opened. */
import { lazy } from 'react';
import type { AppRootProps } from '@grafana/data';
import { Navigate, Route, Routes } from 'react-router';
import type { PluginSettings } from './api/connection/settings.ts';
import { DirectoryProvider } from './components/people/directory.tsx';
import { WhoAmIProvider } from './components/people/who-am-i.tsx';
import { UndoHost } from './components/undo/undo-host.tsx';
import { NotSetUp } from './components/page/not-set-up.tsx';
import { later } from './later.ts';

const Home = lazy(() => import('./pages/home/home-page.tsx'));
const Incidents = lazy(() => import('./pages/incidents/incidents-page.tsx'));
const Rotas = later(() => import('./pages/rotas/list/rotas-page.tsx'));
const Calendars = later(() => import('./pages/calendars/calendars-page.tsx'));
const Channels = later(() => import('./pages/channels/channels-page.tsx'));
const NewRota = later(() => import('./pages/rotas/new/new-page.tsx'));
const EditRota = later(() => import('./pages/rotas/edit/edit-page.tsx'));
const RotaHistory = later(() => import('./pages/rotas/history/history-page.tsx'));
const Rota = later(() => import('./pages/rotas/rota/rota-page.tsx'));
const Incident = lazy(() => import('./pages/incident/incident-page.tsx'));
const Review = later(() => import('./pages/incident/review/review-page.tsx'));
const Policies = later(() => import('./pages/policies/policies-page.tsx'));
const Integrations = later(() => import('./pages/integrations/integrations-page.tsx'));
const NewIntegration = later(() => import('./pages/integrations/new-page.tsx'));
const Integration = later(() => import('./pages/integration/integration-page.tsx'));
const Hours = later(() => import('./pages/hours/hours-page.tsx'));
const Compliance = later(() => import('./pages/compliance/compliance-page.tsx'));
const LabourSettings = later(() => import('./pages/labour-settings/settings-page.tsx'));
const Insights = later(() => import('./pages/insights/insights-page.tsx'));
const Imports = later(() => import('./pages/imports/list/imports-page.tsx'));
const Import = later(() => import('./pages/imports/import/import-page.tsx'));
const Maintenances = later(() => import('./pages/maintenances/maintenances-page.tsx'));
const Subscriptions = later(() => import('./pages/subscriptions/subscriptions-page.tsx'));
const People = later(() => import('./pages/people/people-page.tsx'));
const NoSuchPage = later(() => import('./pages/no-such-page.tsx'));
const PersonPage = later(() => import('./pages/person/person-page.tsx'));
const Policy = later(() => import('./pages/policy/policy-page.tsx'));

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
          <Route path="incidents/:id/review" element={<Review />} />
          <Route path="rotas" element={<Rotas />} />
          <Route path="calendars" element={<Calendars />} />
          <Route path="rotas/new" element={<NewRota />} />
          <Route path="rotas/:id" element={<Rota />} />
          <Route path="rotas/:id/edit" element={<EditRota />} />
          <Route path="rotas/:id/history" element={<RotaHistory />} />
          <Route path="policies" element={<Policies />} />
          <Route path="policies/:id" element={<Policy />} />
          <Route path="integrations" element={<Integrations />} />
          <Route path="integrations/new" element={<NewIntegration />} />
          <Route path="integrations/:id" element={<Integration />} />
          <Route path="channels" element={<Channels />} />
          <Route path="me" element={<PersonPage />} />
          <Route path="hours" element={<Hours />} />
          <Route path="compliance" element={<Compliance />} />
          <Route path="compliance/rules" element={<LabourSettings />} />
          <Route path="people" element={<People />} />
          <Route path="people/:login" element={<PersonPage />} />
          <Route path="status-updates" element={<Subscriptions />} />
          <Route path="maintenances" element={<Maintenances />} />
          <Route path="insights" element={<Insights />} />
          <Route path="imports" element={<Imports />} />
          <Route path="imports/:id" element={<Import />} />
          <Route index element={<Navigate to="home" replace />} />
          <Route path="*" element={<NoSuchPage />} />
        </Routes>
        <UndoHost />
      </DirectoryProvider>
    </WhoAmIProvider>
  );
}
