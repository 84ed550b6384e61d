/** The filters of the list of incidents. */
import { useEffect, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { dateTime, isDateTime, rangeUtil } from '@grafana/data';
import { Button, FilterPill, TimeRangeInput, useStyles2 } from '@grafana/ui';
import { debounceTime, Subject } from 'rxjs';
import { SEVERITIES } from '#domain/incident/signal/alert';
import { SearchField } from '../../../components/form/fields/search-field.tsx';
import { severityText, stateText } from '../../../components/incident/badges.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { wayName } from '../../../components/people/way-words.ts';
import type { UrlChange } from '../../../components/browser/use-url.ts';
import type { BehindPart, ListFilter, RawRange } from './filter.ts';
import { BEHIND_PARTS, STATES, countOf, countOfMore, sortText, statesText } from './filter.ts';
import type { IncidentHad, IncidentSort } from '#contract/incidents/incident';
import { readerZone } from '../../../components/time/format.ts';
import { below } from '../room.ts';
import { ViewsMenu } from '../views/views-menu.tsx';
import { Combobox } from '../../../components/form/fields/combobox.tsx';
import { t } from '../../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  // On a phone they would push the list below the first screen.
  folded: css({ [below.filters]: { display: 'none' } }),
});

interface Props {
  params: URLSearchParams;
  filter: ListFilter;
  onChange: (change: UrlChange) => void;
}

function toggled<T>(list: T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** The URL changes only when the typing pauses. */
function Search({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const [typing] = useState(() => new Subject<string>());
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    const subscription = typing.pipe(debounceTime(300)).subscribe(onChange);
    return () => subscription.unsubscribe();
  }, [typing, onChange]);
  return (
    <SearchField
      placeholder={t('incidents.search', 'Search title, description and labels, or a number')}
      value={typed}
      onChange={(value) => {
        setTyped(value);
        typing.next(value);
      }}
    />
  );
}

interface PartProps {
  filter: ListFilter;
  change: (part: UrlChange) => void;
}

function Choices({ filter, change }: PartProps) {
  const { teams, policies, integrations, rotas } = useDirectory();
  const choices = [
    { name: 'team', label: t('incidents.team', 'Team'), value: filter.team, items: teams },
    { name: 'rota', label: t('incidents.rota', 'Rota'), value: filter.rota, items: rotas },
    { name: 'policy', label: t('incidents.policy', 'Escalation policy'), value: filter.policy, items: policies },
    {
      name: 'integration',
      label: t('incidents.integration', 'Integration'),
      value: filter.integration,
      items: integrations,
    },
  ];
  return choices.map(({ name, label, value, items }) => (
    <div key={name} style={{ width: 180 }}>
      <Combobox
        isClearable
        aria-label={label}
        placeholder={label}
        value={value}
        options={items.map(({ key, text }) => ({ value: key, label: text }))}
        onChange={(option) => change({ [name]: option?.value ?? null })}
      />
    </div>
  ));
}

const SORTS: Record<IncidentSort, () => string> = {
  attention: () => t('incidents.sort-attention', 'Needs attention first'),
  severity: () => t('incidents.sort-severity', 'Most severe first'),
  '-opened': () => t('incidents.sort-newest', 'Newest first'),
  opened: () => t('incidents.sort-oldest', 'Oldest first'),
};

const sortOptions = () => (Object.keys(SORTS) as IncidentSort[]).map((value) => ({ value, label: SORTS[value]() }));

/** What stands in the URL for one end of a range. */
function rawText(raw: TimeRange['raw']['from']): string {
  return isDateTime(raw) ? raw.toISOString() : raw;
}

/** No range is an invalid one for Grafana's field, which then shows its placeholder. */
function shownRange(range: RawRange | null): TimeRange {
  const none = dateTime(null);
  return range === null
    ? { from: none, to: none, raw: { from: none, to: none } }
    : rangeUtil.convertRawToRange(range, readerZone());
}

function Opened({ filter, change }: PartProps) {
  return (
    <TimeRangeInput
      clearable
      placeholder={t('incidents.range', 'Opened at any time')}
      timeZone={readerZone()}
      value={shownRange(filter.range)}
      onChange={({ from, raw }) =>
        change(from.isValid() ? { from: rawText(raw.from), to: rawText(raw.to) } : { from: null, to: null })
      }
    />
  );
}

function Sort({ filter, change }: PartProps) {
  const label = t('incidents.sort', 'Order');
  return (
    <div style={{ width: 200 }}>
      <Combobox<IncidentSort>
        aria-label={label}
        value={filter.sort}
        options={sortOptions()}
        onChange={({ value }) => change({ sort: sortText(value) })}
      />
    </div>
  );
}

