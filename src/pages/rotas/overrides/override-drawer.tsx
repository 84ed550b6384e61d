/** A drawer that edits an override. */
import { useMemo, useState } from 'react';
import { Button, Field, RadioButtonGroup, Stack } from '@grafana/ui';
import { GuardedDrawer } from '../../../components/form/drawer-form.tsx';
import { diff } from '#domain/rota/diff';
import { DAY } from '#domain/time/duration';
import { parseLocal } from '#domain/time/local';
import { endInstant, startInstant } from '#domain/rota/resolution/compile';
import { firstInstant, lastInstant, zoneTable } from '#domain/time/zone';
import type { Failure } from '../../../api/client/failure.ts';
import type { ListedOverride } from '../../../api/resources/rotas.ts';
import { addOverride, changeOverride } from '../../../api/resources/rotas.ts';
import { useDirectory } from '../../../components/people/directory.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { toast } from '../../../components/browser/toast.ts';
import { DiffList } from '../diff/diff-list.tsx';
import type { ChangeKind, FormProblem, OverrideForm } from './override-form.ts';
import { bodyOf, problemOf, withForm } from './override-form.ts';
import type { Wording } from '../timeline/shift-text.ts';
import type { RotaData } from '../data/to-domain.ts';
import { Combobox, MultiCombobox } from '../../../components/form/fields/combobox.tsx';
import { Form } from '../../../components/form/form.tsx';
import { t } from '../../../language.ts';
import { ComboboxField, InputField, TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';

interface Props {
  data: RotaData;
  initial: OverrideForm;
  /** The one that is changed; null: a new one. */
  editing: ListedOverride | null;
  wording: Wording;
  onClose: () => void;
  onSaved: () => void;
}

const PROBLEMS: Record<NonNullable<FormProblem>, () => string> = {
  times: () => t('override.times', 'Give both times.'),
  order: () => t('override.order', 'The end must be after the start.'),
  replaced: () => t('override.replaced', 'Say who is replaced.'),
  users: () => t('override.users', 'Say who.'),
};

function kinds(): Array<{ value: ChangeKind; label: string; description: string }> {
  return [
    {
      value: 'replace',
      label: t('override.kind-replace', 'Instead of one person'),
      description: t('override.kind-replace-hint', 'Only where that person is on call'),
    },
    {
      value: 'set',
      label: t('override.kind-set', 'Instead of everybody'),
      description: t('override.kind-set-hint', 'The whole window belongs to these people'),
    },
    {
      value: 'add',
      label: t('override.kind-add', 'In addition'),
      description: t('override.kind-add-hint', 'Beside whoever is on call'),
    },
    {
      value: 'remove',
      label: t('override.kind-remove', 'Without'),
      description: t('override.kind-remove-hint', 'Whoever is left stays on call'),
    },
  ];
}

/** Who gains and who loses, by the same function that decides who is paged. */
function usePreview({ rota, history, facts }: RotaData, form: OverrideForm, replaced: string | null) {
  return useMemo(() => {
    const after = withForm(history, form, replaced);
    const [start, end] = [parseLocal(form.start), parseLocal(form.end)];
    if (after === null || start === null || end === null) {
      return null;
    }
    const zone = zoneTable(facts.zones, rota.timeZone);
    const before = rota.overrides.find(({ id }) => id === replaced);
    const [from, to] = [
      Math.min(firstInstant(zone, start), before === undefined ? Infinity : startInstant(before.start, zone)),
      Math.max(lastInstant(zone, end), before === undefined ? -Infinity : endInstant(before.end, zone)),
    ];
    return diff(history, after, facts, from - DAY, to + DAY);
  }, [rota, history, facts, form, replaced]);
}

export function OverrideDrawer({ data, initial, editing, wording, onClose, onSaved }: Props) {
  const { people } = useDirectory();
  const [form, setForm] = useState(initial);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaving, setSaving] = useState(false);
  const preview = usePreview(data, form, editing?.id ?? null);
  const problem = problemOf(form);
  const change = (part: Partial<OverrideForm>) => setForm((old) => ({ ...old, ...part }));
  const options = people.map(({ key, text }) => ({ value: key, label: text }));
  const layers = [
    { value: '', label: t('override.whole', 'The whole rota') },
    ...data.rota.layers.map(({ id }) => ({ value: id, label: wording.layer(id) })),
  ];

  const save = async () => {
    const body = bodyOf(form);
    if (body === null) {
      return;
    }
    setSaving(true);
    const sent = await (editing === null
      ? addOverride(data.rota.id, body)
      : changeOverride(data.rota.id, editing.id, editing.version, body));
    setSaving(false);
    if (!sent.ok) {
      return setFailure(sent.failure);
    }
    toast(t('override.saved', 'The override holds from now on'));
    onSaved();
  };

  return (
    <GuardedDrawer
      draft={form}
      title={editing === null ? t('override.title', 'Override') : t('override.change', 'Change the override')}
      subtitle={t('override.zone', 'Times are {{zone}}', { zone: data.rota.timeZone })}
      size="sm"
      onClose={onClose}
    >
      <Form onSubmit={() => void save()}>
        <Stack gap={1} wrap="wrap">
          <InputField
            id="override-from"
            label={t('override.from', 'From')}
            noMargin={false}
            type="datetime-local"
            value={form.start}
            onChange={(text) => change({ start: text })}
          />
          <InputField
            id="override-to"
            label={t('override.to', 'To')}
            noMargin={false}
            type="datetime-local"
            value={form.end}
            onChange={(text) => change({ end: text })}
          />
        </Stack>
        <ComboboxField<ChangeKind>
          id="override-kind"
          label={t('override.kind', 'What changes?')}
          noMargin={false}
          options={kinds()}
          value={form.kind}
          onChange={({ value }) => change({ kind: value })}
        />
        {form.kind === 'replace' && (
          <ComboboxField
            id="override-whom"
            label={t('override.whom', 'Who is replaced?')}
            noMargin={false}
            options={options}
            value={form.replaced}
            onChange={({ value }) => change({ replaced: value })}
          />
        )}
        <Field label={form.kind === 'remove' ? t('override.without', 'Without whom?') : t('override.who', 'Who?')}>
          {form.kind === 'replace' ? (
            <Combobox
              id="override-who"
              aria-label={t('override.who', 'Who?')}
              options={options}
              value={form.users[0] ?? null}
              onChange={({ value }) => change({ users: [value] })}
            />
          ) : (
            <MultiCombobox
              id="override-who"
              aria-label={t('override.who', 'Who?')}
              options={options}
              value={form.users}
              onChange={(chosen) => change({ users: chosen.map(({ value }) => value) })}
            />
          )}
        </Field>
        {data.rota.layers.length > 1 && (
          <Field label={t('override.where', 'Where?')}>
            <RadioButtonGroup
              id="override-layer"
              value={form.layer ?? ''}
              options={layers}
              onChange={(value) => change({ layer: value === '' ? null : value })}
            />
          </Field>
        )}
        <TextAreaField
          id="override-note"
          label={t('override.note', 'Why? (for others to read)')}
          noMargin={false}
          rows={2}
          value={form.note}
          onChange={(text) => change({ note: text })}
        />
        <h3 style={{ fontSize: 14 }}>{t('override.preview', 'What it changes')}</h3>
        <div aria-live="polite">
          {preview === null ? (
            <p>{problem === null ? '' : PROBLEMS[problem]()}</p>
          ) : (
            <DiffList diff={preview} wording={wording} />
          )}
        </div>
        {failure !== null && (
          <FailureNote failure={failure} what={t('override.failed', 'The override was not saved')} />
        )}
        <Stack gap={1} justifyContent="flex-end">
          <Button type="button" variant="secondary" onClick={onClose}>
            {t('form.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={problem !== null || isSaving}>
            {t('form.save', 'Save')}
          </Button>
        </Stack>
      </Form>
    </GuardedDrawer>
  );
}
