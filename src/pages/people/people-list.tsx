/** The list of people, with how each is reached. */
import { Button, EmptyState, FilterPill, Stack, TextLink } from '@grafana/ui';
import { SearchField } from '../../components/form/fields/search-field.tsx';
import type { ChannelKind } from '../../api/resources/channels.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import type { QueryState } from '../../api/client/use-api.ts';
import { useApi } from '../../api/client/use-api.ts';
import type { ListPage } from '#contract/list';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { ReachBadge } from '../../components/people/reach-badge.tsx';
import { useUrl } from '../../components/browser/use-url.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { kindName } from '../../components/people/kind-name.ts';
import type { PersonSummary } from '../../components/people/summary.ts';
import { summaryOf } from '../../components/people/summary.ts';
import type { StoredTeam } from './team-drawer.tsx';
import type { PeopleFilter } from './people-filter.ts';
import { PEOPLE_FILTERS, isShown } from './people-filter.ts';

interface PersonRowProps {
  person: StoredPerson;
  summary: PersonSummary;
  teams: StoredTeam[];
  kinds: ChannelKind[];
  isOutOfGrafana: boolean;
}

/** Where the reader may not see addresses, an empty list says nothing. */
function methodsText({ types, reach }: PersonSummary, kinds: ChannelKind[]): string | null {
  if (types.length > 0) {
    return types.map((type) => kindName(kinds, type)).join(', ');
  }
  return reach === null ? null : t('people.no-methods', 'no contact method of their own');
}

function PersonRow({ person, summary, teams, kinds, isOutOfGrafana }: PersonRowProps) {
  const theirs = teams.filter(({ members }) => members.includes(person.login));
  return (
    <ListRow
      name={
        <TextLink href={`${PLUGIN_ROOT}/people/${encodeURIComponent(person.login)}`} color="primary" weight="medium">
          {person.name ?? person.login}
        </TextLink>
      }
      nameMore={person.login}
      text={methodsText(summary, kinds)}
      textMore={[person.timeZone, ...theirs.map(({ id, name }) => name ?? id)].join(', ')}
      tools={
        <>
          {summary.reach !== null && <ReachBadge reach={summary.reach} />}
          {isOutOfGrafana && !person.disabled && (
            <Badge color="orange" icon="ban" text={t('people.out-of-grafana', 'Disabled in Grafana')} />
          )}
        </>
      }
    />
  );
}

const FILTER_TEXTS: Record<PeopleFilter, () => string> = {
  all: () => t('people.filter-all', 'All'),
  unreached: () => t('people.filter-unreached', 'Cannot be reached'),
  disabled: () => t('people.filter-disabled', 'Disabled'),
};

function Filters({ filter, counts, onChange }: FiltersProps) {
  return (
    <Stack gap={1} wrap="wrap">
      {PEOPLE_FILTERS.map((one) => (
        <FilterPill
          key={one}
          label={`${FILTER_TEXTS[one]()} (${counts[one]})`}
          selected={one === filter}
          onClick={() => onChange(one)}
        />
      ))}
    </Stack>
  );
}

interface FiltersProps {
  filter: PeopleFilter;
  counts: Record<PeopleFilter, number>;
  onChange: (filter: PeopleFilter) => void;
}

interface Props {
  asked: QueryState<StoredPerson[]>;
  teams: StoredTeam[];
  /** Logins that Grafana keeps out, as far as the reader may know. */
  outOfGrafana: ReadonlySet<string>;
  /** null if the reader may not add people. */
  onAdd: (() => void) | null;
}

function Nobody({ onAdd }: Pick<Props, 'onAdd'>) {
  return (
    <EmptyState
      variant="call-to-action"
      message={t('people.none', 'No people yet')}
      button={
        onAdd === null ? undefined : (
          <Button icon="plus" onClick={onAdd}>
            {t('people.add', 'Add people')}
          </Button>
        )
      }
    >
      {t(
        'people.none-more',
        'People appear here when they open Vigie in Grafana for the first time, when an administrator adds them, or when a provisioning file names them.',
      )}
    </EmptyState>
  );
}

export function PeopleList({ asked, ...props }: Props) {
  return (
    <Answer asked={asked}>
      {(items) => (items.length === 0 ? <Nobody onAdd={props.onAdd} /> : <Listed items={items} {...props} />)}
    </Answer>
  );
}

function Listed({ items, teams, outOfGrafana }: Omit<Props, 'asked' | 'onAdd'> & { items: StoredPerson[] }) {
  const me = useMe();
  const [params, setUrl] = useUrl();
  const kinds = useApi<ListPage<ChannelKind>>({ path: 'channel-kinds' }).data?.items ?? [];
  const text = (params.get('q') ?? '').toLowerCase();
  const filter = PEOPLE_FILTERS.find((one) => one === params.get('show')) ?? 'all';
  const matches = ({ login, name }: StoredPerson) =>
    [login, name ?? ''].some((one) => one.toLowerCase().includes(text));
  const people = items.map((person) => ({
    person,
    summary: summaryOf(person, me?.can.administer === true || person.login === me?.login),
    isOutOfGrafana: person.disabledInGrafana === true || outOfGrafana.has(person.login),
  }));
  const shown = people.filter((one) => isShown(filter, one) && matches(one.person));
  const count = (of: PeopleFilter) => people.filter((one) => isShown(of, one)).length;
  return (
    <>
      <Stack direction="column" gap={1}>
        <SearchField
          placeholder={t('people.search', 'Search people')}
          value={params.get('q') ?? ''}
          onChange={(value) => setUrl({ q: value })}
        />
        <Filters
          filter={filter}
          counts={{ all: items.length, unreached: count('unreached'), disabled: count('disabled') }}
          onChange={(one) => setUrl({ show: one === 'all' ? null : one })}
        />
      </Stack>
      <RowList
        heads={[
          t('people.head-person', 'Person'),
          t('people.head-methods', 'Contact methods, zone and teams'),
          t('people.head-state', 'State'),
        ]}
      >
        {shown.map((one) => (
          <PersonRow key={one.person.login} {...one} teams={teams} kinds={kinds} />
        ))}
      </RowList>
      {shown.length === 0 && <EmptyState variant="not-found" message={t('people.none-match', 'No matching people')} />}
    </>
  );
}
