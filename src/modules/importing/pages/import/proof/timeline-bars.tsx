/** Draws the pager's timeline above Vigie's, with marks where they differ. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { ImportProof } from '#modules/importing/contract/proof';
import { t } from '../../../../../language.ts';
import { timelinePair } from './bars.ts';
import type { ShiftBar } from './bars.ts';
import { usePersonName } from './use-person-name.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  lanes: css({ display: 'grid', gap: theme.spacing(0.5), gridTemplateColumns: 'max-content minmax(0, 1fr)' }),
  lane: css({ position: 'relative', height: 20, background: theme.colors.background.secondary, overflow: 'hidden' }),
  marks: css({ position: 'relative', height: 6, gridColumn: 2 }),
  bar: css({ position: 'absolute', top: 0, bottom: 0, minWidth: 1 }),
  mark: css({ position: 'absolute', top: 0, bottom: 0, minWidth: 3, background: theme.colors.error.main }),
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  }),
  dot: css({
    display: 'inline-block',
    width: 12,
    height: 12,
    marginRight: theme.spacing(0.5),
    verticalAlign: 'baseline',
  }),
});

/** Of Grafana's palette, far enough from each other. */
const COLOURS = ['blue', 'orange', 'green', 'purple', 'yellow', 'red', 'dark-orange', 'dark-green'];

interface Props {
  rota: ImportProof['rotas'][number];
  pager: string;
}

export function TimelineBars({ rota, pager }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const nameOf = usePersonName();
  const pair = timelinePair(rota);
  if (pair === null) {
    return null;
  }
  const colourOf = (crew: number) => theme.visualization.getColorByName(COLOURS[crew % COLOURS.length] ?? 'blue');
  const label = t('import-proof.bars', '{{rota}}: {{pager}} above, Vigie below', { rota: rota.name, pager });
  const lane = (bars: readonly ShiftBar[]) => (
    <div className={styles.lane}>
      {bars.map(({ at, width, crew }) => (
        <div
          key={at}
          className={styles.bar}
          style={{ left: `${at * 100}%`, width: `${width * 100}%`, background: colourOf(crew) }}
        />
      ))}
    </div>
  );
  return (
    <>
      <div className={styles.lanes} role="img" aria-label={label}>
        <span>{pager}</span>
        {lane(pair.source)}
        <span>Vigie</span>
        {lane(pair.vigie)}
        <div className={styles.marks}>
          {pair.differences.map(({ at, width }) => (
            <div key={at} className={styles.mark} style={{ left: `${at * 100}%`, width: `${width * 100}%` }} />
          ))}
        </div>
      </div>
      <ul className={styles.legend} aria-label={t('import-proof.legend', 'Colours')}>
        {pair.crews.map((crew, i) => (
          <li key={crew.join()}>
            <span className={styles.dot} style={{ background: colourOf(i) }} />
            {crew.map(nameOf).join(', ')}
          </li>
        ))}
      </ul>
    </>
  );
}
