/** A drawer to add an override to a rota, or to change one. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { onCallAt } from '#domain/rota/on-call';
import { zoneTable } from '#domain/time/zone';
import type { ListedOverride } from '../../../api/resources/rotas.ts';
import { addOverride, changeOverride } from '../../../api/resources/rotas.ts';
import { toast } from '../../../components/browser/toast.ts';
import { GuardedDrawer } from '../../../components/form/drawer-form.tsx';
import { Form } from '../../../components/form/form.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { ExceptionalField, isReason, isReasonAsked } from '../../../components/labour/preview/exceptional-field.tsx';
import PreviewPanel from '../../../components/labour/preview/preview-panel.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { t } from '../../../language.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { OverrideFields } from './override-fields.tsx';
import type { OverrideForm } from './override-form.ts';
import { atTimes, bodyOf, problemOf } from './override-form.ts';
import { OverridePreview } from './override-preview.tsx';

interface Props {
  data: RotaData;
  initial: OverrideForm;
  /** The override to change; null for a new one. */
  editing: ListedOverride | null;
  wording: ShiftWording;
  onClose: () => void;
  onSaved: () => void;
}

function useOverrideForm({ rota, history, facts }: RotaData, initial: OverrideForm, isEditing: boolean) {
  const [form, setForm] = useState(initial);
  const [isChosen, setChosen] = useState(isEditing);
  const change = (part: Partial<OverrideForm>) => {
    if ('kind' in part || 'replaced' in part) {
      setChosen(true);
    }
    const next = { ...form, ...part };
    const whoThen = (at: number) => onCallAt(history, facts, at).map(({ user }) => user);
    const follows = !isChosen && ('start' in part || 'end' in part);
    setForm(follows ? atTimes(form, next, zoneTable(facts.zones, rota.timeZone), whoThen) : next);
  };
  return { form, change };
}

export function OverrideDrawer({ data, initial, editing, wording, onClose, onSaved }: Props) {
  const { form, change } = useOverrideForm(data, initial, editing !== null);
  const [exceptional, setExceptional] = useState('');
  const { isSending, failure, send } = useSending();
  const wanted = bodyOf(form);
  const [isPreviewed, setPreviewed] = useState(false);
  const isAsked = isPreviewed || isReasonAsked(failure);
  const save = () => {
    const body = wanted === null ? null : { ...wanted, ...(isAsked && { exceptional: exceptional.trim() }) };
    if (body !== null) {
      void send<unknown>(
        () =>
          editing === null
            ? addOverride(data.rota.id, body)
            : changeOverride(data.rota.id, editing.id, editing.version, body),
        () => {
          toast(t('override.saved', 'The override is saved'));
          onSaved();
        },
      );
    }
  };
  return (
    <GuardedDrawer
      draft={{ form, exceptional }}
      title={editing === null ? t('override.title', 'Override') : t('override.change', 'Edit override')}
      subtitle={t('override.zone', 'Times are in {{zone}}', { zone: data.rota.timeZone })}
      size="sm"
      onClose={onClose}
    >
      <Form onSubmit={save}>
        <OverrideFields form={form} change={change} data={data} wording={wording} />
        <OverridePreview data={data} form={form} replaced={editing?.id ?? null} wording={wording} />
        <PreviewPanel
          change={
            wanted === null
              ? null
              : { override: { rota: data.rota.id, change: { ...wanted, ...(editing && { id: editing.id }) } } }
          }
          onExceptional={setPreviewed}
        />
        {isAsked && <ExceptionalField id="override-exceptional" value={exceptional} onChange={setExceptional} />}
        {failure !== null && (
          <FailureNote failure={failure} what={t('override.failed', 'The override was not saved')} />
        )}
        <Stack gap={1} justifyContent="flex-end">
          <Button type="button" variant="secondary" onClick={onClose}>
            {t('form.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={problemOf(form) !== null || isSending || (isAsked && !isReason(exceptional))}>
            {t('form.save', 'Save')}
          </Button>
        </Stack>
      </Form>
    </GuardedDrawer>
  );
}
