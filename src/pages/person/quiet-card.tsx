/** The card with the quiet hours of a person. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { StoredPerson } from '../../api/resources/people.ts';
import { useGuardedDraft } from '../../components/form/leave-guard.tsx';
import { isSame } from '../../components/form/stored-draft.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { WeeklyField } from '../../components/form/fields/time/weekly-field.tsx';
import { windowsText } from '../../components/form/fields/time/weekly-text.ts';
import { t } from '../../language.ts';
import { ReplayedPerson } from './replayed-part.tsx';
import { useSave } from './use-save.ts';

const NIGHT: WeeklyWindow = { days: ['daily'], from: '22:00', to: '07:00' };

/** Pages that are not urgent wait until the quiet hours end. */
export function QuietCard({
  person,
  isTheirs,
  onChanged,
}: {
  person: StoredPerson;
  isTheirs: boolean;
  onChanged: () => void;
}) {
  const mayReplay = useMe()?.can.edit === true;
  const [draft, setDraft] = useState<WeeklyWindow[] | null>(null);
  const { save, isSending, failure, forget } = useSave(person, () => {
    setDraft(null);
    onChanged();
  });
  const quiet = person.quietHours;
  const opened = quiet?.windows ?? [NIGHT];
  useGuardedDraft(draft !== null && !isSame(draft, opened));
  const zone = quiet?.timeZone ?? person.timeZone;
  const body = (windows: WeeklyWindow[]) =>
    windows.length === 0 ? null : { timeZone: quiet?.timeZone ?? null, holidays: quiet?.holidays ?? null, windows };
  return (
    <Section
      title={t('quiet.title', 'Quiet hours')}
      actions={
        isTheirs &&
        draft === null && (
          <Button size="sm" variant="secondary" icon="pen" onClick={() => setDraft(opened)}>
            {quiet === null ? t('quiet.add', 'Set quiet hours') : t('quiet.edit', 'Edit quiet hours')}
          </Button>
        )
      }
    >
      <Stack direction="column" gap={2}>
        <div>
          {quiet === null
            ? t('quiet.none', 'None: non-urgent pages arrive at any hour, too.')
            : t(
                'quiet.now',
                '{{hours}} ({{zone}}). Non-urgent pages wait until they end; urgent pages always arrive.',
                { hours: windowsText(quiet.windows), zone },
              )}
        </div>
        {draft !== null && (
          <>
            <WeeklyField id="quiet" windows={draft} initial={NIGHT} onChange={setDraft} />
            {failure !== null && (
              <FailureNote failure={failure} what={t('person.not-saved', 'Nothing was changed')} onClose={forget} />
            )}
            <Stack gap={1}>
              <Button icon="save" disabled={isSending} onClick={() => void save({ quietHours: body(draft) })}>
                {t('form.save', 'Save')}
              </Button>
              <Button variant="secondary" onClick={() => setDraft(null)}>
                {t('form.cancel', 'Cancel')}
              </Button>
            </Stack>
            {mayReplay && (
              <ReplayedPerson
                title={t('replay.title-quiet', 'The last 30 days with these quiet hours')}
                person={person}
                part={{ quietHours: body(draft) }}
                isChanged={!isSame(draft, opened)}
              />
            )}
          </>
        )}
      </Stack>
    </Section>
  );
}
