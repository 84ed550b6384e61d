/** An alert that says what failed, why, and what to do next. */
import { Suspense } from 'react';
import { config, locationService } from '@grafana/runtime';
import { Alert, Button, ErrorBoundary, Stack } from '@grafana/ui';
import type { ApiFailure } from '../../api/client/failure.ts';
import { isPassing } from '../../api/client/failure.ts';
import { SETTINGS_URL } from '../../constants.ts';
import { failureText } from './failure-text.ts';
import { t } from '../../language.ts';
import { later } from '../../later.ts';
import { DetailList } from './problems/detail-list.tsx';
import { LinkButton } from './link-button.tsx';
import { refusalText } from '../words/refusal-words.ts';

const ProblemList = later(() => import('./problems/problem-list.tsx'));

interface Props {
  failure: ApiFailure;
  /** What could not be done or shown: “The rota was not saved”. */
  what?: string;
  onRetry?: () => void;
  onClose?: () => void;
}

/** The note is announced to screen readers. */
export function FailureNote({ failure, what, onRetry, onClose }: Props) {
  const { title, advice, isSetup } = failureText(failure);
  const said = refusalText(failure);
  const isAdmin = config.bootData.user.orgRole === 'Admin';
  const isThere = locationService.getLocation().pathname === SETTINGS_URL;
  return (
    <Alert
      severity={isPassing(failure) ? 'warning' : 'error'}
      title={what === undefined ? title : t('failure.of', '{{what}}: {{title}}', { what, title })}
      onRemove={onClose}
    >
      <Stack direction="column" gap={1}>
        <div>{advice}</div>
        {said !== '' && <div style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{said}</div>}
        {failure.details.length > 0 && (
          <ErrorBoundary>
            {({ error }) =>
              error === null ? (
                <Suspense fallback={<AsSent details={failure.details} />}>
                  <ProblemList details={failure.details} />
                </Suspense>
              ) : (
                <AsSent details={failure.details} />
              )
            }
          </ErrorBoundary>
        )}
        <Stack gap={1} wrap="wrap">
          {onRetry && (
            <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
              {t('failure.retry', 'Try again')}
            </Button>
          )}
          {isSetup && isAdmin && !isThere && (
            <LinkButton size="sm" variant="secondary" icon="cog" href={SETTINGS_URL}>
              {t('failure.settings', 'Open the settings')}
            </LinkButton>
          )}
        </Stack>
      </Stack>
    </Alert>
  );
}

/** In the sidecar's words, until the reader's are loaded, or where they cannot be: the form around it must stay. */
function AsSent({ details }: { details: ApiFailure['details'] }) {
  return <DetailList details={details} textOf={({ message }) => message} />;
}
