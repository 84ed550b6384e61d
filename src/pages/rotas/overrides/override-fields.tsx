/** The fields of an override: when, who replaces whom, in which layer, and why. */
import { useState } from 'react';
import { Field, RadioButtonGroup, Stack } from '@grafana/ui';
import { ComboboxField, MultiComboboxField, TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../../components/form/fields/time/moment-field.tsx';
import { LabelledSwitch } from '../../../components/form/fields/labelled-switch.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import type { ChangeKind, OverrideForm } from './override-form.ts';
import { daysTouched, overDays, wholeDays } from './override-form.ts';

interface PartProps {
  form: OverrideForm;
  change: (part: Partial<OverrideForm>) => void;
}

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
      description: t('override.kind-set-hint', 'Only these people are on call in the whole window'),
    },
    {
      value: 'add',
      label: t('override.kind-add', 'In addition'),
      description: t('override.kind-add-hint', 'Alongside whoever is on call'),
    },
    {
      value: 'remove',
      label: t('override.kind-remove', 'Without'),
      description: t('override.kind-remove-hint', 'Whoever is left stays on call'),
    },
  ];
}

function DayFields({ form, change }: PartProps) {
  const { first, last } = daysTouched(form);
  return (
    <Stack gap={1} wrap="wrap">
      <MomentField
        id="override-first"
        label={t('override.first-day', 'First day')}
        noMargin={false}
        type="date"
        value={first}
        onChange={(text) => change(overDays(text, last < text ? text : last))}
      />
      <MomentField
        id="override-last"
        label={t('override.last-day', 'Last day')}
        noMargin={false}
        type="date"
        min={first}
        value={last}
        onChange={(text) => change(overDays(first, text))}
      />
    </Stack>
  );
}

function WhenFields({ form, change }: PartProps) {
  const [isWhole, setWhole] = useState(wholeDays(form) !== null);
  const choose = (whole: boolean) => {
    setWhole(whole);
    if (whole) {
      const { first, last } = daysTouched(form);
      change(overDays(first, last));
    }
  };
  return (
    <>
      <div style={{ marginBottom: 8 }}>
        <LabelledSwitch
          id="override-whole-days"
          label={t('override.whole-days', 'Whole days')}
          value={isWhole}
          onChange={choose}
        />
      </div>
      {isWhole ? <DayFields form={form} change={change} /> : <TimeFields form={form} change={change} />}
    </>
  );
}

function TimeFields({ form, change }: PartProps) {
  return (
    <Stack gap={1} wrap="wrap">
      <MomentField
        id="override-from"
        label={t('override.from', 'From')}
        noMargin={false}
        type="datetime-local"
        value={form.start}
        onChange={(text) => change({ start: text })}
      />
      <MomentField
        id="override-to"
        label={t('override.to', 'To')}
        noMargin={false}
        type="datetime-local"
        value={form.end}
        onChange={(text) => change({ end: text })}
      />
    </Stack>
  );
}

function PeopleFields({ form, change }: PartProps) {
  const options = useDirectory().people.map(({ key, text }) => ({ value: key, label: text }));
  const who = { id: 'override-who', noMargin: false, options };
  if (form.kind !== 'replace') {
    return (
      <MultiComboboxField
        {...who}
        label={form.kind === 'remove' ? t('override.without', 'Without whom?') : t('override.who', 'Who?')}
        value={form.users}
        onChange={(chosen) => change({ users: chosen.map(({ value }) => value) })}
      />
    );
  }
  return (
    <>
      <ComboboxField
        id="override-whom"
        label={t('override.whom', 'Who is replaced?')}
        noMargin={false}
        options={options}
        value={form.replaced}
        onChange={({ value }) => change({ replaced: value })}
      />
      <ComboboxField
        {...who}
        label={t('override.who', 'Who?')}
        value={form.users[0] ?? null}
        onChange={({ value }) => change({ users: [value] })}
      />
    </>
  );
}

/** Shown only if there is more than one choice. */
function LayerField({ form, change, data, wording }: PartProps & { data: RotaData; wording: ShiftWording }) {
  const { layers } = data.rota;
  return layers.length > 1 ? (
    <Field label={t('override.where', 'Where?')}>
      <RadioButtonGroup
        id="override-layer"
        value={form.layer ?? ''}
        options={[
          { value: '', label: t('override.whole', 'The whole rota') },
          ...layers.map(({ id }) => ({ value: id, label: wording.layer(id) })),
        ]}
        onChange={(value) => change({ layer: value === '' ? null : value })}
      />
    </Field>
  ) : null;
}

export function OverrideFields({ form, change, data, wording }: PartProps & { data: RotaData; wording: ShiftWording }) {
  return (
    <>
      <WhenFields form={form} change={change} />
      <ComboboxField<ChangeKind>
        id="override-kind"
        label={t('override.kind', 'What changes?')}
        noMargin={false}
        options={kinds()}
        value={form.kind}
        onChange={({ value }) => change({ kind: value })}
      />
      <PeopleFields form={form} change={change} />
      <LayerField form={form} change={change} data={data} wording={wording} />
      <TextAreaField
        id="override-note"
        label={t('override.note', 'Why? (for others to read)')}
        noMargin={false}
        rows={2}
        value={form.note}
        onChange={(text) => change({ note: text })}
      />
    </>
  );
}
