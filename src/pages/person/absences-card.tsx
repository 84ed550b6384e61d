/** The card with the absences of a person. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { StoredPerson } from '../../api/resources/people.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import { now } from '../../api/live/clock.ts';
import { Answer } from '../../components/page/answer.tsx';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { localSpanText } from '../../components/time/format-local.ts';
import { Section } from '../../components/page/section.tsx';
import { AbsenceForm, absenceText } from '../../components/people/absence-form.tsx';
import type { StoredAbsence as Absence } from '../../components/people/absence-form.tsx';
import { CoverOffer } from '../../components/rota/cover-offer.tsx';
import { t } from '../../language.ts';

interface ItemProps {
  absence: Absence;
  /** The person's zone. The absence's zone is shown only if it differs. */
  timeZone: string | null;
  mayChange: boolean;
  onDeleted: () => void;
}

function AbsenceItem({ absence, timeZone, mayChange, onDeleted }: ItemProps) {
  const { id, start, end, kind, note, version, provisioned } = absence;
  const line = { display: 'flex', gap: 8, justifyContent: 'space-between', alignItems: 'center' };
  return (
    <li style={{ display: 'grid', gap: 8 }}>
      <div style={{ ...line, flexWrap: 'wrap' }}>
        <span>
          {localSpanText(start, end)}
          {absence.timeZone !== null && absence.timeZone !== timeZone && ` (${absence.timeZone})`}, {absenceText(kind)}
          {note !== null && `, ${note}`}
        </span>
        {mayChange && !provisioned && (
          <DeleteButton
            path="absences"
            id={id}
            name={absenceText(kind)}
            version={version}
            size="sm"
            consequence={t('absences.delete', 'Rotas will count on this person again for that time.')}
            onDeleted={onDeleted}
          />
        )}
      </div>
      {mayChange && <CoverOffer absence={id} />}
    </li>
  );
}

function AbsenceList({ items, ...part }: { items: Absence[] } & Omit<ItemProps, 'absence'>) {
  if (items.length === 0) {
    return t('absences.none', 'No current or upcoming absences.');
  }
  const sorted = [...items].sort((a, b) => a.start.localeCompare(b.start));
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
      {sorted.map((one) => (
        <AbsenceItem key={one.id} absence={one} {...part} />
      ))}
    </ul>
  );
}

/** Absences that ended before today (UTC) are not requested. */
function useAbsences(login: string) {
  const from = Math.floor(now() / 86_400_000) * 86_400_000;
  return useApiPages<Absence>(
    { path: 'absences', query: { user: login, from: new Date(from).toISOString() } },
    { live: ['rota'] },
  );
}

export function AbsencesCard({ person, mayChange }: { person: StoredPerson; mayChange: boolean }) {
  const { login, timeZone } = person;
  const asked = useAbsences(login);
  const [isAdding, setAdding] = useState(false);
  const added = () => {
    setAdding(false);
    asked.reload();
  };
  const add = mayChange && !isAdding && (
    <Button size="sm" variant="secondary" icon="plus" onClick={() => setAdding(true)}>
      {t('absences.add', 'Add')}
    </Button>
  );
  return (
    <Section title={t('absences.title', 'Absences')} actions={add}>
      <Stack direction="column" gap={1}>
        <Answer asked={asked}>
          {(items) => <AbsenceList items={items} timeZone={timeZone} mayChange={mayChange} onDeleted={asked.reload} />}
        </Answer>
        {isAdding && <AbsenceForm login={login} timeZone={timeZone} onDone={added} />}
      </Stack>
    </Section>
  );
}
