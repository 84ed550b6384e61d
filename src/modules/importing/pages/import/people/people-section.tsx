/** Maps the pager's people to logins, which a person confirms before anything is applied. */
import { useState } from 'react';
import { Alert, Button, Checkbox, Stack } from '@grafana/ui';
import { choosePeople, commandImport } from '../../../api/imports.ts';
import { useGuardedDraft } from '../../../../../components/form/leave-guard.tsx';
import { useSending } from '../../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../../components/page/failure-note.tsx';
import { Section } from '../../../../../components/page/section.tsx';
import { t } from '../../../../../language.ts';
import type { ImportPartProps } from '../part-props.ts';
import { choiceOf, choicesBody, isChanged, openChoices } from './people-draft.ts';
import type { PersonChoice } from './people-draft.ts';
import { PersonRow } from './person-row.tsx';

export function PeopleSection({ one, onChanged }: ImportPartProps) {
  const [choices, setChoices] = useState<Readonly<Record<string, PersonChoice>>>({});
  const [isConfirmed, setConfirmed] = useState(one.peopleConfirmed);
  const { isSending, failure, send } = useSending();
  const open = openChoices(one.people, choices);
  useGuardedDraft(isChanged(one.people, choices));
  const isBusy = one.steps.length > 0 || isSending;
  const hasNews = isChanged(one.people, choices) || isConfirmed !== one.peopleConfirmed || one.plannedAt === null;
  const save = async () => {
    const saved = await choosePeople(one.id, choicesBody(one.people, choices, isConfirmed));
    return saved.ok ? commandImport(one.id, 'plan') : saved;
  };
  return (
    <Section title={t('import-people.title', 'People')}>
      <Stack direction="column" gap={2}>
        <div>
          {t(
            'import-people.intro',
            'Whom the other pager means, by their Grafana logins. Found by mail address, else by login; correct what is wrong.',
          )}
        </div>
        {open > 0 && (
          <Alert
            severity="warning"
            title={t('import-people.open', '', {
              count: open,
              defaultValue_one: '{{count}} person is not known yet',
              defaultValue_other: '{{count}} people are not known yet',
            })}
          >
            {t('import-people.open-more', '', {
              count: open,
              defaultValue_one: 'They keep their turns, and nothing can be applied before they are mapped.',
              defaultValue_other: 'They keep their turns, and nothing can be applied before they are mapped.',
            })}
          </Alert>
        )}
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
          {one.people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              choice={choiceOf(person, choices)}
              onChoose={(choice) => setChoices({ ...choices, [person.id]: choice })}
            />
          ))}
        </ul>
        <div>
          <Checkbox
            label={t('import-people.confirm', 'I have read this list: these are the right people')}
            value={isConfirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
        </div>
        {failure !== null && <FailureNote failure={failure} what={t('import-people.failed', 'Nothing was saved')} />}
        <div>
          <Button disabled={isBusy || !hasNews} onClick={() => void send(save, onChanged)}>
            {t('import-people.save', 'Save, plan and compare')}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}
