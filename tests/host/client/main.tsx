/** Starts the front end as Grafana does: services, theme, router, then the plugin from `dist/`. */
import { useEffect, useMemo, useState } from 'react';
import type { ComponentType } from 'react';
import type { AppPlugin, AppPluginMeta, AppRootProps } from '@grafana/data';
import { EventBusSrv, PluginContextProvider, ThemeContext, createTheme, locationUtil } from '@grafana/data';
import {
  LocationServiceProvider,
  config,
  locationService,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setTemplateSrv,
} from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import i18next from 'i18next';
import { createRoot } from 'react-dom/client';
import { Route, Router, Routes } from 'react-router';
import { backendSrv } from './backend-srv.ts';
import { Dashboard, replaceVariables } from './dashboard.tsx';
import { Explore } from './explore.tsx';
import { Exposed, exposedComponent } from './exposed.tsx';
import { Chrome } from './chrome.tsx';
import { NotEnabled } from './host-page.tsx';
import { navOf, setNav } from './nav.ts';
import { loadPlugin } from './shared.ts';
import { AlertRule, AlertingHome, ConfigPages, Profile } from './extension-points.tsx';
import { Palette } from './palette.tsx';
import { Toasts } from './toasts.tsx';

const { pluginId, theme: themeName, language } = window.hostBoot;

async function initTexts(): Promise<void> {
  const texts = await backendSrv
    .get(`public/plugins/${pluginId}/locales/${language}/${pluginId}.json`)
    .catch(() => ({}));
  // Grafana has its own texts loaded before any plugin's, so that a language is resolved.
  const resources = {
    'en-US': { grafana: { loaded: 'yes' } },
    [language]: { grafana: { loaded: 'yes' }, [pluginId]: texts },
  };
  await i18next.init({
    resources,
    lng: language,
    fallbackLng: 'en-US',
    returnEmptyString: false,
    ns: ['grafana'],
    defaultNS: 'grafana',
  });
}

function initServices(): EventBusSrv {
  const events = new EventBusSrv();
  locationUtil.initialize({
    config: config as never,
    getTimeRangeForUrl: () => ({}) as never,
    getVariablesUrlParams: () => ({}),
  });
  setBackendSrv(backendSrv);
  setLocationSrv(locationService);
  setAppEvents(events);
  setCurrentUser(config.bootData.user as never);
  setPluginComponentHook((id: string) => ({ component: exposedComponent(id), isLoading: false }) as never);
  setTemplateSrv({ replace: replaceVariables } as never);
  setPluginComponentsHook((() => ({ components: [], isLoading: false })) as never);
  setPluginFunctionsHook((() => ({ functions: [], isLoading: false })) as never);
  setPluginLinksHook((() => ({ links: [], isLoading: false })) as never);
  setReturnToPreviousHook((() => () => undefined) as never);
  setChromeHeaderHeightHook(() => 0);
  return events;
}

/** Grafana opens its own links without loading the page anew; what is opened beside it is the browser's. */
function followLinks(): void {
  document.addEventListener('click', (event) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const href = anchor?.getAttribute('href') ?? '';
    if (
      !event.defaultPrevented &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.shiftKey &&
      anchor?.target === '' &&
      href.startsWith('/') &&
      !anchor.hasAttribute('download')
    ) {
      event.preventDefault();
      locationService.push(locationUtil.stripBaseFromUrl(href));
    }
  });
}

function useLocation() {
  const [location, setLocation] = useState(locationService.getLocation());
  useEffect(
    () =>
      locationService.getHistory().listen((next: ReturnType<typeof locationService.getLocation>) => setLocation(next)),
    [],
  );
  return location;
}

function Host({ plugin, events }: { plugin: AppPlugin; events: EventBusSrv }) {
  const location = useLocation();
  const theme = useMemo(() => createTheme({ colors: { mode: themeName } }), []);
  const Root = plugin.root as ComponentType<AppRootProps>;
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <Router navigator={locationService.getHistory() as never} location={location as never}>
          <PluginContextProvider meta={plugin.meta}>
            <Chrome nav={nav} path={location.pathname}>
              <Routes>
                <Route
                  path="/a/:pluginId/*"
                  element={
                    plugin.meta.enabled !== true ? (
                      <NotEnabled />
                    ) : (
                      <Root
                        meta={plugin.meta}
                        basename={`/a/${pluginId}`}
                        onNavChanged={() => undefined}
                        query={{}}
                        path={location.pathname}
                      />
                    )
                  }
                />
                <Route path="/plugins/:pluginId" element={<ConfigPages plugin={plugin} />} />
                <Route path="/profile" element={<Profile plugin={plugin} search={location.search} />} />
                <Route path="/alerting" element={<AlertingHome plugin={plugin} />} />
                <Route path="/alerting/grafana/rule1/view" element={<AlertRule plugin={plugin} />} />
                <Route path="/d/wall" element={<Dashboard plugin={plugin} search={location.search} />} />
                <Route path="/explore" element={<Explore search={location.search} />} />
                <Route path="/exposed" element={<Exposed plugin={plugin} search={location.search} />} />
                <Route path="*" element={<p>This page of Grafana is not part of the preview.</p>} />
              </Routes>
            </Chrome>
            <Palette plugin={plugin} />
            {/* As Grafana's own frame: messages stand beside the page in the main view. */}
            <div className="main-view">
              <Toasts events={events} />
            </div>
          </PluginContextProvider>
        </Router>
      </LocationServiceProvider>
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

const events = initServices();
followLinks();
await initTexts();
const meta = (await backendSrv.get(`/api/plugins/${pluginId}/settings`)) as AppPluginMeta;
const module = await loadPlugin(new URL(meta.module, document.baseURI).toString());
const plugin = module.plugin as AppPlugin;
plugin.init?.(meta);
plugin.meta = meta;
const nav = navOf(meta, window.hostBoot.person.role);
setNav(nav);
const element = document.getElementById('root');
if (element !== null) {
  createRoot(element).render(<Host plugin={plugin} events={events} />);
}
