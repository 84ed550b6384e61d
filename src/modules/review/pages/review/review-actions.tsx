/** What is to be done: each action with its owner, a date, and whether it is done. */
import { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Stack, useStyles2 } from '@grafana/ui';
import { ComboboxField, InputField } from '../../../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../../../components/form/fields/time/moment-field.tsx';
import { useDirectory } from '../../../../components/people/directory.tsx';
import { t } from '../../../../language.ts';
import { NEW_ACTION } from './review-draft.ts';
import type { DraftAction } from './review-draft.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(2) }),
  row: css({
    display: 'grid',
    gap: theme.spacing(1),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))',
    alignItems: 'end',
    paddingBottom: theme.spacing(2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
});

interface RowProps {
  action: DraftAction;
  mayWrite: boolean;
  onChange: (change: Partial<DraftAction>) => void;
  onRemove: () => void;
}

function ActionRow({ action, mayWrite, onChange, onRemove }: RowProps) {
  const styles = useStyles2(getStyles);
  const { people } = useDirectory();
  const uid = useId();
  const { owner } = action;
  const known = people.map(({ key, text }) => ({ value: key, label: text }));
  // Somebody who is gone stays the owner until another one is named.
  const options = owner === null || known.some(({ value }) => value === owner) ? known : [...known, { value: owner }];
  return (
    <li className={styles.row}>
      <InputField
        id={`${uid}-what`}
        label={t('review.action', 'Action')}
        value={action.what}
        maxLength={200}
        disabled={!mayWrite}
        onChange={(what) => onChange({ what })}
      />
      <ComboboxField<string>
        label={t('review.owner', 'Owner')}
        options={options}
        value={owner}
        isClearable
        disabled={!mayWrite}
        onChange={(chosen: { value: string } | null) => onChange({ owner: chosen?.value ?? null })}
      />
      <MomentField
        id={`${uid}-due`}
        label={t('review.due', 'Due')}
        type="date"
        value={action.due}
        disabled={!mayWrite}
        onChange={(due) => onChange({ due })}
      />
      <Stack gap={2} alignItems="center" wrap="wrap">
        <Checkbox
          label={t('review.done', 'Done')}
          value={action.done}
          disabled={!mayWrite}
          onChange={(event) => onChange({ done: event.currentTarget.checked })}
        />
        {mayWrite && (
          <Button variant="secondary" fill="text" size="sm" icon="trash-alt" onClick={onRemove}>
            {t('review.remove-action', 'Remove action')}
          </Button>
        )}
      </Stack>
    </li>
  );
}

interface Props {
  actions: readonly DraftAction[];
  mayWrite: boolean;
  onChange: (actions: DraftAction[]) => void;
}

export function ReviewActions({ actions, mayWrite, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Stack direction="column" gap={2}>
      {actions.length === 0 && <div>{t('review.no-actions', 'No actions yet')}</div>}
      {actions.length > 0 && (
        <ul className={styles.list}>
          {actions.map((action, index) => (
            <ActionRow
              key={action.id ?? `new ${index}`}
              action={action}
              mayWrite={mayWrite}
              onChange={(change) => onChange(actions.map((one, at) => (at === index ? { ...one, ...change } : one)))}
              onRemove={() => onChange(actions.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      {mayWrite && (
        <div>
          <Button variant="secondary" size="sm" icon="plus" onClick={() => onChange([...actions, NEW_ACTION])}>
            {t('review.add-action', 'Add action')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