const HAD: Record<IncidentHad, () => string> = {
  page: () => t('incidents.had-page', 'With pages'),
  retry: () => t('incidents.had-retry', 'A first attempt failed'),
  failover: () => t('incidents.had-failover', 'Arrived by another contact method'),
  'my-page': () => t('incidents.had-my-page', 'I was paged'),
  answer: () => t('incidents.had-answer', 'Answered by a person'),
  'my-work': () => t('incidents.had-my-work', 'I worked on it'),
  'self-healed': () => t('incidents.had-self-healed', 'Healed by itself'),
  rating: () => t('incidents.had-rating', 'Rated'),
  alert: () => t('incidents.had-alert', 'Opened by an alert'),
  reached: () => t('incidents.had-reached', 'A page arrived'),
  'answer-to-page': () => t('incidents.had-answer-to-page', 'Answered after a page arrived'),
  resolved: () => t('incidents.had-resolved', 'Over'),
  'self-healed-before': () => t('incidents.had-self-healed-before', 'Healed before anybody was told'),
  'self-healed-after': () => t('incidents.had-self-healed-after', 'Healed after somebody was told'),
  missed: () => t('incidents.had-missed', 'Missed'),
  exhausted: () => t('incidents.had-exhausted', 'Nobody answered before the last step'),
};

/** @param value of the address */
function behindText(part: BehindPart, value: string): string {
  return part === 'counted'
    ? t('incidents.counted', 'Counted in insights')
    : part === 'alert'
      ? t('incidents.of-alert', 'Alert: {{name}}', { name: value })
      : part === 'urgency'
        ? t('incidents.of-urgency', 'Urgency: {{value}}', { value })
        : t('incidents.of-label', 'Label: {{value}}', { value });
}

function Pills({ filter, change }: PartProps) {
  return (
    <>
      <FilterPill
        label={t('incidents.mine', 'Mine')}
        selected={filter.isMine}
        onClick={() => change({ mine: filter.isMine ? null : 'true' })}
      />
      {filter.had.map((had) => (
        <FilterPill
          key={had}
          label={HAD[had]()}
          selected
          onClick={() => change({ had: toggled(filter.had, had).join(',') })}
        />
      ))}
      {BEHIND_PARTS.map((part) => {
        const value = filter.behind[part];
        return value === null ? null : (
          <FilterPill key={part} label={behindText(part, value)} selected onClick={() => change({ [part]: null })} />
        );
      })}
      {filter.channels.map((channel) => (
        <FilterPill
          key={channel}
          label={t('incidents.paged-by', 'Paged by {{way}}', { way: wayName(channel) })}
          selected
          onClick={() => change({ channel: toggled(filter.channels, channel).join(',') })}
        />
      ))}
      <span aria-hidden>·</span>
      {STATES.map((state) => (
        <FilterPill
          key={state}
          label={stateText(state)}
          selected={filter.states.includes(state)}
          onClick={() => change({ state: statesText(toggled(filter.states, state)) })}
        />
      ))}
      <span aria-hidden>·</span>
      {[...SEVERITIES].reverse().map((severity) => (
        <FilterPill
          key={severity}
          label={severityText(severity)}
          selected={filter.severities.includes(severity)}
          onClick={() => change({ severity: toggled(filter.severities, severity).join(',') })}
        />
      ))}
    </>
  );
}

/** One row: the view, a search, and what is chosen most. The other filters stand below, when they are asked for or set. */
export function FilterBar({ params, filter, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(() => countOfMore(filter) > 0);
  const count = countOf(filter);
  const change = (part: UrlChange) => onChange({ ...part, cursor: null });
  const [search] = useState(() => (text: string) => onChange({ q: text, cursor: null }));
  return (
    <div className={styles.bar}>
      <div className={styles.row}>
        <ViewsMenu params={params} onChange={onChange} />
        <div style={{ flex: '1 1 180px', maxWidth: 560 }}>
          <Search text={filter.text} onChange={search} />
        </div>
        <div className={cx(styles.row, !isOpen && styles.folded)}>
          <Pills filter={filter} change={change} />
        </div>
        <Button variant="secondary" icon="filter" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {count === 0
            ? t('incidents.filters', 'Filters')
            : t('incidents.filters-set', 'Filters ({{number}})', { number: count })}
        </Button>
      </div>
      {isOpen && (
        <div className={styles.row}>
          <Sort filter={filter} change={change} />
          <Opened filter={filter} change={change} />
          <Choices filter={filter} change={change} />
        </div>
      )}
    </div>
  );
}
