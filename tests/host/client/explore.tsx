/** Asks the app's data source as Grafana does: a query with its editor, the same as annotations, and a variable. */
import { useEffect, useMemo, useState } from 'react';
import type { DataFrame, DataQuery, DataQueryResponse, DataSourceApi, TimeRange } from '@grafana/data';
import { from, isObservable, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { rangeOf } from './dashboard.tsx';
import { Guard } from './extension-points.tsx';
import { HostPage } from './host-page.tsx';
import { loadDataSource } from './nested.ts';
import type { LoadedSource } from './nested.ts';

type Answers = Promise<DataQueryResponse> | Observable<DataQueryResponse>;

function requestOf(targets: DataQuery[], range: TimeRange) {
  return { requestId: 'Q1', targets, range, rangeRaw: range.raw, scopedVars: {}, timezone: 'browser', interval: '1m' };
}

async function run(answers: Answers): Promise<DataQueryResponse> {
  return lastValueFrom(isObservable(answers) ? answers : from(answers));
}

/** Runs whenever the question changes; what went wrong is the message that Grafana shows. */
function useRun(ask: () => Answers | null, key: string): { data: unknown[]; error: string | null } {
  const [state, setState] = useState<{ data: unknown[]; error: string | null }>({ data: [], error: null });
  useEffect(() => {
    const answers = ask();
    if (answers !== null) {
      run(answers).then(
        ({ data }) => setState({ data, error: null }),
        (error: unknown) => setState({ data: [], error: error instanceof Error ? error.message : String(error) }),
      );
    }
  }, [key]);
  return state;
}

const cell = (value: unknown, type: string) =>
  value === null || value === undefined ? '' : type === 'time' ? new Date(Number(value)).toISOString() : String(value);

function FrameTable({ frame }: { frame: DataFrame }) {
  return (
    <table>
      <thead>
        <tr>
          {frame.fields.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: frame.length }, (_, row) => (
          <tr key={row}>
            {frame.fields.map(({ name, type, values }) => (
              <td key={name}>{cell(values[row], type)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Grafana makes an event of each row, by the names of the columns. */
function eventsOf(frame: DataFrame): string[] {
  const value = (name: string, row: number): unknown => frame.fields.find((one) => one.name === name)?.values[row];
  return Array.from({ length: frame.length }, (_, row) =>
    [
      cell(value('time', row), 'time'),
      value('timeEnd', row) === null ? '' : cell(value('timeEnd', row), 'time'),
      value('title', row),
      value('tags', row),
    ].join(' | '),
  );
}

function Asked({ plugin, source, search }: LoadedSource & { search: string }) {
  const range = useMemo(() => rangeOf(search), [search]);
  const [query, setQuery] = useState<DataQuery>({ refId: 'A', ...source.getDefaultQuery?.('explore' as never) });
  const Editor = plugin.components.QueryEditor as React.ComponentType<{
    datasource: DataSourceApi;
    query: DataQuery;
    onChange: (query: DataQuery) => void;
    onRunQuery: () => void;
  }>;
  const key = JSON.stringify([query, search]);
  const rows = useRun(() => source.query(requestOf([query], range) as never) as Answers, key);
  const annotation = source.annotations?.prepareQuery?.({ target: query } as never);
  const events = useRun(
    () => (annotation === undefined ? null : (source.query(requestOf([annotation], range) as never) as Answers)),
    key,
  );
  const variables = source.variables as unknown as { query: (request: object) => Answers };
  const values = useRun(() => variables.query(requestOf([{ refId: 'V', lists: 'rotas' } as never], range)), search);
  return (
    <>
      <section aria-label="Query">
        <Editor datasource={source} query={query} onChange={setQuery} onRunQuery={() => undefined} />
      </section>
      {rows.error !== null && <p role="alert">{rows.error}</p>}
      <section aria-label="Rows">
        {(rows.data as DataFrame[]).map((frame) => (
          <FrameTable key={frame.refId} frame={frame} />
        ))}
      </section>
      <ul aria-label="Annotations">
        {(events.data as DataFrame[]).flatMap(eventsOf).map((event) => (
          <li key={event}>{event}</li>
        ))}
      </ul>
      <ul aria-label="Variable">
        {(values.data as Array<{ text: string; value: string }>).map(({ text, value }) => (
          <li key={value}>
            {value}: {text}
          </li>
        ))}
      </ul>
    </>
  );
}

export function Explore({ search }: { search: string }) {
  const [loaded, setLoaded] = useState<LoadedSource | null>(null);
  useEffect(() => void loadDataSource('vigie-oncall-datasource').then(setLoaded), []);
  return (
    <HostPage pageNav={{ text: 'Explore' }}>
      {loaded !== null && (
        <Guard>
          <Asked {...loaded} search={search} />
        </Guard>
      )}
    </HostPage>
  );
}
