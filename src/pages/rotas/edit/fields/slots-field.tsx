/** A field for the turns, in order: each is one person, several together, or nobody. */
import { useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { ComboboxOption } from '@grafana/ui';
import { Button, Icon, IconButton, Stack, useStyles2 } from '@grafana/ui';
import { freeKey, moved } from '../../../../components/sortable/list-order.ts';
import type { DragHandle } from '../../../../components/sortable/use-sort.ts';
import { useSort } from '../../../../components/sortable/use-sort.ts';
import { t } from '../../../../language.ts';
import type { SlotDraft } from '../draft.ts';
import { Combobox, MultiCombobox } from '../../../../components/form/fields/combobox.tsx';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'auto 24px minmax(0, 420px) auto',
    gap: theme.spacing(0.5),
    alignItems: 'center',
    justifyContent: 'start',
    borderRadius: theme.shape.radius.default,
  }),
  held: css({ background: theme.colors.action.selected }),
  handle: css({
    border: 0,
    background: 'transparent',
    color: theme.colors.text.secondary,
    cursor: 'grab',
    padding: theme.spacing(0.25),
    borderRadius: theme.shape.radius.default,
    touchAction: 'none',
  }),
  number: css({ color: theme.colors.text.secondary, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  heard: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});

interface Props {
  id: string;
  slots: SlotDraft[];
  people: Array<ComboboxOption<string>>;
  onChange: (slots: SlotDraft[]) => void;
}

interface SlotProps extends Pick<Props, 'id' | 'people'> {
  slot: SlotDraft;
  /** Starts at 1. */
  number: number;
  handle: DragHandle;
  isHeld: boolean;
  onChange: (users: string[]) => void;
  onRemove: () => void;
}

function SlotRow({ id, slot, number, people, handle, isHeld, onChange, onRemove }: SlotProps) {
  const styles = useStyles2(getStyles);
  const name = t('slots.turn', 'turn {{number}}', { number });
  return (
    <li className={cx(styles.row, isHeld && styles.held)}>
      <button
        type="button"
        className={styles.handle}
        aria-label={t('sort.handle', 'Move {{name}}: arrow keys, or drag', { name })}
        {...handle}
      >
        <Icon name="draggabledots" />
      </button>
      <span className={styles.number}>{number}</span>
      {/* Grafana's box takes its name only from a label. */}
      <label htmlFor={`${id}-${slot.key}`} className={styles.heard}>
        {t('slots.who', 'Who has {{turn}}', { turn: name })}
      </label>
      <MultiCombobox
        id={`${id}-${slot.key}`}
        placeholder={t('slot.nobody', 'nobody')}
        options={people}
        value={slot.users}
        onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
      />
      <IconButton name="trash-alt" tooltip={t('sort.remove', 'Remove {{name}}', { name })} onClick={onRemove} />
    </li>
  );
}

function AddSlot({ id, people, onAdd }: Pick<Props, 'id' | 'people'> & { onAdd: (users: string[]) => void }) {
  const label = t('slots.add', 'Add a person with their own turn');
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <div style={{ flex: '1 1 200px', maxWidth: 340, minWidth: 0 }}>
        <Combobox
          id={`${id}-add`}
          aria-label={label}
          placeholder={label}
          options={people}
          value={null}
          onChange={({ value }) => onAdd([value])}
        />
      </div>
      <Button type="button" size="sm" variant="secondary" fill="text" onClick={() => onAdd([])}>
        {t('slots.add-empty', 'Add an empty turn')}
      </Button>
    </Stack>
  );
}

/** Moves turns, and announces the new position. */
function useOrder(slots: SlotDraft[], onChange: (slots: SlotDraft[]) => void) {
  const [heard, setHeard] = useState('');
  const sort = useSort(slots.length, (from, to) => {
    onChange(moved(slots, from, to));
    setHeard(t('sort.moved', 'Moved to place {{place}} of {{count}}', { place: to + 1, count: slots.length }));
  });
  return { sort, heard };
}

export function SlotsField({ id, slots, people, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const { sort, heard } = useOrder(slots, onChange);
  const part = { id, people };
  const change = (key: number, users: string[]) =>
    onChange(slots.map((one) => (one.key === key ? { ...one, users } : one)));
  const rows = slots.map((slot, i) => (
    <SlotRow
      key={slot.key}
      {...part}
      slot={slot}
      number={i + 1}
      handle={sort.handle(i)}
      isHeld={sort.held === i}
      onChange={(users) => change(slot.key, users)}
      onRemove={() => onChange(slots.filter(({ key }) => key !== slot.key))}
    />
  ));
  return (
    <Stack direction="column" gap={1}>
      {slots.length > 0 && (
        <ol ref={sort.list} className={styles.list}>
          {rows}
        </ol>
      )}
      <AddSlot key={slots.length} {...part} onAdd={(users) => onChange([...slots, { key: freeKey(slots), users }])} />
      <div role="status" className={styles.heard}>
        {heard}
      </div>
    </Stack>
  );
}
