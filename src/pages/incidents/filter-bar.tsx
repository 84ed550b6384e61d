import { useEffect, useState } from 'react';
import { FilterPill, Stack } from '@grafana/ui';
import { debounceTime, Subject } from 'rxjs';
import { SEVERITIES } from '#domain/incident/alert';
import { SearchField } from '../../components/form/search-field.tsx';
import { severityText, stateText } from '../../components/incident/badges.tsx';
import { useDirectory } from '../../components/people/directory.tsx';
import type { UrlChange } from '../../components/browser/use-url.ts';
import type { Filter } from './filter.ts';
import { STATES, statesText } from './filter.ts';
import { Combobox } from '../../components/form/combobox.tsx';
import { t } from '../../language.ts';

interface Props {
  filter: Filter;
  onChange: (change: UrlChange) => void;
}

function toggled<T>(list: T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** Typing changes the URL only when it pauses. */
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
      placeholder={t('incidents.search', 'Search in title, description and labels, or a number')}
      value={typed}
      onChange={(value) => {
        setTyped(value);
        typing.next(value);
      }}
    />
  );
}

export function FilterBar({ filter, onChange }: Props) {
  const { teams, policies, integrations, rotas } = useDirectory();
  const change = (part: UrlChange) => onChange({ ...part, cursor: null });
  const [search] = useState(() => (text: string) => onChange({ q: text, cursor: null }));
  const choices = [
    { name: 'team', label: t('incidents.team', 'Team'), value: filter.team, items: teams },
    { name: 'rota', label: t('incidents.rota', 'Rota'), value: filter.rota, items: rotas },
    { name: 'policy', label: t('incidents.policy', 'Escalation policy'), value: filter.policy, items: policies },
    { name: 'integration', label: t('incidents.integration', 'Integration'), value: filter.integration, items: integrations },
  ];
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <div style={{ flex: '1 1 260px', maxWidth: 520 }}>
          <Search text={filter.text} onChange={search} />
        </div>
        {choices.map(({ name, label, value, items }) => (
          <div key={name} style={{ width: 180 }}>
            <Combobox isClearable aria-label={label} placeholder={label} value={value} options={items.map(({ key, text }) => ({ value: key, label: text }))} onChange={(option) => change({ [name]: option?.value ?? null })} />
          </div>
        ))}
      </Stack>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <FilterPill label={t('incidents.mine', 'Mine')} selected={filter.isMine} onClick={() => change({ mine: filter.isMine ? null : 'true' })} />
        <span aria-hidden>·</span>
        {STATES.map((state) => (
          <FilterPill key={state} label={stateText(state)} selected={filter.states.includes(state)} onClick={() => change({ state: statesText(toggled(filter.states, state)) })} />
        ))}
        <span aria-hidden>·</span>
        {[...SEVERITIES].reverse().map((severity) => (
          <FilterPill key={severity} label={severityText(severity)} selected={filter.severities.includes(severity)} onClick={() => change({ severity: toggled(filter.severities, severity).join(',') })} />
        ))}
      </Stack>
    </Stack>
  );
}
