/** Both nights side by side: who was paged when, and who would have been. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReplayResultWire } from '#contract/replay';
import { useName } from '../people/directory.tsx';
import { wayName } from '../people/way-words.ts';
import { timeText } from '../time/format.ts';
import { useZone } from '../time/zone.tsx';
import { t } from '../../language.ts';
import { differingPages, newlyLost } from './differing-pages.ts';
import type { PageInBoth } from './differing-pages.ts';

/** Nobody reads more at once; the API has all. */
const MOST = 100;

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ cursor: 'pointer', [theme.breakpoints.down('sm')]: { lineHeight: '44px' } }),
  frame: css({ overflowX: 'auto', maxWidth: '100%' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': { padding: theme.spacing(0.5, 1, 0.5, 0), textAlign: 'left', verticalAlign: 'top' },
    '& th': { fontWeight: theme.typography.fontWeightMedium },
    '& tbody th': { overflowWrap: 'anywhere', minWidth: 120 },
    '& tbody td': { minWidth: 96 },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
});

interface Props {
  result: ReplayResultWire;
  now: number;
}

export function PageByPage({ result, now }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  const pages = differingPages(result);
  const lost = newlyLost(result);
  if (pages.length + lost.length === 0) {
    return null;
  }
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{t('replay.page-by-page', 'Page by page')}</summary>
      {isOpen && (
        <>
          {lost.length > 0 && (
            <p>
              {t('replay.lost', 'With this draft, nobody would have got: {{titles}}', {
                titles: lost.slice(0, MOST).join(', '),
              })}
            </p>
          )}
          {pages.length > 0 && <Pages pages={pages.slice(0, MOST)} incidents={result.incidents} now={now} />}
          {pages.length + result.pagesLeftOut > MOST && (
            <p>{t('replay.most-pages', 'These are the first {{most}}; the API has all.', { most: MOST })}</p>
          )}
        </>
      )}
    </details>
  );
}

interface PagesProps extends Pick<ReplayResultWire, 'incidents'> {
  pages: readonly PageInBoth[];
  now: number;
}

function Pages({ pages, incidents, now }: PagesProps) {
  const styles = useStyles2(getStyles);
  const zone = useZone();
  const nameOf = useName();
  const titles = new Map(incidents.map(({ id, title }) => [id, title]));
  const said = (page: PageInBoth['before']) =>
    page === null
      ? t('replay.no-page', 'no page')
      : [timeText(Date.parse(page.at), now, zone), page.methods.map(wayName).join(', ')].filter(Boolean).join(' · ');
  const title = t('replay.page-by-page', 'Page by page');
  return (
    <div className={styles.frame} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('replay.incident', 'Incident')}</th>
            <th scope="col">{t('replay.person', 'Person')}</th>
            <th scope="col">{t('replay.before', 'As it was')}</th>
            <th scope="col">{t('replay.after', 'With this draft')}</th>
          </tr>
        </thead>
        <tbody>
          {pages.map(({ incident, user, before, after }, index) => (
            <tr key={`${incident} ${user} ${index}`}>
              <th scope="row">{titles.get(incident) ?? incident}</th>
              <td>{nameOf('people', user)}</td>
              <td>{said(before)}</td>
              <td>{said(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
