/** A drawer that edits a team. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '@grafana/ui';
import type { ReviewTemplate } from '#contract/incidents/review';
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
import {
  ComboboxField,
  InputField,
  MultiComboboxField,
  TextAreaField,
} from '../../components/form/fields/labelled-fields.tsx';

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
    grafana: grafanaTeam,
    monthlyMail: team?.monthlyMail === true,
    review: team?.reviewTemplate ?? NO_TEMPLATE,
  };
}

function hasTemplate({ more, ...texts }: ReviewTemplate): boolean {
  return more.length > 0 || Object.values(texts).some((text) => text.trim() !== '');
}

function bodyOf({ name, members, managers, grafana, monthlyMail, review }: TeamDraft) {
  return {
    name: name.trim(),
    members,
    managers,
    grafanaTeam: grafana,
    ...(monthlyMail && { monthlyMail }),
    ...(hasTemplate(review) && { reviewTemplate: review }),
  };
}

/** What this form does not show stays as it is. */
function keptOf(team: Props['team']): Pick<TeamWire, 'exclusiveRotas' | 'shadow'> {
  const { exclusiveRotas, shadow } = team ?? {};
  return { ...(exclusiveRotas !== undefined && { exclusiveRotas }), ...(shadow !== undefined && { shadow }) };
}

export function TeamDrawer({ team, people, grafanaTeams, onClose, onSaved }: Props) {
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
  const { name, members, managers, grafana, monthlyMail, review } = draft;
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
      <Advanced isOpenAtFirst={monthlyMail || hasTemplate(review)}>
        <LabelledSwitch
          id="team-monthly-mail"
          label={t('teams.monthly-mail', 'Monthly mail to managers: four figures of the team, none about one person')}
          value={monthlyMail}
          onChange={(on) => change({ monthlyMail: on })}
        />
        <ReviewFields review={review} onChange={(part) => change({ review: { ...review, ...part } })} />
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
