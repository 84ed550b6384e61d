/** The field for the key of a pager. */
import type { ImportSource } from '#modules/importing/domain/model';
import { InputField, TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';
import { t } from '../../../language.ts';
import { keyHint } from './words/pager-hints.ts';

interface Props {
  source: ImportSource;
  value: string;
  onChange: (key: string) => void;
}

export function KeyField({ source, value, onChange }: Props) {
  const field = {
    id: 'import-key',
    label: t('imports.key', 'Key'),
    description: `${keyHint(source)} ${t('imports.key-kept', 'It is kept sealed, shown to nobody, and deleted with the import.')}`,
    autoComplete: 'off',
    value,
    onChange,
  };
  // GoAlert's key has several lines, which a field for a password does not take.
  return source === 'goalert' ? (
    <TextAreaField {...field} rows={4} spellCheck={false} />
  ) : (
    <InputField {...field} type="password" />
  );
}
