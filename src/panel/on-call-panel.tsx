/** The panel *On call now*: asks the sidecar through the app, for whoever looks at the dashboard. */
import { useEffect, useRef } from 'react';
import type { PanelProps, TimeRange } from '@grafana/data';
import { TextLink } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { MINUTE } from '#domain/time/duration';
import { readerZone } from '../api/connection/reader-zone.ts';
import { useApi, useApiPages } from '../api/client/use-api.ts';
import { Skeleton } from '../components/loading/skeleton.tsx';
import { FailureAlert } from '../components/page/problems/failure-alert.tsx';
import { useNow } from '../components/time/use-now.ts';
import { ShownIn } from '../components/time/zone.tsx';
import { PLUGIN_ROOT } from '../constants.ts';
import { t } from '../language.ts';
import { BigRows, CompactRows, TableRows } from './layouts.tsx';
import { chosenRotas, onCallRows } from './on-call-rows.ts';
import type { OnCallPanelOptions } from './options.ts';

const LAYOUT_OF = { compact: CompactRows, table: TableRows, big: BigRows };

/** The dashboard's zone; `browser` is the reader's. */
function zoneOf(timeZone: string): string {
  return timeZone === 'utc' ? 'UTC' : timeZone === '' || timeZone === 'browser' ? readerZone() : timeZone;
}

/**
 * Asks again when the dashboard refreshes, and every minute. The app's event stream would take one of the six
 * connections that a browser has for the whole dashboard.
 */
function useRefresh(reload: () => void, timeRange: TimeRange): void {
  const minute = useNow(MINUTE);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) {
      reload();
    }
    isFirst.current = false;
  }, [reload, timeRange, minute]);
}

export function OnCallPanel({
  options,
  timeRange,
  timeZone,
  replaceVariables,
  width,
  height,
}: PanelProps<OnCallPanelOptions>) {
  const asked = useApi<ListPage<RotaOnCall>>({ path: 'on-call' });
  const people = useApiPages<{ login: string; name: string | null }>({ path: 'users' }).data;
  useRefresh(asked.reload, timeRange);
  const nameOf = (login: string) => people?.find((one) => one.login === login)?.name ?? login;
  const chosen = chosenRotas(options.rotas, (text) => replaceVariables(text, undefined, 'csv'));
  const rows = asked.data === null ? undefined : onCallRows(asked.data.items, chosen, nameOf);
  const Layout = LAYOUT_OF[options.layout];
  return (
    <ShownIn zone={zoneOf(timeZone)}>
      <div style={{ width, height, overflow: 'auto' }}>
        {asked.failure !== null && (
          <FailureAlert
            failure={asked.failure}
            what={asked.data === null ? undefined : t('answer.old', 'This may be out of date')}
            onRetry={asked.reload}
          />
        )}
        {asked.data === null && asked.failure === null && <Skeleton />}
        {rows !== undefined && rows.length > 0 && <Layout rows={rows} showNext={options.showNext} height={height} />}
        {rows?.length === 0 && <NoRotas isChosen={chosen.length > 0} />}
      </div>
    </ShownIn>
  );
}

function NoRotas({ isChosen }: { isChosen: boolean }) {
  return (
    <p>
      {isChosen
        ? t('panel.none-chosen', 'The chosen rotas do not exist any more.')
        : t('panel.none', 'There is no rota yet, so nobody is on call.')}{' '}
      <TextLink href={`${PLUGIN_ROOT}/rotas`}>{t('panel.rotas', 'Rotas')}</TextLink>
    </p>
  );
}
