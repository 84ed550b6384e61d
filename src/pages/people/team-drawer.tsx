/** A drawer that edits a team. */
import { useState } from 'react';
import type { TeamWire } from '#contract/team';
import type { Stored } from '#contract/stored';
import { saveObject } from '../../api/client/objects.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { t } from '../../language.ts';
import { InputField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';

interface Props {
  /** null: a new one. */
  team: Stored<TeamWire> | null;
  people: Array<{ value: string; label: string }>;
  onClose: () => void;
  onSaved: () => void;
}

export function TeamDrawer({ team, people, onClose, onSaved }: Props) {
  const [name, setName] = useState(team?.name ?? team?.id ?? '');
  const [members, setMembers] = useState(team?.members ?? []);
  const [managers, setManagers] = useState(team?.managers ?? []);
  const [grafana, setGrafana] = useState(
    team?.grafanaTeam === null || team?.grafanaTeam === undefined ? '' : String(team.grafanaTeam),
  );
  const { isSending, failure, send } = useSending();
  const labels = { members: t('teams.members', 'Members'), managers: t('teams.managers-label', 'Managers') };
  const body = {
    name: name.trim(),
    members,
    managers,
    grafanaTeam: Number(grafana) > 0 ? Math.floor(Number(grafana)) : null,
  };
  const save = () =>
    send(
      () => saveObject<TeamWire>({ path: 'teams', id: team?.id ?? null, version: team?.version ?? null, body }),
      () => {
        toast(t('teams.saved', 'The team is saved'));
        onSaved();
      },
    );
  return (
    <DrawerForm
      draft={body}
      title={team === null ? t('teams.add', 'New team') : (team.name ?? team.id)}
      size="sm"
      canSave={!isSending && name.trim() !== ''}
      failure={failure}
      notSaved={t('teams.not-saved', 'The team was not saved')}
      remove={
        team !== null && (
          <DeleteButton
            path="teams"
            id={team.id}
            name={team.name ?? team.id}
            version={team.version}
            consequence={t('teams.delete', 'What belongs to the team must be given to another first.')}
            onDeleted={onSaved}
          />
        )
      }
      onSave={() => void save()}
      onClose={onClose}
    >
      <InputField id="team-name" label={t('form.name', 'Name')} value={name} onChange={setName} />
      <MultiComboboxField
        id="team-members"
        label={labels.members}
        options={people}
        value={members}
        onChange={(chosen) => setMembers(chosen.map(({ value }) => value))}
      />
      <MultiComboboxField
        id="team-managers"
        label={labels.managers}
        description={t('teams.managers-hint', 'Told when nobody answers.')}
        options={people}
        value={managers}
        onChange={(chosen) => setManagers(chosen.map(({ value }) => value))}
      />
      <InputField
        id="team-grafana"
        label={t('teams.grafana-label', 'Number of the Grafana team')}
        description={t(
          'teams.grafana-hint',
          'Its members get the rights of this team, too. The number is in the address of the team’s page in Grafana.',
        )}
        type="number"
        min={1}
        width={16}
        value={grafana}
        onChange={setGrafana}
      />
    </DrawerForm>
  );
}
