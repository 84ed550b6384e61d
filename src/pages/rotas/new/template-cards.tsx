/** The cards from which a rota template is chosen. */
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../../language.ts';
import type { RotaTemplate } from './templates.ts';
import { TEMPLATES } from './templates.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  cards: css({
    border: 0,
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: theme.spacing(1),
  }),
  card: css({
    display: 'block',
    position: 'relative',
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    padding: theme.spacing(1.5),
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-within': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  chosen: css({
    borderColor: theme.colors.primary.border,
    boxShadow: `inset 0 0 0 1px ${theme.colors.primary.border}`,
  }),
  input: css({
    position: 'absolute',
    opacity: 0,
    inset: 0,
    zIndex: 1,
    width: '100%',
    height: '100%',
    margin: 0,
    cursor: 'pointer',
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  more: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  bars: css({ display: 'grid', gap: 3, margin: theme.spacing(1, 0) }),
  lane: css({ position: 'relative', height: 8, background: theme.colors.background.canvas, borderRadius: 2 }),
  bar: css({ position: 'absolute', top: 0, bottom: 0, borderRadius: 2, background: theme.colors.primary.main }),
  second: css({ background: theme.colors.success.main }),
  third: css({ background: theme.colors.warning.main }),
});

/** Sketches of two weeks: lanes of bars, each with start and end in percent, and its person. */
const SKETCHES: Record<RotaTemplate, ReadonlyArray<ReadonlyArray<readonly [number, number, 0 | 1 | 2]>>> = {
  weekly: [
    [
      [0, 49, 0],
      [50, 100, 1],
    ],
  ],
  backup: [
    [
      [0, 49, 0],
      [50, 100, 1],
    ],
    [
      [0, 49, 1],
      [50, 100, 2],
    ],
  ],
  weekend: [
    [
      [34, 49, 1],
      [84, 100, 0],
    ],
    [
      [0, 49, 0],
      [50, 100, 1],
    ],
  ],
  days: [
    [
      [5, 9, 1],
      [19, 23, 1],
      [33, 37, 1],
      [55, 59, 2],
      [69, 73, 2],
      [83, 87, 2],
    ],
    [
      [0, 49, 0],
      [50, 100, 1],
    ],
  ],
  sun: [
    [
      [0, 10, 0],
      [33, 43, 0],
      [66, 76, 0],
    ],
    [
      [11, 21, 1],
      [44, 54, 1],
      [77, 87, 1],
    ],
    [
      [22, 32, 2],
      [55, 65, 2],
      [88, 100, 2],
    ],
  ],
  nights: [
    [
      [5, 11, 0],
      [19, 25, 0],
      [33, 39, 0],
      [47, 53, 0],
      [55, 60, 1],
      [61, 70, 1],
      [75, 81, 1],
      [89, 95, 1],
    ],
  ],
  empty: [[]],
};

const WORDS: Record<RotaTemplate, () => { title: string; more: string }> = {
  weekly: () => ({
    title: t('template.weekly', 'Weekly'),
    more: t('template.weekly-more', 'One person a week, handoff on Monday at 9'),
  }),
  backup: () => ({
    title: t('template.backup', 'Week with backup'),
    more: t('template.backup-more', 'A second rota with whoever is next, to be paged later'),
  }),
  weekend: () => ({
    title: t('template.weekend', 'Weekdays and weekend'),
    more: t('template.weekend-more', 'Another person from Friday 18:00 to Monday 9:00'),
  }),
  days: () => ({
    title: t('template.days', 'Days and nights'),
    more: t('template.days-more', 'One person by day, another one from 20:00 to 8:00'),
  }),
  sun: () => ({
    title: t('template.sun', 'Follow the sun'),
    more: t('template.sun-more', 'Each region by day; nobody is woken'),
  }),
  nights: () => ({
    title: t('template.nights', 'Nights and public holidays'),
    more: t('template.nights-more', '18:00 to 9:00 and holidays; days are left open'),
  }),
  empty: () => ({
    title: t('template.empty', 'From scratch'),
    more: t('template.empty-more', 'One layer to build on'),
  }),
};

function Sketch({ template }: { template: RotaTemplate }) {
  const styles = useStyles2(getStyles);
  const tones = [styles.bar, cx(styles.bar, styles.second), cx(styles.bar, styles.third)];
  return (
    <div className={styles.bars} aria-hidden>
      {SKETCHES[template].map((lane, i) => (
        <div key={i} className={styles.lane}>
          {lane.map(([from, to, who]) => (
            <div key={from} className={tones[who]} style={{ left: `${from}%`, width: `${to - from}%` }} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Chooses a template; arrow keys move between the cards, as between radio buttons. */
export function TemplateCards({
  value,
  onChange,
}: {
  value: RotaTemplate;
  onChange: (template: RotaTemplate) => void;
}) {
  const styles = useStyles2(getStyles);
  return (
    <fieldset className={styles.cards} aria-label={t('template.label', 'Start from')}>
      {TEMPLATES.map((template) => {
        const { title, more } = WORDS[template]();
        return (
          <label key={template} className={cx(styles.card, template === value && styles.chosen)}>
            <input
              className={styles.input}
              type="radio"
              name="template"
              checked={template === value}
              onChange={() => onChange(template)}
            />
            <div className={styles.title}>{title}</div>
            <Sketch template={template} />
            <div className={styles.more}>{more}</div>
          </label>
        );
      })}
    </fieldset>
  );
}
