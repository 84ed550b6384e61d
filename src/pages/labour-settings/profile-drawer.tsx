/** A drawer for one person's work profile. */
import { useState } from 'react';
import { Field } from '@grafana/ui';
import { CONTRACTS, ON_CALL_CHOICES } from '#domain/labour/facts/model';
import type { Contract, OnCallChoice } from '#domain/labour/facts/model';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { parseDuration } from '#domain/time/duration';
import { saveObject } from '../../api/client/objects.ts';
import type { StoredUnit, StoredWorkProfile } from '../../api/labour/labour.ts';
import { toast } from '../../components/browser/toast.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { DrawerForm } from '../../components/form/drawer-form.tsx';
import { ComboboxField, InputField } from '../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../components/form/fields/time/moment-field.tsx';
import { DurationField } from '../../components/form/fields/time/duration-field.tsx';
import { WeeklyField } from '../../components/form/fields/time/weekly-field.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { useDirectory, useName } from '../../components/people/directory.tsx';
import { t } from '../../language.ts';
import { contractWord, onCallText } from './contract-text.ts';
import { EMPTY_SET_UP } from './set-up/set-up-draft.ts';

type ProfileDraft = Omit<WorkProfileWire, 'id' | 'unit'>;

const empty = (from: string): ProfileDraft => ({
  user: '',
  from,
  until: null,
  contract: 'hours',
  weeklyHours: '35h',
  payrollId: null,
  onCall: 'yes',
  onCallUntil: null,
  schedule: EMPTY_SET_UP.hours['35h'],
});

function draftOf({
  user,
  from,
  until,
  contract,
  weeklyHours,
  payrollId,
  onCall,
  onCallUntil,
  schedule,
}: WorkProfileWire) {
  return { user, from, until, contract, weeklyHours, payrollId, onCall, onCallUntil, schedule };
}

/** Empty texts are none. */
function bodyOf(draft: ProfileDraft, unit: string) {
  const orNull = (text: string | null | undefined) => (text ? text : null);
  return {
    ...draft,
    unit,
    until: orNull(draft.until),
    onCallUntil: orNull(draft.onCallUntil),
    payrollId: orNull(draft.payrollId),
    weeklyHours: draft.contract === 'hours' ? orNull(draft.weeklyHours) : null,
  };
}

interface FieldsProps {
  draft: ProfileDraft;
  change: (part: Partial<ProfileDraft>) => void;
}

function ContractPart({ draft, change }: FieldsProps) {
  return (
    <>
      <ComboboxField<Contract>
        id="profile-contract"
        label={t('profile.contract', 'Contract')}
        options={CONTRACTS.map((value) => ({ value, label: contractWord(value) }))}
        value={draft.contract}
        onChange={({ value }) => change({ contract: value })}
      />
      {draft.contract === 'hours' && (
        <DurationField
          id="profile-hours"
          label={t('profile.weekly', 'Hours a week')}
          description={t('profile.weekly-hint', 'Of the contract, such as 35 h or 7 h 30. Empty: full time.')}
          isOptional
          isWork
          value={draft.weeklyHours ?? ''}
          onChange={(weeklyHours) => change({ weeklyHours })}
        />
      )}
      <Field noMargin label={t('profile.schedule', 'Ordinary hours')}>
        <WeeklyField
          id="profile-schedule"
          windows={draft.schedule}
          initial={{ days: ['workday'], from: '09:00', to: '17:00' }}
          onChange={(schedule) => change({ schedule })}
        />
      </Field>
      <InputField
        id="profile-payroll"
        label={t('profile.payroll', 'Number in payroll')}
        value={draft.payrollId ?? ''}
        onChange={(payrollId) => change({ payrollId })}
      />
    </>
  );
}

function DutyPart({ draft, change }: FieldsProps) {
  return (
    <>
      <ComboboxField<OnCallChoice>
        id="profile-on-call"
        label={t('profile.on-call', 'May be on call')}
        description={t('profile.on-call-hint', 'No reason is asked, and none is kept.')}
        options={ON_CALL_CHOICES.map((value) => ({ value, label: onCallText(value) }))}
        value={draft.onCall}
        onChange={({ value }) => change({ onCall: value })}
      />
      <MomentField
        id="profile-on-call-until"
        label={t('profile.on-call-until', 'Look at this again after')}
        type="date"
        width={22}
        value={draft.onCallUntil ?? ''}
        onChange={(onCallUntil) => change({ onCallUntil })}
      />
      <MomentField
        id="profile-from"
        label={t('profile.from', 'From')}
        type="date"
        width={22}
        value={draft.from}
        onChange={(from) => change({ from })}
      />
      <MomentField
        id="profile-until"
        label={t('profile.until', 'Last day (empty: none)')}
        type="date"
        width={22}
        value={draft.until ?? ''}
        onChange={(until) => change({ until })}
      />
    </>
  );
}

interface Props {
  unit: StoredUnit;
  /** null: a new one. */
  profile: StoredWorkProfile | null;
  today: string;
  onClose: () => void;
  onSaved: () => void;
}

export function ProfileDrawer({ unit, profile, today, onClose, onSaved }: Props) {
  const { people } = useDirectory();
  const nameOf = useName();
  const first = today > unit.since ? today : unit.since;
  const [draft, setDraft] = useState<ProfileDraft>(() => (profile === null ? empty(first) : draftOf(profile)));
  const change = (part: Partial<ProfileDraft>) => setDraft((old) => ({ ...old, ...part }));
  const { isSending, failure, send } = useSending();
  const isRight = !draft.weeklyHours || draft.contract !== 'hours' || parseDuration(draft.weeklyHours) !== null;
  const save = () =>
    send(
      () =>
        saveObject<WorkProfileWire>({
          path: 'work-profiles',
          id: profile?.id ?? null,
          version: profile?.version ?? null,
          body: bodyOf(draft, unit.id),
        }),
      () => {
        toast(t('profile.saved', 'The work profile is saved'));
        onSaved();
      },
    );
  const title = profile === null ? t('profile.new', 'New work profile') : nameOf('people', profile.user);
  return (
    <DrawerForm
      draft={draft}
      title={title}
      size="md"
      canSave={!isSending && draft.user !== '' && draft.from !== '' && isRight}
      failure={failure}
      notSaved={t('profile.not-saved', 'The work profile was not saved')}
      remove={
        profile !== null && (
          <DeleteButton
            path="work-profiles"
            id={profile.id ?? ''}
            name={title}
            version={profile.version}
            consequence={t(
              'profile.delete',
              'Hours, rest and pay of its time are no longer computed. Whoever leaves gets a last day instead.',
            )}
            onDeleted={onSaved}
          />
        )
      }
      onSave={() => void save()}
      onClose={onClose}
    >
      {profile === null && (
        <ComboboxField
          id="profile-user"
          label={t('profile.user', 'Person')}
          options={people.map(({ key, text }) => ({ value: key, label: text }))}
          value={draft.user === '' ? null : draft.user}
          onChange={({ value }) => change({ user: value })}
        />
      )}
      <ContractPart draft={draft} change={change} />
      <DutyPart draft={draft} change={change} />
    </DrawerForm>
  );
}
