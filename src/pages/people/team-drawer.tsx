/** A drawer that edits a team. */
import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import { Button } from '@grafana/ui';
import type { TeamWire } from '#contract/people/team';
import type { Stored } from '#contract/stored';
import type { ApiResult } from '../../api/client/client.ts';
import { saveObject } from '../../api/client/objects.ts';
import type { GrafanaTeam } from '../../api/grafana/grafana-users.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { LabelledSwitch } from '../../components/form/fields/labelled-switch.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { t } from '../../language.ts';
import { teamFields } from '../../slots/modules.ts';
import { ComboboxField, InputField, MultiComboboxField } from '../../components/form/fields/labelled-fields.tsx';

export type StoredTeam = Stored<TeamWire>;

interface Props {
  /** null for a new team. */
  team: StoredTeam | null;
  people: Array<{ value: string; label: string }>;
  /** null: not known yet. */
  grafanaTeams: ApiResult<GrafanaTeam[]> | null;
  onClose: () => void;
  onSaved: () => void;
}

interface TeamDraft {
  name: string;
  members: string[];
  managers: string[];
  /** Number of the Grafana team. */
  grafana: number | null;
  monthlyMail: boolean;
  /** Fields of modules, and what this form does not show: it stays as it is. */
  more: Partial<TeamWire>;
}

function draftOf(team: Props['team']): TeamDraft {
  const { name, id = '', members = [], managers = [], grafanaTeam = null } = team ?? {};
  return {
    name: name ?? id,
    members,
    managers,
    grafana: grafanaTeam,
    monthlyMail: team?.monthlyMail === true,
    more: moreOf(team),
  };
}

/** Fields that this form shows or that are no field of the file. */
const SHOWN: readonly string[] = [
  'id',
  'name',
  'members',
  'managers',
  'grafanaTeam',
  'monthlyMail',
  'version',
  'provisioned',
] satisfies Array<keyof StoredTeam>;

function moreOf(team: Props['team']): Partial<TeamWire> {
  return Object.fromEntries(Object.entries(team ?? {}).filter(([field]) => !SHOWN.includes(field)));
}

function bodyOf({ name, members, managers, grafana, monthlyMail, more }: TeamDraft) {
  return {
    ...more,
    name: name.trim(),
    members,
    managers,
    grafanaTeam: grafana,
    ...(monthlyMail && { monthlyMail }),
  };
}

export function TeamDrawer({ team, people, grafanaTeams, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(() => draftOf(team));
  const { isSending, failure, send } = useSending();
  const body = bodyOf(draft);
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
      <TeamFields
        draft={draft}
        people={people}
        grafanaTeams={grafanaTeams}
        change={(part) => setDraft((old) => ({ ...old, ...part }))}
      />
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

interface FieldsProps extends Pick<Props, 'people' | 'grafanaTeams'> {
  draft: TeamDraft;
  change: (part: Partial<TeamDraft>) => void;
}

function TeamFields({ draft, people, grafanaTeams, change }: FieldsProps) {
  const { name, members, managers, grafana, monthlyMail, more } = draft;
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
      <GrafanaTeamField known={grafanaTeams} value={grafana} onChange={(id) => change({ grafana: id })} />
      <Advanced isOpenAtFirst={monthlyMail || teamFields().some(({ isSet }) => isSet(more))}>
        <LabelledSwitch
          id="team-monthly-mail"
          label={t('teams.monthly-mail', 'Monthly mail to managers: four figures of the team, none about one person')}
          value={monthlyMail}
          onChange={(on) => change({ monthlyMail: on })}
        />
        <Suspense fallback={null}>
          {teamFields().map(({ Fields }, index) => (
            <Fields key={index} team={more} change={(part) => change({ more: { ...more, ...part } })} />
          ))}
        </Suspense>
      </Advanced>
    </>
  );
}

/** What few teams need, behind a button. */
function Advanced({ isOpenAtFirst, children }: { isOpenAtFirst: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <>
      <div>
        <Button
          type="button"
          size="sm"
          variant="secondary"
          fill="text"
          icon={isOpen ? 'angle-down' : 'angle-right'}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('teams.advanced', 'Advanced: reviews, monthly mail')}
        </Button>
      </div>
      {isOpen && children}
    </>
  );
}

interface GrafanaTeamProps {
  known: Props['grafanaTeams'];
  value: number | null;
  onChange: (id: number | null) => void;
}

function GrafanaTeamField({ known, value, onChange }: GrafanaTeamProps) {
  const teams = (known?.ok === true ? known.value : []).map(({ id, name }) => ({ value: id, label: name }));
  // One that is gone, or not read, keeps its number.
  const isNamed = value === null || teams.some((one) => one.value === value);
  const unnamed = isNamed ? [] : [{ value, label: t('teams.grafana', 'Grafana team {{id}}', { id: value }) }];
  return (
    <>
      <ComboboxField<number>
        id="team-grafana"
        label={t('teams.grafana-team', 'Grafana team')}
        description={
          known?.ok === true && teams.length === 0
            ? t('teams.grafana-none', 'This Grafana has no teams yet.')
            : t('teams.grafana-rights', 'Its members get the rights of this team, too.')
        }
        isClearable
        placeholder={t('teams.no-grafana', 'none')}
        loading={known === null}
        options={[...unnamed, ...teams]}
        value={value}
        onChange={(option: { value: number } | null) => onChange(option?.value ?? null)}
      />
      {known?.ok === false && (
        <FailureNote
          failure={known.failure}
          what={t('teams.grafana-unread', 'The teams of this Grafana could not be read')}
        />
      )}
    </>
  );
}
