/** The bar above the list, which stays in sight: how many incidents match, and what is done with the selected ones. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useChromeHeaderHeight } from '@grafana/runtime';
import { Button, IconButton, useStyles2 } from '@grafana/ui';
import type { MatchingAnswer } from '#contract/incidents/incident';
import { MOST_CHOSEN } from '#contract/incidents/incident';
import type { IncidentCommand } from '../../../api/resources/incidents.ts';
import { SnoozeMenu } from '../../../components/incident/snooze-menu.tsx';
import { t } from '../../../language.ts';
import { below } from '../room.ts';
import type { Selection } from './use-selection.ts';

/** How many match; null: not known, since the sidecar is an older one. */
export type Total = Pick<MatchingAnswer, 'total' | 'more'> | null;

const getStyles = (theme: GrafanaTheme2, top: number) => ({
  bar: css({
    position: 'sticky',
    // Below Grafana's own header, which is above the page.
    top,
    // Above the boxes of checkboxes.
    zIndex: theme.zIndex.activePanel + 5,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    minHeight: 40,
    padding: theme.spacing(0.5, 1),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  commands: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    // A phone has room for two lines of words.
    [below.lines]: { 'button:has(> span) svg': { display: 'none' } },
  }),
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    [below.keys]: { display: 'none' },
  }),
  keys: css({ marginLeft: 'auto' }),
});

interface CommandsProps {
  isRunning: boolean;
  onRun: (name: IncidentCommand, body?: object) => void;
}

function Commands({ isRunning, onRun }: CommandsProps) {
  return (
    <>
      <Button size="sm" icon="eye" disabled={isRunning} onClick={() => onRun('acknowledge')}>
        {t('command.acknowledge', 'Acknowledge')}
      </Button>
      <Button size="sm" variant="success" icon="check" disabled={isRunning} onClick={() => onRun('resolve')}>
        {t('command.resolve', 'Resolve')}
      </Button>
      <SnoozeMenu size="sm" disabled={isRunning} onSnooze={(duration) => onRun('snooze', { for: duration })} />
    </>
  );
}

/** Where more match than can be chosen, the first ones are. */
function AllButton({ total, onChoose }: { total: NonNullable<Total>; onChoose: () => void }) {
  return (
    <Button size="sm" variant="secondary" onClick={onChoose}>
      {total.total > MOST_CHOSEN
        ? t('bulk.choose-first', 'Select the first {{count}}', { count: MOST_CHOSEN })
        : t('bulk.choose-all', 'Select all {{count}}', { count: total.total })}
    </Button>
  );
}

function totalText({ total, more }: NonNullable<Total>, isAllOpen: boolean): string {
  const count = total;
  if (more) {
    return isAllOpen
      ? t('incidents.more-open', 'More than {{number}} open', { number: total })
      : t('incidents.more-match', 'More than {{number}} match', { number: total });
  }
  return isAllOpen
    ? t('incidents.open-total', '', { count, defaultValue_one: '{{count}} open', defaultValue_other: '{{count}} open' })
    : t('incidents.match-total', '', {
        count,
        defaultValue_one: '{{count}} matches',
        defaultValue_other: '{{count}} match',
      });
}

interface Props extends CommandsProps {
  total: Total;
  /** Whether the list shows all that is open. */
  isAllOpen: boolean;
  /** How many stand on this page. */
  shown: number;
  selection: Selection;
  /** Whether the reader may act on any of the selected ones. */
  canAct: boolean;
  onChooseAll: () => void;
}

export function ListBar({ total, isAllOpen, shown, selection, canAct, isRunning, onRun, onChooseAll }: Props) {
  const styles = useStyles2(getStyles, useChromeHeaderHeight() ?? 0);
  const { selected, isAll, clear } = selection;
  const mayChooseAll = total !== null && total.total > 1 && !isAll && (total.total > shown || selected.size < shown);
  return (
    <div className={styles.bar}>
      {selected.size === 0 ? (
        total !== null && <strong>{totalText(total, isAllOpen)}</strong>
      ) : (
        <div role="toolbar" aria-label={t('bulk.label', 'Selected incidents')} className={styles.commands}>
          <strong>
            {t('bulk.count', '', {
              count: selected.size,
              defaultValue_one: '{{count}} selected',
              defaultValue_other: '{{count}} selected',
            })}
          </strong>
          <IconButton name="times" tooltip={t('bulk.clear', 'Clear selection')} onClick={clear} />
          {canAct ? (
            <Commands isRunning={isRunning} onRun={onRun} />
          ) : (
            <span>{t('bulk.none-yours', 'You can’t act on any of them')}</span>
          )}
        </div>
      )}
      {mayChooseAll && <AllButton total={total} onChoose={onChooseAll} />}
      {isAll && (
        <span className={styles.minor}>{t('bulk.not-later', 'Incidents that open later are not among them')}</span>
      )}
      {selected.size === 0 && (
        <span className={`${styles.minor} ${styles.keys}`}>
          {t('incidents.keys', 'Keys: ↑ ↓ move, Enter opens, x selects, a acknowledges, r resolves')}
        </span>
      )}
    </div>
  );
}
