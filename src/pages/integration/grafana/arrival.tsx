/** Waits for a test alert from Grafana, and says when it has arrived. */
import { useEffect, useState } from 'react';
import { Alert, Icon, Spinner, Stack } from '@grafana/ui';
import { interval, take } from 'rxjs';
import type { ListPage } from '#contract/list';
import { segment } from '../../../api/client/client.ts';
import type { ReceivedAlert } from '../../../api/resources/integrations.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { LinkButton } from '../../../components/page/link-button.tsx';
import { t } from '../../../language.ts';
import { arrivedTest } from './test-arrival.ts';

const EVERY = 2_000;
const TRIES = 30;

interface Props {
  integration: string;
  /** The newest alert before the test; null if there was none. */
  before: string | null;
}

export function Arrival({ integration, before }: Props) {
  const { data, reload } = useApi<ListPage<ReceivedAlert>>(
    { path: `integrations/${segment(integration)}/alerts`, query: { limit: 10 } },
    { live: ['incident'] },
  );
  const [tries, setTries] = useState(0);
  const arrived = arrivedTest(data?.items ?? [], before);
  const isWaiting = arrived === null && tries < TRIES;
  useEffect(() => {
    if (!isWaiting) {
      return;
    }
    const subscription = interval(EVERY)
      .pipe(take(TRIES))
      .subscribe(() => {
        setTries((n) => n + 1);
        reload();
      });
    return () => subscription.unsubscribe();
  }, [isWaiting, reload]);
  if (arrived !== null) {
    return (
      <Alert
        severity="success"
        title={t('arrival.here', 'It arrived: “{{title}}”', { title: arrived.title ?? arrived.groupKey })}
      >
        <Stack direction="column" gap={1}>
          <div>{t('arrival.here-more', 'Grafana reaches Vigie, and Vigie accepts it. A test pages nobody.')}</div>
          {arrived.incident !== null && (
            <div>
              <LinkButton size="sm" variant="secondary" href={`${PLUGIN_ROOT}/incidents/${arrived.incident}`}>
                {t('test.open', 'Open the test incident')}
              </LinkButton>
            </div>
          )}
        </Stack>
      </Alert>
    );
  }
  return isWaiting ? (
    <div role="status">
      <Spinner inline /> {t('arrival.waiting', 'Waiting for it to arrive…')}
    </div>
  ) : (
    <div role="status">
      <Icon name="exclamation-triangle" />{' '}
      {t(
        'arrival.lost',
        'Nothing arrived within a minute. Check the rejected payloads here, and that Grafana’s server can reach the address above.',
      )}
    </div>
  );
}
