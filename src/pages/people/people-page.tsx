/** The page that lists people and teams. */
import { useState } from 'react';
import { Button, EmptyState } from '@grafana/ui';
import type { StoredPerson } from '../../api/resources/people.ts';
import type { StatusWire } from '../../api/connection/connection-wire.ts';
import type { QueryState } from '../../api/client/use-api.ts';
import { useApi, useApiPages } from '../../api/client/use-api.ts';
import { EditButton } from '../../components/list/edit-button.tsx';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { useUrl } from '../../components/browser/use-url.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import { AddPeopleDrawer } from './add-people-drawer.tsx';
import { PeopleList } from './people-list.tsx';
import type { StoredTeam } from './team-drawer.tsx';
import { TeamDrawer } from './team-drawer.tsx';
import { TeamPagingDrawer } from './team-paging-drawer.tsx';
import type { GrafanaTeamList } from './use-grafana-users.ts';
import { useGrafanaTeamList, useGrafanaUsers } from './use-grafana-users.ts';

/** By its name, where it is known. */
function grafanaText(id: number, known: GrafanaTeamList): string {
  const named = known?.ok === true ? known.value.find((one) => one.id === id) : undefined;
  return t('teams.grafana', 'Grafana team {{id}}', { id: named?.name ?? id });
}

interface TeamRowProps {
  team: StoredTeam;
  people: Map<string, string>;
  isInShadow: boolean;
  grafanaTeams: GrafanaTeamList;
  onEdit: (() => void) | null;
  onPaging: () => void;
}

function TeamRow({ team, people, isInShadow, grafanaTeams, onEdit, onPaging }: TeamRowProps) {
  const name = team.name ?? team.id;
  const names = (logins: string[]) => logins.map((login) => people.get(login) ?? login).join(', ');
  return (
    <ListRow
      name={name}
      nameMore={team.grafanaTeam !== null && grafanaText(team.grafanaTeam, grafanaTeams)}
      text={team.members.length === 0 ? t('teams.nobody', 'Nobody') : names(team.members)}
      textMore={team.managers.length > 0 && t('teams.managers', 'Managers: {{who}}', { who: names(team.managers) })}
      tools={
        <>
          {isInShadow && <Badge color="purple" icon="eye-slash" text={t('entry.shadow', 'Shadow')} />}
          <Button
            size="sm"
            variant="secondary"
            icon="bell"
            onClick={onPaging}
            aria-label={t('shadow.paging-label', 'Paging: {{name}}', { name })}
          >
            {t('shadow.paging', 'Paging')}
          </Button>
          <EditButton name={name} isProvisioned={team.provisioned} onEdit={onEdit} />
        </>
      }
    />
  );
}

function Teams({ asked, people, shadow, grafanaTeams, onAdd, onEdit, onPaging }: TeamsProps) {
  const isInShadow = ({ id }: StoredTeam) => shadow?.all === true || shadow?.teams.includes(id) === true;
  return (
    <Answer asked={asked}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState
            variant="call-to-action"
            message={t('teams.none', 'No teams yet')}
            button={
              onAdd === null ? undefined : (
                <Button icon="plus" onClick={onAdd}>
                  {t('teams.add', 'New team')}
                </Button>
              )
            }
          >
            {t(
              'teams.none-more',
              'Editors change the rotas, policies and integrations of their teams; managers are notified when nobody answers. Administrators create teams.',
            )}
          </EmptyState>
        ) : (
          <RowList heads={[t('teams.head-team', 'Team'), t('teams.head-members', 'Members')]}>
            {items.map((team) => (
              <TeamRow
                key={team.id}
                team={team}
                people={people}
                isInShadow={isInShadow(team)}
                grafanaTeams={grafanaTeams}
                onEdit={onEdit === null ? null : () => onEdit(team)}
                onPaging={() => onPaging(team)}
              />
            ))}
          </RowList>
        )
      }
    </Answer>
  );
}

interface TeamsProps {
  asked: QueryState<StoredTeam[]>;
  /** Names by login. */
  people: Map<string, string>;
  shadow: StatusWire['shadow'];
  grafanaTeams: GrafanaTeamList;
  onPaging: (team: StoredTeam) => void;
  /** null if the reader may not make teams. */
  onAdd: (() => void) | null;
  /** null if the reader may not change teams. */
  onEdit: ((team: StoredTeam) => void) | null;
}

export default function PeoplePage() {
  const me = useMe();
  const isAdmin = me?.can.administer === true;
  const [params] = useUrl();
  const tab = params.get('tab') === 'teams' ? 'teams' : 'people';
  const teams = useApiPages<StoredTeam>({ path: 'teams' });
  const people = useApiPages<StoredPerson>({ path: 'users' });
  const grafana = useGrafanaUsers(isAdmin);
  const grafanaTeams = useGrafanaTeamList(isAdmin && tab === 'teams');
  const [edited, setEdited] = useState<StoredTeam | 'new' | null>(null);
  const [paging, setPaging] = useState<StoredTeam | null>(null);
  const [isAdding, setAdding] = useState(false);
  const status = useApi<StatusWire>({ path: 'status' });
  const known = people.data ?? [];
  const add = isAdmin ? () => setAdding(true) : null;
  return (
    <Page
      title={tab === 'teams' ? t('teams.title', 'Teams') : t('people.title', 'People')}
      actions={
        isAdmin && (
          <Button icon="plus" onClick={tab === 'teams' ? () => setEdited('new') : () => setAdding(true)}>
            {tab === 'teams' ? t('teams.add', 'New team') : t('people.add', 'Add people')}
          </Button>
        )
      }
    >
      <>
        {tab === 'people' ? (
          <PeopleList
            asked={people}
            teams={teams.data ?? []}
            outOfGrafana={new Set((grafana.users ?? []).filter((one) => one.isDisabled).map(({ login }) => login))}
            onAdd={add}
          />
        ) : (
          <Teams
            asked={teams}
            people={new Map(known.map(({ login, name }) => [login, name ?? login]))}
            shadow={status.data?.shadow}
            grafanaTeams={grafanaTeams}
            onAdd={isAdmin ? () => setEdited('new') : null}
            onEdit={isAdmin ? setEdited : null}
            onPaging={setPaging}
          />
        )}
      </>
      {isAdding && (
        <AddPeopleDrawer
          grafana={grafana}
          known={new Set(known.map(({ login }) => login))}
          onClose={() => setAdding(false)}
          onAdded={people.reload}
        />
      )}
      {paging !== null && (
        <TeamPagingDrawer
          team={paging}
          mayManage={isAdmin || paging.managers.some((login) => login === me?.login)}
          onClose={() => {
            setPaging(null);
            status.reload();
          }}
        />
      )}
      {edited !== null && (
        <TeamDrawer
          team={edited === 'new' ? null : edited}
          grafanaTeams={grafanaTeams}
          people={known.map(({ login, name }) => ({ value: login, label: name ?? login }))}
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
