/** The data source of Vigie: asks the sidecar through the app's route, with the rights of whoever looks. */
import type { DataQueryRequest, DataQueryResponse, DataSourceInstanceSettings } from '@grafana/data';
import { DataSourceApi, LoadingState } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import { catchError, firstValueFrom, forkJoin, map, of, throwError } from 'rxjs';
import { sendRequest } from '../api/client/client.ts';
import type { ApiFailure } from '../api/client/failure.ts';
import { failureText } from '../components/page/failure-text.ts';
import { t } from '../language.ts';
import { dataOf } from './answers.ts';
import { frameOf } from './frames.ts';
import type { VigieQuery } from './query.ts';
import { VigieVariables } from './variables.tsx';

/** Grafana shows the message of errors. */
function asError(failure: ApiFailure): Error {
  const { title, advice } = failureText(failure);
  return new Error(`${title}. ${advice}`);
}

export class VigieDataSource extends DataSourceApi<VigieQuery> {
  constructor(settings: DataSourceInstanceSettings) {
    super(settings);
    this.variables = new VigieVariables();
    this.annotations = {
      getDefaultQuery: () => ({ kind: 'incidents' }),
      prepareQuery: ({ target }) => ({ kind: 'incidents', ...target, refId: 'Anno', asEvents: true }),
    };
  }

  override getDefaultQuery(): Partial<VigieQuery> {
    return { kind: 'incidents' };
  }

  override query({ targets, range, scopedVars }: DataQueryRequest<VigieQuery>): Observable<DataQueryResponse> {
    const asked = {
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      endsNow: range.raw.to === 'now',
    };
    const replace = (text: string) => getTemplateSrv().replace(text, scopedVars, 'csv');
    const wanted = targets.filter(({ hide }) => hide !== true);
    if (wanted.length === 0) {
      return of({ data: [], state: LoadingState.Done });
    }
    return forkJoin(
      wanted.map((query) => dataOf(query, asked, replace).pipe(map((table) => frameOf(query.refId, table)))),
    ).pipe(
      map((data) => ({ data, state: LoadingState.Done })),
      catchError((failure: ApiFailure) => throwError(() => asError(failure))),
    );
  }

  /** Grafana's *Save & test*. */
  override testDatasource(): Promise<{ status: string; message: string }> {
    return firstValueFrom(
      sendRequest({ path: 'status' }).pipe(
        map(() => ({ status: 'success', message: t('datasource.works', 'Vigie answers.') })),
        catchError((failure: ApiFailure) => of({ status: 'error', message: asError(failure).message })),
      ),
    );
  }
}
