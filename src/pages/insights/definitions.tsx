/** What the figures of a chapter are of, and what none of them counts. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { FigureWire } from '#contract/insight/insight';
import { t } from '../../language.ts';
import { FIGURE_TITLES } from './words/figure-words.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ cursor: 'pointer', [theme.breakpoints.down('sm')]: { lineHeight: '44px' } }),
  list: css({
    margin: theme.spacing(1, 0, 0),
    '& dt': { fontWeight: theme.typography.fontWeightMedium },
    '& dd': { margin: theme.spacing(0, 0, 1) },
  }),
});

/** @param figures of which each key is explained once */
export function Definitions({ figures }: { figures: readonly FigureWire[] }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  const each = [...new Map(figures.map((figure) => [figure.key, figure])).values()];
  const left = figures.find(({ leftOut }) => Object.values(leftOut).some((count) => count > 0))?.leftOut;
  return (
    <>
      {left !== undefined && (
        <p>
          {t(
            'insights.left-out',
            'Not counted: tests {{test}}, merged into others {{merged}}, held by maintenance {{maintenance}}, in shadow {{shadow}}.',
            { ...left },
          )}
        </p>
      )}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>{t('insights.definitions', 'What each figure is')}</summary>
        {isOpen && (
          <dl className={styles.list}>
            {each.map(({ key, definition }) => (
              <div key={key}>
                <dt>{FIGURE_TITLES[key]()}</dt>
                <dd>{definition}</dd>
              </div>
            ))}
          </dl>
        )}
      </details>
    </>
  );
}
