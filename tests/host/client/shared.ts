/** The packages that Grafana shares with plugins, as it shares them: a SystemJS module for each. */
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import * as emotion from '@emotion/css';
import * as data from '@grafana/data';
import * as runtime from '@grafana/runtime';
import * as ui from '@grafana/ui';
import i18next from 'i18next';
import lodash from 'lodash';
import moment from 'moment';
import React from 'react';
import ReactDOM from 'react-dom';
import * as jsxRuntime from 'react/jsx-runtime';
import * as router from 'react-router';
import * as rxjs from 'rxjs';
import { HostPage } from './host-page.tsx';

interface Loader {
  set(id: string, module: object): void;
  addImportMap(map: { imports: Record<string, string> }): void;
  import(url: string): Promise<Record<string, unknown>>;
}

const asDefault = (module: object) => ({ ...module, default: module, __useDefault: true });

const SHARED: Record<string, object> = {
  '@emotion/css': emotion,
  '@grafana/data': data,
  // Grafana puts its page frame into the runtime; npm's package has no setter for it.
  '@grafana/runtime': { ...runtime, PluginPage: HostPage },
  '@grafana/ui': ui,
  i18next: asDefault(i18next),
  lodash: asDefault(lodash),
  moment: asDefault(moment),
  react: asDefault(React),
  'react-dom': asDefault(ReactDOM),
  'react/jsx-runtime': asDefault(jsxRuntime),
  'react-router': router,
  rxjs,
};

/** Loads an AMD module that may await at its top level. */
export async function loadPlugin(url: string): Promise<Record<string, unknown>> {
  const loader = (window as unknown as { System: Loader }).System;
  loader.addImportMap({ imports: Object.fromEntries(Object.keys(SHARED).map((name) => [name, `package:${name}`])) });
  for (const [name, module] of Object.entries(SHARED)) {
    loader.set(`package:${name}`, module);
  }
  const module = await loader.import(url);
  return (module.__useDefault === true ? await module.default : module) as Record<string, unknown>;
}
