/** The field of the panel editor that chooses rotas. */
import type { StandardEditorProps } from '@grafana/data';
import { useApiPages } from '../api/client/use-api.ts';
import { MultiCombobox } from '../components/form/fields/combobox.tsx';
import { t } from '../language.ts';

export function RotasEditor({ value, onChange }: StandardEditorProps<string[]>) {
  const { data } = useApiPages<{ id: string; name: string }>({ path: 'rotas' });
  const known = (data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const others = value.filter((one) => known.every((rota) => rota.value !== one)).map((one) => ({ value: one }));
  return (
    <MultiCombobox<string>
      aria-label={t('panel.rotas', 'Rotas')}
      placeholder={t('panel.all-rotas', 'All rotas')}
      options={[...known, ...others]}
      value={value}
      createCustomValue
      onChange={(chosen: Array<{ value: string }>) => onChange(chosen.map((one) => one.value))}
    />
  );
}
