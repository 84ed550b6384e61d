/** Says why the account for silences was not made or changed, and what to ask for. */
import type { ApiFailure } from '../../../api/client/failure.ts';
import { FailureNote } from '../../page/failure-note.tsx';
import { permissionsNeeded } from './account-words.ts';

export function FollowFailure({ failure, what }: { failure: ApiFailure | null; what: string }) {
  return failure === null ? null : (
    <>
      <FailureNote failure={failure} what={what} />
      {/* Grafana names no reason as the sidecar does. */}
      {failure.kind === 'forbidden' && failure.reason === null && <div>{permissionsNeeded()}</div>}
    </>
  );
}
