/** The five-minute set-up, for HR of a new unit: team, contracts, hours of the day, pay, start. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { RotaWire } from '#contract/rotas/rota';
import type { TeamWire } from '#contract/people/team';
import { toDate } from '#contract/time/local-date';
import type { Stored } from '#contract/stored';
import type { StoredUnit, StoredWorkProfile } from '../../../api/labour/labour.ts';
import { useCalendar } from '../../../api/resources/calendar.ts';
import { useApiPages } from '../../../api/client/use-api.ts';
import { toast } from '../../../components/browser/toast.ts';
import { Form } from '../../../components/form/form.tsx';
import { useLeaveGuard } from '../../../components/form/leave-guard.tsx';
import { ComboboxField, MultiComboboxField } from '../../../components/form/fields/labelled-fields.tsx';
import { WeekNote } from '../../../components/labour/week-note.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { dateText } from '../../../components/time/format.ts';
import { t } from '../../../language.ts';
import { choiceText } from '../contract-text.ts';
import { PayFields } from './pay-fields.tsx';
import { ContractFields, HoursFields } from './people-fields.tsx';
import type { SetUpDraft } from './set-up-draft.ts';
import { choicesInUse, contractFacts, EMPTY_SET_UP, isPayReady, profilesOf, unitWith } from './set-up-draft.ts';
import { useStart } from './use-start.ts';

interface Props {
  unit: StoredUnit;
  teams: ReadonlyArray<Stored<TeamWire>>;
  profiles: readonly StoredWorkProfile[];
  onDone: () => void;
}

function participantsOf({ layers }: RotaWire): string[] {
  return layers.flatMap(({ participants }) => participants.flat());
}

/** Members of the team, and whoever takes turns on its rotas. */
function peopleOf(draft: SetUpDraft, teams: Props['teams'], rotas: readonly RotaWire[]): string[] {
  const members = teams.find(({ id }) => id === draft.team)?.members ?? [];
  const others = rotas.filter(({ id }) => draft.rotas.includes(id)).flatMap(participantsOf);
  return draft.team === null ? [] : [...new Set([...members, ...others])].sort();
}

export function SetUp({ unit, teams, profiles, onDone }: Props) {
  const [draft, setDraft] = useState(EMPTY_SET_UP);
  const change = (part: Partial<SetUpDraft>) => setDraft((old) => ({ ...old, ...part }));
  const rotas = useApiPages<Stored<RotaWire>>({ path: 'rotas' }).data ?? [];
  const people = peopleOf(draft, teams, rotas);
  const present = new Set(profiles.map(({ user }) => user));
  const { isSending, failure, start } = useStart(unit, present, () => {
    toast(t('set-up.started', 'On-call hours are set up from {{date}} on', { date: dateText(Date.parse(unit.since)) }));
    setDraft(EMPTY_SET_UP);
    onDone();
  });
  const guard = useLeaveGuard(draft !== EMPTY_SET_UP);
  const isReady = people.length > 0 && draft.rotas.length > 0 && isPayReady(draft.pay);
  const bodies = () => ({ unit: unitWith(unit, draft), profiles: profilesOf(draft, people, unit.id, unit.since) });
  return (
    <Form onSubmit={() => isReady && void start(bodies())}>
      {guard}
      <Stack direction="column" gap={2}>
        <Section title={t('set-up.team', '1. Who is on call')}>
          <TeamFields draft={draft} teams={teams} rotas={rotas} onChange={change} />
        </Section>
        {people.length > 0 && (
          <>
            <Section title={t('set-up.contracts', '2. Contracts')}>
              <ContractFields draft={draft} people={people} onChange={change} />
            </Section>
            <Section title={t('set-up.hours', '3. Hours of the day')}>
              <HoursFields draft={draft} people={people} onChange={change} />
            </Section>
            <Section title={t('set-up.pay', '4. Pay of on-call duty')}>
              <Stack direction="column" gap={2}>
                <PayFields
                  pay={draft.pay}
                  currency={unit.currency}
                  onChange={(part) => change({ pay: { ...draft.pay, ...part } })}
                />
                {isReady && <Preview unit={unit} draft={draft} people={people} />}
              </Stack>
            </Section>
            {failure !== null && (
              <FailureNote failure={failure} what={t('set-up.not-started', 'The set-up is not complete')} />
            )}
            <div>
              <Button type="submit" disabled={!isReady || isSending}>
                {t('set-up.start', 'Start on {{date}}', { date: dateText(Date.parse(unit.since)) })}
              </Button>
            </div>
          </>
        )}
      </Stack>
    </Form>
  );
}

function TeamFields({
  draft,
  teams,
  rotas,
  onChange,
}: Pick<Props, 'teams'> & {
  draft: SetUpDraft;
  rotas: readonly RotaWire[];
  onChange: (part: Partial<SetUpDraft>) => void;
}) {
  const named = (items: ReadonlyArray<{ id: string; name?: string | null }>) =>
    items.map(({ id, name }) => ({ value: id, label: name ?? id }));
  return (
    <Stack direction="column" gap={2}>
      <ComboboxField
        id="set-up-team"
        label={t('incidents.team', 'Team')}
        width={40}
        options={named(teams)}
        value={draft.team}
        onChange={({ value }) =>
          onChange({ team: value, rotas: rotas.filter(({ team }) => team === value).map(({ id }) => id) })
        }
      />
      {draft.team !== null && (
        <MultiComboboxField
          id="set-up-rotas"
          label={t('set-up.rotas', 'Rotas whose duty counts')}
          description={t('set-up.rotas-hint', 'A rota that is not listed counts for nothing here.')}
          options={named(rotas)}
          value={draft.rotas}
          onChange={(chosen) => onChange({ rotas: chosen.map(({ value }) => value) })}
        />
      )}
    </Stack>
  );
}

function Preview({ unit, draft, people }: { unit: StoredUnit; draft: SetUpDraft; people: readonly string[] }) {
  const { calendar, failure } = useCalendar([unit.timeZone], unit.holidays === null ? [] : [unit.holidays]);
  if (calendar === null) {
    return failure === null ? null : <FailureNote failure={failure} />;
  }
  return (
    <WeekNote
      unit={unit}
      duty={{ rota: draft.rotas[0] ?? '', level: 'primary' }}
      pay={unitWith(unit, draft).pay}
      cases={choicesInUse(draft, people).map((choice) => ({
        text: choiceText(choice),
        facts: contractFacts(choice, draft.hours),
      }))}
      calendar={calendar}
      from={toDate(unit.since)}
    />
  );
}
