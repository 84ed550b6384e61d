/** The page that lists people and teams. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, Tab, TabsBar, TextLink, useStyles2 } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { TeamWire } from '#contract/people/team';
import type { ListPage } from '#contract/list';
import type { Stored } from '#contract/stored';
import { SearchField } from '../../components/form/fields/search-field.tsx';
import type { ChannelKind } from '../../api/resources/channels.ts';
import type { StoredPerson } from '../../api/resources/people.ts';
import { useApi } from '../../api/client/use-api.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { ReachBadge } from '../../components/people/reach-badge.tsx';
import { useUrl } from '../../components/browser/use-url.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { kindName } from '../../components/people/kind-name.ts';
import type { PersonSummary } from '../../components/people/summary.ts';
import { summaryOf } from '../../components/people/summary.ts';
import { TeamDrawer } from './team-drawer.tsx';

export type StoredTeam = Stored<TeamWire>;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(2, 0, 0), padding: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(160px, 1fr) minmax(200px, 2fr) minmax(0, 200px)',
    gap: theme.spacing(2),
    alignItems: 'center',
    padding: theme.spacing(1.5, 1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.5) },
  }),
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});

interface PersonRowProps {
  person: StoredPerson;
  teams: StoredTeam[];
  kinds: ChannelKind[];
  /** Whether the reader sees the person's addresses. */
  isKnown: boolean;
}

/** Where the reader may not see addresses, an empty list says nothing. */
function methodsText({ types, reach }: PersonSummary, kinds: ChannelKind[]): string | null {
  if (types.length > 0) {
    return types.map((type) => kindName(kinds, type)).join(', ');
  }
  return reach === null ? null : t('people.no-methods', 'no contact method of their own');
}

function PersonRow({ person, teams, kinds, isKnown }: PersonRowProps) {
  const styles = useStyles2(getStyles);
  const theirs = teams.filter(({ members }) => members.includes(person.login));
  const summary = summaryOf(person, isKnown);
  return (
    <li className={styles.row}>
      <div>
        <TextLink href={`${PLUGIN_ROOT}/people/${encodeURIComponent(person.login)}`} color="primary" weight="medium">
          {person.name ?? person.login}
        </TextLink>
        <div className={styles.minor}>{person.login}</div>
      </div>
      <div>
        <div>{methodsText(summary, kinds)}</div>
        <div className={styles.minor}>
          {person.timeZone}
          {theirs.length > 0 && `, ${theirs.map(({ id, name }) => name ?? id).join(', ')}`}
        </div>
      </div>
      <div>{summary.reach !== null && <ReachBadge reach={summary.reach} />}</div>
    </li>
  );
}

function People({ teams }: { teams: StoredTeam[] }) {
  const styles = useStyles2(getStyles);
  const me = useMe();
  const [params, setUrl] = useUrl();
  const asked = useApiPages<StoredPerson>({ path: 'users' });
  const kinds = useApi<ListPage<ChannelKind>>({ path: 'channel-kinds' }).data?.items ?? [];
  const text = (params.get('q') ?? '').toLowerCase();
  const matches = ({ login, name }: StoredPerson) =>
    [login, name ?? ''].some((one) => one.toLowerCase().includes(text));
  return (
    <Answer asked={asked}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState variant="call-to-action" message={t('people.none', 'No people yet')}>
            {t(
              'people.none-more',
              'People appear here when they open Vigie in Grafana for the first time, or when a provisioning file names them.',
            )}
          </EmptyState>
        ) : (
          <>
            <SearchField
              placeholder={t('people.search', 'Search people')}
              value={params.get('q') ?? ''}
              onChange={(value) => setUrl({ q: value })}
            />
            <ul className={styles.list}>
              {items.filter(matches).map((person) => (
                <PersonRow
                  key={person.login}
                  person={person}
                  teams={teams}
                  kinds={kinds}
                  isKnown={me?.can.administer === true || person.login === me?.login}
                />
              ))}
            </ul>
            {!items.some(matches) && (
              <EmptyState variant="not-found" message={t('people.none-match', 'No matching people')} />
            )}
          </>
        )
      }
    </Answer>
  );
}

