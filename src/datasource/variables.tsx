/** Lets variables of a dashboard list rotas, teams, people and more. */
import type { DataQueryRequest, DataQueryResponse, DataSourceApi, QueryEditorProps } from '@grafana/data';
import { CustomVariableSupport } from '@grafana/data';
import { Field } from '@grafana/ui';
import type { Observable } from 'rxjs';
import { map, of } from 'rxjs';
import { fetchAllPages } from '../api/client/client.ts';
import { Combobox } from '../components/form/fields/combobox.tsx';
import { t } from '../language.ts';
import { listWords } from './words.ts';
import type { VigieQuery, VigieVariableQuery } from './query.ts';
import { VARIABLE_KINDS } from './query.ts';

interface ListedObject {
  id?: string;
  login?: string;
  name: string | null;
}

export class VigieVariables extends CustomVariableSupport<DataSourceApi<VigieQuery>, VigieVariableQuery, VigieQuery> {
  override editor = VariableEditor;

  override query({ targets }: DataQueryRequest<VigieVariableQuery>): Observable<DataQueryResponse> {
    const [query] = targets;
    if (query === undefined) {
      return of({ data: [] });
    }
    return fetchAllPages<ListedObject>({ path: query.lists ?? 'rotas' }).pipe(
      map((items) => ({
        data: items
          .map(({ id, login, name }) => ({ value: login ?? id ?? '', text: name ?? login ?? id ?? '' }))
          .sort((a, b) => a.text.localeCompare(b.text)),
      })),
    );
  }
}

function VariableEditor({
  query,
  onChange,
}: QueryEditorProps<DataSourceApi<VigieQuery>, VigieQuery, object, VigieVariableQuery>) {
  const label = t('datasource.lists', 'Values');
  const words = listWords();
  return (
    <Field label={label} noMargin>
      <Combobox<VigieVariableQuery['lists']>
        aria-label={label}
        width={30}
        value={query.lists ?? 'rotas'}
        options={VARIABLE_KINDS.map((value) => ({ value, label: words[value] }))}
        onChange={({ value }: { value: VigieVariableQuery['lists'] }) =>
          onChange({ ...query, refId: 'variable', lists: value })
        }
      />
    </Field>
  );
}
