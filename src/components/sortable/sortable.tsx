/** A list of sentences that people can reorder by drag or arrow keys, open to edit, copy and remove. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, IconButton, useStyles2 } from '@grafana/ui';
import type { FieldProblem } from '../../api/client/failure.ts';
import { freeKey, moved, putBack } from './list-order.ts';
import { useSort } from './use-sort.ts';
import { problemText } from '../words/problem-words.ts';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  item: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  held: css({ borderColor: theme.colors.primary.border, boxShadow: theme.shadows.z2 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'auto auto minmax(0, 1fr) auto',
    gap: theme.spacing(1),
    alignItems: 'start',
    padding: theme.spacing(1),
  }),
  plain: css({ gridTemplateColumns: 'auto minmax(0, 1fr)' }),
  // On a phone the buttons stand beside the number, and the sentence below them has the whole width.
  editable: css({
    [theme.breakpoints.down('md')]: {
      alignItems: 'center',
      '& > :nth-child(3)': { gridRow: 2, gridColumn: '1 / -1' },
      '& > :nth-child(4)': { justifySelf: 'end', gridColumn: '3 / -1' },
    },
  }),
  handle: css({
    border: 0,
    background: 'transparent',
    color: theme.colors.text.secondary,
    cursor: 'grab',
    padding: theme.spacing(0.25),
    borderRadius: theme.shape.radius.default,
    touchAction: 'none',
    '&:active': { cursor: 'grabbing' },
  }),
  number: css({
    minWidth: 24,
    height: 24,
    borderRadius: 12,
    display: 'grid',
    placeItems: 'center',
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.medium}`,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  sentence: css({ overflowWrap: 'anywhere' }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  bad: css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize }),
  fields: css({ borderTop: `1px solid ${theme.colors.border.weak}`, padding: theme.spacing(2) }),
  tools: css({ display: 'flex', gap: theme.spacing(0.5) }),
  heard: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});

export interface ItemSentence {
  main: string;
  /** Smaller text below the sentence. */
  notes: string[];
  problems: FieldProblem[];
}

function SentenceText({ sentence }: { sentence: ItemSentence }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.sentence}>
      <div>{sentence.main}</div>
      {sentence.notes.map((note) => (
        <div key={note} className={styles.minor}>
          {note}
        </div>
      ))}
      {sentence.problems.map((problem) => (
        <div key={`${problem.path} ${problem.message}`} className={styles.bad}>
          <Icon name="exclamation-triangle" size="sm" /> <code>{problem.path}</code> {problemText(problem)}
        </div>
      ))}
    </div>
  );
}

interface ReadProps<T> {
  items: T[];
  sentence: (item: T, index: number) => ItemSentence;
}

export function ReadList<T extends { key: number }>({ items, sentence }: ReadProps<T>) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.list}>
      {items.map((item, i) => (
        <li key={item.key} className={cx(styles.item, styles.row, styles.plain)}>
          <span className={styles.number}>{i + 1}</span>
          <SentenceText sentence={sentence(item, i)} />
        </li>
      ))}
    </ol>
  );
}

interface Props<T> extends ReadProps<T> {
  /** The accessible name for an item's buttons: “Step 2”, “Route 2”. */
  nameOf: (number: number) => string;
  /** Key of the item that is open at first. */
  initial?: number | null;
  /** The last item cannot be removed. */
  isOneNeeded?: boolean;
  fields: (item: T, onChange: (item: T) => void) => ReactNode;
  onChange: (items: T[]) => void;
  /** Below the list, a button to add an item. `open` shows the fields of the new item. */
  footer: (open: (key: number) => void) => ReactNode;
}

interface Removal<T> {
  item: T;
  index: number;
  /** As it was called at its place. */
  name: string;
}

/** Keeps the item that was removed last. */
function useRemoval<T extends { key: number }>(items: T[], onChange: (items: T[]) => void) {
  const [removed, setRemoved] = useState<Removal<T> | null>(null);
  const remove = (item: T, name: string) => {
    setRemoved({ item, index: items.indexOf(item), name });
    onChange(items.filter(({ key }) => key !== item.key));
  };
  const undo = () => {
    if (removed !== null) {
      setRemoved(null);
      onChange(putBack(items, removed.item, removed.index));
    }
  };
  return { removed, remove, undo };
}

/** Offers to take the removal back: nothing is saved yet, so that it may stand as long as the page does. */
function Removed({ removed, onUndo }: { removed: { name: string } | null; onUndo: () => void }) {
  return (
    <div role="status" style={removed === null ? undefined : { marginTop: 8 }}>
      {removed !== null && (
        <>
          {t('sort.removed', 'Removed: {{name}}', { name: removed.name })}{' '}
          <Button type="button" size="sm" variant="secondary" fill="text" icon="history" onClick={onUndo}>
            {t('undo.button', 'Undo')}
          </Button>
        </>
      )}
    </div>
  );
}

export function Sortable<T extends { key: number }>({
  items,
  sentence,
  nameOf,
  initial = null,
  isOneNeeded = false,
  fields,
  onChange,
  footer,
}: Props<T>) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState<number | null>(initial);
  const [heard, setHeard] = useState('');
  const { removed, remove, undo } = useRemoval(items, onChange);
  const sort = useSort(items.length, (from, to) => {
    onChange(moved(items, from, to));
    setHeard(t('sort.moved', 'Moved to place {{place}} of {{count}}', { place: to + 1, count: items.length }));
  });
  const copy = (item: T, after: number) => {
    const key = freeKey(items);
    onChange([...items.slice(0, after), { ...item, key }, ...items.slice(after)]);
    setOpen(key);
  };
  return (
    <>
      <ol ref={sort.list} className={styles.list}>
        {items.map((item, i) => {
          const name = nameOf(i + 1);
          const isOpen = open === item.key;
          return (
            <li key={item.key} className={cx(styles.item, sort.held === i && styles.held)}>
              <div className={cx(styles.row, styles.editable)}>
                <button
                  type="button"
                  className={styles.handle}
                  aria-label={t('sort.handle', 'Move {{name}}: arrow keys, or drag', { name })}
                  {...sort.handle(i)}
                >
                  <Icon name="draggabledots" />
                </button>
                <span className={styles.number}>{i + 1}</span>
                <SentenceText sentence={sentence(item, i)} />
                <div className={styles.tools}>
                  <IconButton
                    name={isOpen ? 'angle-up' : 'pen'}
                    aria-expanded={isOpen}
                    tooltip={
                      isOpen ? t('sort.close', 'Close {{name}}', { name }) : t('sort.edit', 'Edit {{name}}', { name })
                    }
                    onClick={() => setOpen(isOpen ? null : item.key)}
                  />
                  <IconButton
                    name="copy"
                    tooltip={t('sort.copy', 'Copy {{name}}', { name })}
                    onClick={() => copy(item, i + 1)}
                  />
                  <IconButton
                    name="trash-alt"
                    disabled={isOneNeeded && items.length === 1}
                    tooltip={t('sort.remove', 'Remove {{name}}', { name })}
                    onClick={() => remove(item, name)}
                  />
                </div>
              </div>
              {isOpen && (
                <div className={styles.fields}>
                  {fields(item, (next) => onChange(items.map((one) => (one.key === item.key ? next : one))))}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <div role="status" className={styles.heard}>
        {heard}
      </div>
      <Removed removed={removed} onUndo={undo} />
      <div style={{ marginTop: items.length === 0 ? 0 : 8 }}>{footer(setOpen)}</div>
    </>
  );
}
