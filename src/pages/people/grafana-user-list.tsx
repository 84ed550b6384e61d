/** Chooses people among those of Grafana. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, useStyles2 } from '@grafana/ui';
import type { GrafanaUser } from '../../api/grafana/grafana-users.ts';
import { SearchField } from '../../components/form/fields/search-field.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Skeleton } from '../../components/loading/skeleton.tsx';
import { t } from '../../language.ts';
import { matchesWords } from './add-draft.ts';
import type { GrafanaUsers } from './use-grafana-users.ts';
import { useGrafanaTeams } from './use-grafana-users.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, maxHeight: '50vh', overflowY: 'auto' }),
  item: css({ padding: theme.spacing(1, 0.5), borderTop: `1px solid ${theme.colors.border.weak}` }),
});

/** A long list is searched, not scrolled. */
const SHOWN = 100;

interface Props {
  grafana: GrafanaUsers;
  candidates: GrafanaUser[];
  /** Logins. */
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function detailsOf({ login, email, role }: GrafanaUser, teams: readonly string[]): string {
  return [login, email === login ? '' : email, role, ...teams].filter(Boolean).join(' · ');
}

export function GrafanaUserList({ grafana: { users, failure }, candidates, chosen, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const teams = useGrafanaTeams();
  const teamsOf = ({ login }: GrafanaUser) => teams.get(login) ?? [];
  if (failure !== null) {
    return (
      <FailureNote
        failure={failure}
        what={t('people.grafana-failed', 'Grafana did not list its people. Add them by hand.')}
      />
    );
  }
  if (users === null) {
    return <Skeleton />;
  }
  if (candidates.length === 0) {
    return <p>{t('people.all-here', 'Everybody in this Grafana organization is in Vigie already.')}</p>;
  }
  const found = candidates.filter((one) => matchesWords(one, teamsOf(one), text.trim()));
  const toggle = (login: string) =>
    onChange(chosen.includes(login) ? chosen.filter((one) => one !== login) : [...chosen, login]);
  return (
    <div>
      <SearchField
        placeholder={t('people.search-grafana', 'Search name, login, mail, role or team')}
        value={text}
        onChange={setText}
      />
      <ul className={styles.list} aria-label={t('people.in-grafana', 'People in Grafana')}>
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.login} className={styles.item}>
            <Checkbox
              label={one.name || one.login}
              description={detailsOf(one, teamsOf(one))}
              value={chosen.includes(one.login)}
              onChange={() => toggle(one.login)}
            />
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>{t('people.none-match', 'No matching people')}</p>}
      {found.length > SHOWN && (
        <p>{t('people.search-more', 'Only the first {{count}} are shown. Search for others.', { count: SHOWN })}</p>
      )}
    </div>
  );
}
