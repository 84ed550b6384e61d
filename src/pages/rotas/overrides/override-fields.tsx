/** The fields of an override: when, who replaces whom, in which layer, and why. */
import { ComboboxField, MultiComboboxField, TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';
import { SpanFields } from '../../../components/form/fields/time/span-fields.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import type { ChangeKind, OverrideForm } from './override-form.ts';

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

function whoText(kind: ChangeKind): string {
  switch (kind) {
    case 'add':
      return t('override.who', 'Who?');
    case 'remove':
      return t('override.without', 'Without whom?');
    default:
      return t('override.by-whom', 'By whom?');
  }
}

function PeopleFields({ form, change }: PartProps) {
  const options = useDirectory().people.map(({ key, text }) => ({ value: key, label: text }));
  const who = { id: 'override-who', noMargin: false, options };
  if (form.kind !== 'replace') {
    return (
      <MultiComboboxField
        {...who}
        label={whoText(form.kind)}
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
        label={whoText(form.kind)}
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
    <ComboboxField
      id="override-layer"
      label={t('override.in-layer', 'In which layer?')}
      noMargin={false}
      value={form.layer ?? ''}
      options={[
        { value: '', label: t('override.whole', 'The whole rota') },
        ...layers.map(({ id }) => ({ value: id, label: wording.layer(id) })),
      ]}
      onChange={({ value }) => change({ layer: value === '' ? null : value })}
    />
  ) : null;
}

export function OverrideFields({ form, change, data, wording }: PartProps & { data: RotaData; wording: ShiftWording }) {
  return (
    <>
      <SpanFields id="override" start={form.start} end={form.end} onChange={change} />
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
