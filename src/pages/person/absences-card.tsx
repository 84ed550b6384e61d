import { useState } from 'react';
import { Button, Combobox, Field, Input, Stack } from '@grafana/ui';
import type { AbsenceWire } from '#contract/absence';
import type { Stored } from '#contract/stored';
import type { AbsenceKind } from '#domain/rota/model';
import { ABSENCE_KINDS } from '#domain/rota/model';
import { saveObject } from '../../api/client/objects.ts';
import type { Person } from '../../api/resources/people.ts';
import { useAskAll } from '../../api/client/use-ask.ts';
import { now } from '../../api/live/clock.ts';
import { Answer } from '../../components/page/answer.tsx';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { localTimeText } from '../../components/time/format-local.ts';
import { Section } from '../../components/page/section.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { t } from '../../language.ts';

type Absence = Stored<AbsenceWire> & { id: string };

export function absenceText(kind: AbsenceKind): string {
  switch (kind) {
    case 'leave':
      return t('absences.leave', 'Leave');
    case 'sick':
      return t('absences.sick', 'Ill');
    case 'offDuty':
      return t('absences.off-duty', 'Off duty');
  }
}

function AddForm({ person, onDone }: { person: Person; onDone: () => void }) {
  const [start, setStart] = useState('');
  const [end, setEnd] = useState('');
  const [kind, setKind] = useState<AbsenceKind>('leave');
  const { isSending, failure, send } = useSending();
  const why = t('absences.kind', 'Why');
  const isReady = start !== '' && end > start;
  const add = () =>
    send(
      () => saveObject<AbsenceWire>({ path: 'absences', id: null, version: null, body: { user: person.login, start, end, timeZone: person.timeZone, kind } }),
      () => {
        toast(t('absences.added', 'Rotas know about it from now on'));
        onDone();
      }
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack direction="column" gap={1}>
        <Stack gap={1} wrap="wrap" alignItems="flex-end">
          <Field label={t('weekly.from', 'From')} noMargin>
            <Input id="absence-start" type="datetime-local" value={start} onChange={(event) => setStart(event.currentTarget.value)} />
          </Field>
          <Field label={t('weekly.to', 'To')} noMargin>
            <Input id="absence-end" type="datetime-local" value={end} onChange={(event) => setEnd(event.currentTarget.value)} />
          </Field>
          <Field label={why} noMargin>
            <Combobox<AbsenceKind> id="absence-kind" aria-label={why} width={20} options={ABSENCE_KINDS.map((value) => ({ value, label: absenceText(value) }))} value={kind} onChange={({ value }) => setKind(value)} />
          </Field>
          <Button type="submit" disabled={isSending || !isReady}>
            {t('absences.save', 'Add the absence')}
          </Button>
        </Stack>
        {start !== '' && end !== '' && end <= start && <div>{t('override.order', 'The end must be after the start.')}</div>}
        {failure !== null && <FailureNote failure={failure} what={t('absences.not-added', 'The absence was not added')} />}
      </Stack>
    </form>
  );
}

export function AbsencesCard({ person, mayChange }: { person: Person; mayChange: boolean }) {
  const from = Math.floor(now() / 86_400_000) * 86_400_000;
  const asked = useAskAll<Absence>({ path: 'absences', query: { user: person.login, from: new Date(from).toISOString() } }, { live: ['rota'] });
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
                {[...items].sort((a, b) => a.start.localeCompare(b.start)).map((one) => (
                  <li key={one.id} style={{ display: 'flex', gap: 8, justifyContent: 'space-between', alignItems: 'center', flexWrap: 'wrap' }}>
                    <span>
                      {localTimeText(one.start)} – {localTimeText(one.end)}, {absenceText(one.kind)}
                      {one.note !== null && `, ${one.note}`}
                    </span>
                    {mayChange && !one.provisioned && <DeleteButton path="absences" id={one.id} name={absenceText(one.kind)} version={one.version} size="sm" consequence={t('absences.delete', 'Rotas count on the person again for that time.')} onDeleted={asked.reload} />}
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        {isAdding && (
          <AddForm
            person={person}
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
