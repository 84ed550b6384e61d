/** A draft of what a file states: what it would have changed, and its text for the file. Nothing of it is saved here. */
import { Alert } from '@grafana/ui';
import { CopyText } from '../form/copy-text.tsx';
import { t } from '../../language.ts';
import { fileText } from './file-text.ts';
import { PastNights } from './past-nights.tsx';
import type { ReplayObjects } from './use-replay.ts';

interface Props {
  objects: ReplayObjects;
  /** Something differs from the file. */
  isChanged: boolean;
  isDisabled?: boolean;
}

export function FileDraft({ objects, isChanged, isDisabled = false }: Props) {
  return (
    <>
      <FileDraftNote />
      <PastNights objects={objects} isDisabled={isDisabled} />
      {isChanged && !isDisabled && <CopyText name={t('replay.for-file', 'For the file')} text={fileText(objects)} />}
    </>
  );
}

function FileDraftNote() {
  return (
    <Alert severity="info" title={t('replay.from-file', 'Provisioned from a file: changes here are a draft')}>
      {t(
        'replay.from-file-more',
        'Nothing of it is saved. Compare it with the last 30 days, then copy its text into the file and reload the sidecar (SIGHUP).',
      )}
    </Alert>
  );
}
