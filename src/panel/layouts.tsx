/** The three layouts of the panel *On call now*: a line for each rota, a table, and large letters for a wall. */
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import { Badge } from '../components/page/badge.tsx';
import { At } from '../components/time/times.tsx';
import { PLUGIN_ROOT } from '../constants.ts';
import { t } from '../language.ts';
import type { OnCallRow } from './on-call-rows.ts';

interface LayoutProps {
  rows: OnCallRow[];
  showNext: boolean;
  /** Of the panel, in pixels. */
  height: number;
}

const ROOM = '@container (width >= 420px)';

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ containerType: 'inline-size' }),
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    // Columns begin at one place where there is room for them.
    [ROOM]: {
      display: 'grid',
      gridTemplateColumns: 'fit-content(40%) minmax(0, 1fr) auto',
      columnGap: theme.spacing(1.5),
    },
  }),
  withNext: css({ [ROOM]: { gridTemplateColumns: 'fit-content(30%) minmax(0, 1fr) auto fit-content(30%)' } }),
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1.5),
    alignItems: 'baseline',
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    overflowWrap: 'anywhere',
    [ROOM]: { display: 'grid', gridColumn: '1 / -1', gridTemplateColumns: 'subgrid' },
    '&:last-child': { borderBottom: 'none' },
  }),
  people: css({ fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ color: theme.colors.text.secondary }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      // The panel scrolls sideways rather than cut names into letters.
      overflowWrap: 'break-word',
    },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
  }),
  wall: css({
    display: 'grid',
    gap: theme.spacing(1, 3),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    alignContent: 'center',
    minHeight: '100%',
    listStyle: 'none',
    margin: 0,
    padding: 0,
  }),
  large: css({ fontWeight: theme.typography.fontWeightMedium, lineHeight: 1.15, overflowWrap: 'anywhere' }),
});

function RotaLink({ rota, name }: OnCallRow) {
  return (
    <TextLink href={`${PLUGIN_ROOT}/rotas/${rota}`} color="secondary">
      {name}
    </TextLink>
  );
}

function People({ people }: OnCallRow) {
  return people.length === 0 ? (
    <Badge color="red" icon="exclamation-triangle" text={t('on-call.nobody', 'Nobody is on call')} />
  ) : (
    <>{people.join(', ')}</>
  );
}

function Until({ until }: OnCallRow) {
  return until === null ? null : (
    <>
      {t('panel.until', 'until')} <At at={until} />
    </>
  );
}

function Next({ next }: OnCallRow) {
  return next.length === 0 ? null : <>{t('on-call.next', 'next: {{who}}', { who: next.join(', ') })}</>;
}

export function CompactRows({ rows, showNext }: LayoutProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box}>
      <ul className={cx(styles.list, showNext && styles.withNext)}>
        {rows.map((row) => (
          <li key={row.rota} className={styles.line}>
            <RotaLink {...row} />
            <span className={styles.people}>
              <People {...row} />
            </span>
            <span className={styles.quiet}>
              <Until {...row} />
            </span>
            {showNext && (
              <span className={styles.quiet}>
                <Next {...row} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function TableRows({ rows, showNext }: LayoutProps) {
  const styles = useStyles2(getStyles);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('panel.rota', 'Rota')}</th>
          <th scope="col">{t('panel.person', 'On call')}</th>
          <th scope="col">{t('panel.until-column', 'Until')}</th>
          {showNext && <th scope="col">{t('panel.next-column', 'Next')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.rota}>
            <td>
              <RotaLink {...row} />
            </td>
            <td className={styles.people}>
              <People {...row} />
            </td>
            <td>{row.until === null ? '–' : <At at={row.until} />}</td>
            {showNext && <td>{row.next.length === 0 ? '–' : row.next.join(', ')}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Letters are as large as the rows leave room for. */
function letterSize(height: number, rows: number): number {
  return Math.max(20, Math.min(64, height / (rows * 2.6)));
}

export function BigRows({ rows, showNext, height }: LayoutProps) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.wall}>
      {rows.map((row) => (
        <li key={row.rota}>
          <RotaLink {...row} />
          <div className={styles.large} style={{ fontSize: letterSize(height, rows.length) }}>
            <People {...row} />
          </div>
          <div className={styles.quiet}>
            <Until {...row} />
          </div>
          {showNext && (
            <div className={styles.quiet}>
              <Next {...row} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
