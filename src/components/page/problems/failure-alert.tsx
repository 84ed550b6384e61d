/** An alert that says what failed, why, and what to do next, and loads nothing later: the panel may not. */
import type { ReactNode } from 'react';
import { config, locationService } from '@grafana/runtime';
import { Alert, Button, Stack } from '@grafana/ui';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { isPassing } from '../../../api/client/failure.ts';
import { SETTINGS_URL } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { refusalText } from '../../words/refusal-words.ts';
import { failureText } from '../failure-text.ts';
import { LinkButton } from '../link-button.tsx';
import { DetailList } from './detail-list.tsx';

type Details = ApiFailure['details'];

export interface Failed {
  failure: ApiFailure;
  /** What could not be done or shown: “The rota was not saved”. */
  what?: string;
  onRetry?: () => void;
  onClose?: () => void;
}

/** @param children shows the fields that must change; without, they are in the sidecar's words */
export function FailureAlert(props: Failed & { children?: (details: Details) => ReactNode }) {
  const { failure, what, onRetry, onClose, children = (details) => <AsSent details={details} /> } = props;
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
        {failure.details.length > 0 && children(failure.details)}
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
export function AsSent({ details }: { details: Details }) {
  return <DetailList details={details} textOf={({ message }) => message} />;
}
