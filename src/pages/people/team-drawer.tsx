/** A drawer that edits a team. */
import { useState } from 'react';
import type { TeamWire } from '#contract/people/team';
import type { Stored } from '#contract/stored';
import { saveObject } from '../../api/client/objects.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { t } from '../../language.ts';
import { InputField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';

export type StoredTeam = Stored<TeamWire>;

interface Props {
  /** null for a new team. */
  team: StoredTeam | null;
  people: Array<{ value: string; label: string }>;
  onClose: () => void;
  onSaved: () => void;
}

interface TeamDraft {
  name: string;
  members: string[];
  managers: string[];
  /** As typed; empty if none. */
  grafana: string;
}

function draftOf(team: Props['team']): TeamDraft {
  const { name, id = '', members = [], managers = [], grafanaTeam = null } = team ?? {};
  return { name: name ?? id, members, managers, grafana: grafanaTeam === null ? '' : String(grafanaTeam) };
}

function bodyOf({ name, members, managers, grafana }: TeamDraft) {
  const number = Number(grafana);
  return { name: name.trim(), members, managers, grafanaTeam: number > 0 ? Math.floor(number) : null };
}

/** What this form does not show stays as it is. */
function keptOf(team: Props['team']): Pick<TeamWire, 'exclusiveRotas' | 'shadow'> {
  const { exclusiveRotas, shadow } = team ?? {};
  return { ...(exclusiveRotas !== undefined && { exclusiveRotas }), ...(shadow !== undefined && { shadow }) };
}

export function TeamDrawer({ team, people, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(() => draftOf(team));
  const { isSending, failure, send } = useSending();
  const body = { ...keptOf(team), ...bodyOf(draft) };
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
      canSave={!isSending && body.name !== ''}
      failure={failure}
      notSaved={t('teams.not-saved', 'The team was not saved')}
      remove={team !== null && <DeleteTeam team={team} onDeleted={onSaved} />}
      onSave={() => void save()}
      onClose={onClose}
    >
      <TeamFields draft={draft} people={people} change={(part) => setDraft((old) => ({ ...old, ...part }))} />
    </DrawerForm>
  );
}

function DeleteTeam({ team, onDeleted }: { team: StoredTeam; onDeleted: () => void }) {
  return (
    <DeleteButton
      path="teams"
      id={team.id}
      name={team.name ?? team.id}
      version={team.version}
      consequence={t('teams.delete', 'Move what belongs to the team to another one first.')}
      onDeleted={onDeleted}
    />
  );
}

interface FieldsProps extends Pick<Props, 'people'> {
  draft: TeamDraft;
  change: (part: Partial<TeamDraft>) => void;
}

function TeamFields({ draft: { name, members, managers, grafana }, people, change }: FieldsProps) {
  return (
    <>
      <InputField
        id="team-name"
        label={t('form.name', 'Name')}
        value={name}
        onChange={(text) => change({ name: text })}
      />
      <MultiComboboxField
        id="team-members"
        label={t('teams.members', 'Members')}
        options={people}
        value={members}
        onChange={(chosen) => change({ members: chosen.map(({ value }) => value) })}
      />
      <MultiComboboxField
        id="team-managers"
        label={t('teams.managers-label', 'Managers')}
        description={t('teams.managers-hint', 'Notified when nobody answers.')}
        options={people}
        value={managers}
        onChange={(chosen) => change({ managers: chosen.map(({ value }) => value) })}
      />
      <GrafanaTeamField value={grafana} onChange={(text) => change({ grafana: text })} />
    </>
  );
}

function GrafanaTeamField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
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
      value={value}
      onChange={onChange}
    />
  );
}