function TeamRow({
  team,
  people,
  onEdit,
}: {
  team: StoredTeam;
  people: Map<string, string>;
  onEdit: (() => void) | null;
}) {
  const styles = useStyles2(getStyles);
  const names = (logins: string[]) => logins.map((login) => people.get(login) ?? login).join(', ');
  return (
    <li className={styles.row}>
      <div>
        <strong>{team.name ?? team.id}</strong>
        {team.grafanaTeam !== null && (
          <div className={styles.minor}>{t('teams.grafana', 'Grafana team {{id}}', { id: team.grafanaTeam })}</div>
        )}
      </div>
      <div>
        <div>{team.members.length === 0 ? t('teams.nobody', 'Nobody') : names(team.members)}</div>
        {team.managers.length > 0 && (
          <div className={styles.minor}>{t('teams.managers', 'Managers: {{who}}', { who: names(team.managers) })}</div>
        )}
      </div>
      <div>
        {team.provisioned ? (
          <Badge color="darkgrey" icon="file-alt" text={t('teams.file', 'From a file')} />
        ) : (
          onEdit !== null && (
            <Button
              size="sm"
              variant="secondary"
              icon="pen"
              onClick={onEdit}
              aria-label={t('teams.edit-label', 'Edit {{name}}', { name: team.name ?? team.id })}
            >
              {t('teams.edit', 'Edit')}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

export default function PeoplePage() {
  const styles = useStyles2(getStyles);
  const me = useMe();
  const [params, setUrl] = useUrl();
  const teams = useApiPages<StoredTeam>({ path: 'teams' });
  const people = useApiPages<StoredPerson>({ path: 'users' }).data ?? [];
  const [edited, setEdited] = useState<StoredTeam | 'new' | null>(null);
  const tab = params.get('tab') === 'teams' ? 'teams' : 'people';
  const isAdmin = me?.can.administer === true;
  const names = new Map(people.map(({ login, name }) => [login, name ?? login]));
  return (
    <Page
      title={t('people.title', 'People')}
      actions={
        tab === 'teams' &&
        isAdmin && (
          <Button icon="plus" onClick={() => setEdited('new')}>
            {t('teams.add', 'New team')}
          </Button>
        )
      }
    >
      <TabsBar>
        <Tab
          label={t('people.title', 'People')}
          active={tab === 'people'}
          onChangeTab={() => setUrl({ tab: null, q: null })}
        />
        <Tab
          label={t('teams.title', 'Teams')}
          active={tab === 'teams'}
          onChangeTab={() => setUrl({ tab: 'teams', q: null })}
        />
      </TabsBar>
      <div style={{ marginTop: 16 }}>
        {tab === 'people' ? (
          <People teams={teams.data ?? []} />
        ) : (
          <Answer asked={teams}>
            {(items) =>
              items.length === 0 ? (
                <EmptyState variant="call-to-action" message={t('teams.none', 'No teams yet')}>
                  {t(
                    'teams.none-more',
                    'Editors change the rotas, policies and integrations of their teams; managers are notified when nobody answers. Administrators create teams.',
                  )}
                </EmptyState>
              ) : (
                <ul className={styles.list}>
                  {items.map((team) => (
                    <TeamRow key={team.id} team={team} people={names} onEdit={isAdmin ? () => setEdited(team) : null} />
                  ))}
                </ul>
              )
            }
          </Answer>
        )}
      </div>
      {edited !== null && (
        <TeamDrawer
          team={edited === 'new' ? null : edited}
          people={people.map(({ login, name }) => ({ value: login, label: name ?? login }))}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            teams.reload();
          }}
        />
      )}
    </Page>
  );
}
