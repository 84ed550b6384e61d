/** The field for the key of a pager. */
import type { ImportSource } from '#domain/importing/model';
import { TextAreaField } from '../../components/form/fields/labelled-fields.tsx';
import { t } from '../../language.ts';
import { keyHint } from './words/pager-hints.ts';

interface Props {
  source: ImportSource;
  value: string;
  onChange: (key: string) => void;
}

export function KeyField({ source, value, onChange }: Props) {
  return (
    <TextAreaField
      id="import-key"
      label={t('imports.key', 'Key')}
      description={`${keyHint(source)} ${t('imports.key-kept', 'It is kept sealed, shown to nobody, and deleted with the import.')}`}
      rows={source === 'goalert' ? 4 : 2}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={onChange}
    />
  );
}
