/** One person of the pager, and the login that stands for them. */
import { Stack } from '@grafana/ui';
import type { ImportPersonWire } from '#modules/importing/contract/wizard';
import { Combobox } from '../../../../../components/form/fields/combobox.tsx';
import { Badge } from '../../../../../components/page/badge.tsx';
import { useDirectory } from '../../../../../components/people/directory.tsx';
import { t } from '../../../../../language.ts';
import type { PersonChoice } from './people-draft.ts';

/** No login: logins do not begin with a space. */
const NOBODY = ' nobody';

interface Props {
  person: ImportPersonWire;
  choice: PersonChoice;
  onChoose: (choice: PersonChoice) => void;
}

const FOUND: Record<ImportPersonWire['by'], () => string> = {
  file: () => t('import-people.by-file', 'as saved'),
  mail: () => t('import-people.by-mail', 'found by mail address'),
  login: () => t('import-people.by-login', 'found by login'),
  nothing: () => t('import-people.by-nothing', 'not found'),
};

export function PersonRow({ person, choice, onChoose }: Props) {
  const { people } = useDirectory();
  const { name, email, username, by } = person;
  const known = people.map(({ key, text }) => ({ value: key, label: text === key ? key : `${text} (${key})` }));
  const own = choice !== null && choice !== 'nobody' ? choice.login : null;
  const options = [
    { value: NOBODY, label: t('import-people.nobody', 'Nobody: leave the turns empty') },
    ...(own === null || known.some(({ value }) => value === own) ? [] : [{ value: own, label: own }]),
    ...known,
  ];
  return (
    <li style={{ display: 'grid', gap: 4 }}>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <strong style={{ overflowWrap: 'anywhere' }}>{name}</strong>
        <span style={{ overflowWrap: 'anywhere' }}>{[email, username].filter(Boolean).join(', ')}</span>
        <Badge color={by === 'nothing' && choice === null ? 'orange' : 'darkgrey'} text={FOUND[by]()} />
      </Stack>
      <div style={{ maxWidth: 360 }}>
        <Combobox
          id={`person-${person.id}`}
          aria-label={t('import-people.who', 'Login of {{name}}', { name })}
          placeholder={t('import-people.pick', 'Choose or type a login')}
          createCustomValue
          options={options}
          value={choice === 'nobody' ? NOBODY : own}
          onChange={({ value }) => onChoose(value === NOBODY ? 'nobody' : { login: value.trim() })}
        />
      </div>
    </li>
  );
}
