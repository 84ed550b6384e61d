/** A form field for the team that owns an object. */
import { Field } from '@grafana/ui';
import { t } from '../../../language.ts';
import { useDirectory } from '../../people/directory.tsx';
import { useMe } from '../../people/who-am-i.tsx';
import { Combobox } from './combobox.tsx';

interface Props {
  id: string;
  value: string | null;
  width?: number;
  disabled?: boolean;
  onChange: (team: string | null) => void;
}

/** Offers only the reader's teams, since the sidecar refuses others. Only Admins may leave an object without a team. */
export function TeamField({ id, value, width, disabled = false, onChange }: Props) {
  const { teams } = useDirectory();
  const me = useMe();
  const isAdmin = me?.can.administer === true;
  const mine = teams
    .filter(({ key }) => isAdmin || me?.teams.includes(key) === true || key === value)
    .map(({ key, text }) => ({ value: key, label: text }));
  const label = t('incidents.team', 'Team');
  const shared = { id, 'aria-label': label, options: mine, value, disabled, ...(width !== undefined && { width }) };
  return (
    <Field label={label} noMargin>
      {isAdmin ? (
        <Combobox
          {...shared}
          isClearable
          placeholder={t('form.no-team', 'none: for administrators')}
          onChange={(option: { value: string } | null) => onChange(option?.value ?? null)}
        />
      ) : (
        <Combobox {...shared} onChange={({ value: team }: { value: string }) => onChange(team)} />
      )}
    </Field>
  );
}
