/** The card with the absences of a person. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { Person } from '../../api/resources/people.ts';
import { useAskAll } from '../../api/client/use-ask.ts';
import { now } from '../../api/live/clock.ts';
import { Answer } from '../../components/page/answer.tsx';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { localTimeText } from '../../components/time/format-local.ts';
import { Section } from '../../components/page/section.tsx';
import { AbsenceForm, absenceText } from '../../components/people/absence-form.tsx';
import type { StoredAbsence as Absence } from '../../components/people/absence-form.tsx';
import { CoverOffer } from '../../components/rota/cover-offer.tsx';
import { t } from '../../language.ts';

export function AbsencesCard({ person, mayChange }: { person: Person; mayChange: boolean }) {
  const from = Math.floor(now() / 86_400_000) * 86_400_000;
  const asked = useAskAll<Absence>(
    { path: 'absences', query: { user: person.login, from: new Date(from).toISOString() } },
    { live: ['rota'] },
  );
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={t('absences.title', 'Absences')}
      actions={
        mayChange &&
        !isAdding && (
          <Button size="sm" variant="secondary" icon="plus" onClick={() => setAdding(true)}>
            {t('absences.add', 'Add')}
          </Button>
        )
      }
    >
      <Stack direction="column" gap={1}>
        <Answer asked={asked}>
          {(items) =>
            items.length === 0 ? (
              t('absences.none', 'None from today on.')
            ) : (
              <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
                {[...items]
                  .sort((a, b) => a.start.localeCompare(b.start))
                  .map((one) => (
                    <li key={one.id} style={{ display: 'grid', gap: 8 }}>
                      <div
                        style={{
                          display: 'flex',
                          gap: 8,
                          justifyContent: 'space-between',
                          alignItems: 'center',
                          flexWrap: 'wrap',
                        }}
                      >
                        <span>
                          {localTimeText(one.start)} – {localTimeText(one.end)}
                          {one.timeZone !== null && one.timeZone !== person.timeZone && ` (${one.timeZone})`},{' '}
                          {absenceText(one.kind)}
                          {one.note !== null && `, ${one.note}`}
                        </span>
                        {mayChange && !one.provisioned && (
                          <DeleteButton
                            path="absences"
                            id={one.id}
                            name={absenceText(one.kind)}
                            version={one.version}
                            size="sm"
                            consequence={t('absences.delete', 'Rotas count on the person again for that time.')}
                            onDeleted={asked.reload}
                          />
                        )}
                      </div>
                      {mayChange && <CoverOffer absence={one.id} />}
                    </li>
                  ))}
              </ul>
            )
          }
        </Answer>
        {isAdding && (
          <AbsenceForm
            login={person.login}
            timeZone={person.timeZone}
            onDone={() => {
              setAdding(false);
              asked.reload();
            }}
          />
        )}
      </Stack>
    </Section>
  );
}
