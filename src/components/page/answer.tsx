/** Renders the states of a request: loading, failed, answered. */
import type { ReactNode } from 'react';
import type { QueryState } from '../../api/client/use-api.ts';
import { FailureNote } from './failure-note.tsx';
import { Skeleton } from '../loading/skeleton.tsx';
import { t } from '../../language.ts';

interface Props<T> {
  asked: QueryState<T>;
  /** Shown until the first answer arrives. */
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows a request as loading, failed or answered, or as answered earlier and failing now. */
export function Answer<T>({ asked, loading, children }: Props<T>) {
  const { data, failure, reload } = asked;
  if (data === null) {
    if (failure !== null) {
      return <FailureNote failure={failure} onRetry={reload} />;
    }
    return loading === undefined ? <Skeleton /> : <div role="status">{loading}</div>;
  }
  return (
    <>
      {failure !== null && (
        <FailureNote failure={failure} what={t('answer.old', 'This may be out of date')} onRetry={reload} />
      )}
      {children(data)}
    </>
  );
}
