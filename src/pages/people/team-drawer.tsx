/** A drawer that edits a team. */
import { useState } from 'react';
import type { ReviewTemplate } from '#contract/incidents/review';
import type { TeamWire } from '#contract/people/team';
import type { Stored } from '#contract/stored';
import { saveObject } from '../../api/client/objects.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { LabelledSwitch } from '../../components/form/fields/labelled-switch.tsx';
import { t } from '../../language.ts';
import { InputField, MultiComboboxField, TextAreaField } from '../../components/form/fields/labelled-fields.tsx';

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
  monthlyMail: boolean;
  /** What reviews begin with. */
  review: ReviewTemplate;
}

const NO_TEMPLATE: ReviewTemplate = { impact: '', cause: '', wentWell: '', more: [] };

function draftOf(team: Props['team']): TeamDraft {
  const { name, id = '', members = [], managers = [], grafanaTeam = null } = team ?? {};
  return {
    name: name ?? id,
    members,
    managers,
    grafana: grafanaTeam === null ? '' : String(grafanaTeam),
    monthlyMail: team?.monthlyMail === true,
    review: team?.reviewTemplate ?? NO_TEMPLATE,
  };
}

function bodyOf({ name, members, managers, grafana, monthlyMail, review }: TeamDraft) {
  const number = Number(grafana);
  const { more, ...texts } = review;
  const hasTemplate = more.length > 0 || Object.values(texts).some((text) => text.trim() !== '');
  return {
    name: name.trim(),
    members,
    managers,
    grafanaTeam: number > 0 ? Math.floor(number) : null,
    ...(monthlyMail && { monthlyMail }),
    ...(hasTemplate && { reviewTemplate: review }),
  };
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

function TeamFields({ draft: { name, members, managers, grafana, monthlyMail, review }, people, change }: FieldsProps) {
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
      <LabelledSwitch
        id="team-monthly-mail"
        label={t('teams.monthly-mail', 'Monthly mail to managers: four figures, none of a person')}
        value={monthlyMail}
        onChange={(on) => change({ monthlyMail: on })}
      />
      <ReviewFields review={review} onChange={(part) => change({ review: { ...review, ...part } })} />
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

interface ReviewProps {
  review: ReviewTemplate;
  onChange: (part: Partial<ReviewTemplate>) => void;
}

/** Sections of one's own are stated in files or by the API, and stay as they are here. */
function ReviewFields({ review, onChange }: ReviewProps) {
  const field = (key: 'impact' | 'cause' | 'wentWell', label: string, description?: string) => (
    <TextAreaField
      id={`team-review-${key}`}
      label={label}
      description={description}
      rows={2}
      value={review[key]}
      onChange={(text) => onChange({ [key]: text })}
    />
  );
  return (
    <>
      {field(
        'impact',
        t('teams.review-impact', 'Reviews: impact begins with'),
        t('teams.review-hint', 'What authors of a review of the team’s incidents should think of.'),
      )}
      {field('cause', t('teams.review-cause', 'Reviews: cause begins with'))}
      {field('wentWell', t('teams.review-went-well', 'Reviews: what went well begins with'))}
    </>
  );
}
