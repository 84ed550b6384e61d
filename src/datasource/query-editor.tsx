/** The editor of a query, for panels, annotations and Explore. */
import type { QueryEditorProps } from '@grafana/data';
import { Field, Stack } from '@grafana/ui';
import { SEVERITIES } from '#domain/incident/signal/alert';
import { useApiPages } from '../api/client/use-api.ts';
import { Combobox, MultiCombobox } from '../components/form/fields/combobox.tsx';
import { t } from '../language.ts';
import type { VigieDataSource } from './data-source.ts';
import type { QueryFilters, QueryKind, VigieQuery } from './query.ts';
import { FILTERS_OF, kindOf, QUERY_KINDS, STATES } from './query.ts';
import { filterWords, kindWords } from './words.ts';

type EditorProps = QueryEditorProps<VigieDataSource, VigieQuery>;

interface ListedObject {
  id?: string;
  login?: string;
  name: string | null;
}

interface FilterOption {
  value: string;
  label: string;
}

const LISTED: Partial<Record<keyof QueryFilters, string>> = { rotas: 'rotas', teams: 'teams', people: 'users' };
const FIXED: Partial<Record<keyof QueryFilters, readonly string[]>> = {
  severities: SEVERITIES,
  states: STATES,
};

export function QueryEditor({ query, onChange, onRunQuery }: EditorProps) {
  const kind = kindOf(query);
  const change = (part: Partial<VigieQuery>) => {
    onChange({ ...query, kind, ...part });
    onRunQuery();
  };
  const label = t('datasource.kind', 'Query');
  const words = kindWords();
  return (
    <Stack gap={1} wrap="wrap">
      <Field label={label} noMargin>
        <Combobox<QueryKind>
          aria-label={label}
          width={30}
          value={kind}
          options={QUERY_KINDS.map((value) => ({ value, label: words[value] }))}
          onChange={({ value }: { value: QueryKind }) => change({ kind: value })}
        />
      </Field>
      {FILTERS_OF[kind].map((filter) => (
        <FilterField
          key={filter}
          filter={filter}
          value={query[filter] ?? []}
          onChange={(values) => change({ [filter]: values })}
        />
      ))}
    </Stack>
  );
}

interface FilterProps {
  filter: keyof QueryFilters;
  value: string[];
  onChange: (values: string[]) => void;
}

/** Takes variables of the dashboard as well: they are typed as they are, `$team`. */
function FilterField({ filter, value, onChange }: FilterProps) {
  const path = LISTED[filter];
  const { data } = useApiPages<ListedObject>(path === undefined ? null : { path });
  const named = (data ?? []).map(({ id, login, name }) => {
    const key = login ?? id ?? '';
    return { value: key, label: name ?? key };
  });
  const fixed = (FIXED[filter] ?? []).map((one) => ({ value: one, label: one }));
  const known: FilterOption[] = [...named, ...fixed];
  const others = value
    .filter((one) => known.every((option) => option.value !== one))
    .map((one) => ({ value: one, label: one }));
  const label = filterWords()[filter];
  return (
    <Field label={label} noMargin>
      <MultiCombobox<string>
        aria-label={label}
        width={30}
        placeholder={t('datasource.all', 'All')}
        options={[...known, ...others]}
        value={value}
        createCustomValue
        onChange={(chosen: Array<{ value: string }>) => onChange(chosen.map((one) => one.value))}
      />
    </Field>
  );
}
