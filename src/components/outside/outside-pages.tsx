/** Wraps parts that stand outside of our pages: on Grafana's pages, or in other plugins. */
import type { ReactNode } from 'react';
import type { PluginMeta } from '@grafana/data';
import { usePluginContext } from '@grafana/data';
import type { PluginSettings } from '../../api/connection/settings.ts';
import { NotSetUpNote } from '../page/not-set-up.tsx';

/** Says that Vigie is not connected yet, instead of the part. */
export function OutsidePages({ children }: { children: ReactNode }) {
  const meta = usePluginContext()?.meta as PluginMeta<PluginSettings> | undefined;
  return meta !== undefined && !meta.jsonData?.sidecarUrl ? <NotSetUpNote /> : <>{children}</>;
}
