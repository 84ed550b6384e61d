/** An alert that says what failed, why, and what to do next. */
import { Suspense } from 'react';
import { ErrorBoundary } from '@grafana/ui';
import { later } from '../../later.ts';
import { AsSent, FailureAlert } from './problems/failure-alert.tsx';
import type { Failed } from './problems/failure-alert.tsx';

const ProblemList = later(() => import('./problems/problem-list.tsx'));

/** The note is announced to screen readers. */
export function FailureNote(props: Failed) {
  return (
    <FailureAlert {...props}>
      {(details) => (
        <ErrorBoundary>
          {({ error }) =>
            error === null ? (
              <Suspense fallback={<AsSent details={details} />}>
                <ProblemList details={details} />
              </Suspense>
            ) : (
              <AsSent details={details} />
            )
          }
        </ErrorBoundary>
      )}
    </FailureAlert>
  );
}
