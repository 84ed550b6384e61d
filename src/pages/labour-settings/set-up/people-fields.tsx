/** Fields for the contract of each person of a team, and for the hours of the day of each contract. */
import { RadioButtonGroup, Stack } from '@grafana/ui';
import { ComboboxField } from '../../../components/form/fields/labelled-fields.tsx';
import { WeeklyField } from '../../../components/form/fields/time/weekly-field.tsx';
import { hoursText } from '../../../components/time/duration-text.ts';
import { useName } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import { choiceText } from '../contract-text.ts';
import { weeklyMs } from './hours-sum.ts';
import type { ContractChoice, SetUpDraft } from './set-up-draft.ts';
import { choiceOf, choicesInUse, CONTRACT_CHOICES } from './set-up-draft.ts';

interface Props {
  draft: SetUpDraft;
  people: readonly string[];
  onChange: (part: Partial<SetUpDraft>) => void;
}

type Choice = ContractChoice | 'none';

export function ContractFields({ draft, people, onChange }: Props) {
  const nameOf = useName();
  const choices: Choice[] = [...CONTRACT_CHOICES, 'none'];
  return (
    <Stack direction="column" gap={2}>
      <div>
        <RadioButtonGroup
          aria-label={t('set-up.usual', 'Contract of most people')}
          options={CONTRACT_CHOICES.map((value) => ({ value, label: choiceText(value) }))}
          value={draft.usual}
          onChange={(usual) => onChange({ usual })}
        />
      </div>
      <Stack gap={2} wrap="wrap">
        {people.map((login) => (
          <ComboboxField<Choice>
            key={login}
            id={`contract-${login}`}
            label={nameOf('people', login)}
            width={32}
            options={choices.map((value) => ({ value, label: choiceText(value) }))}
            value={choiceOf(draft, login)}
            onChange={({ value }) => onChange({ own: { ...draft.own, [login]: value } })}
          />
        ))}
      </Stack>
    </Stack>
  );
}

export function HoursFields({ draft, people, onChange }: Props) {
  return (
    <Stack direction="column" gap={3}>
      {choicesInUse(draft, people).map((choice) => (
        <div key={choice} role="group" aria-label={choiceText(choice)}>
          <div>
            <strong>{choiceText(choice)}</strong>{' '}
            {t('set-up.a-week', '(here {{hours}} a week)', { hours: hoursText(weeklyMs(draft.hours[choice])) })}
          </div>
          <WeeklyField
            id={`hours-${choice}`}
            windows={draft.hours[choice]}
            initial={{ days: ['workday'], from: '09:00', to: '17:00' }}
            onChange={(windows) => onChange({ hours: { ...draft.hours, [choice]: windows } })}
          />
        </div>
      ))}
    </Stack>
  );
}
