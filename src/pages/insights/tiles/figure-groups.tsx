/** The three groups of figures, each with whom and what it is of, and with what cannot be told, and why. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import { monthBefore, monthOf } from '#domain/time/month';
import { listText } from '../../../components/escalation/target-text.ts';
import { Section } from '../../../components/page/section.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { monthYear } from '../../../components/time/date-format.ts';
import { t } from '../../../language.ts';
import { FIGURE_NAMES } from '../words/figure-words.ts';
import { incidentsText, peopleText } from '../words/population-text.ts';
import { whyText } from '../words/why-text.ts';
import { FigureGrid } from './figure-grid.tsx';
import { tileGroups } from './groups.ts';
import type { TileGroup, TileGroupName } from './groups.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  of: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: 0, overflowWrap: 'anywhere' }),
  untold: css({
    ...theme.typography.bodySmall,
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1),
    margin: 0,
  }),
});

const TITLES: Readonly<Record<TileGroupName, () => string>> = {
  answers: () => t('insights.group-answers', 'Answers'),
  load: () => t('insights.group-load', 'Sleep and load'),
  pager: () => t('insights.group-pager', 'Incidents and pages'),
};

interface Props {
  insight: InsightWire;
  now: number;
  period: { start: number; end: number };
  behind: (figure: FigureWire) => string | null;
  onPeriod: (period: { from: string; to: string }) => void;
}

export function FigureGroups({ insight, now, period, behind, onPeriod }: Props) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const { figures, before, groups, population } = insight;
  return tileGroups(figures, before?.figures ?? null).map((group) => (
    <Section key={group.name} title={TITLES[group.name]()}>
      <Stack direction="column" gap={1}>
        <p className={styles.of}>
          {group.name === 'load' ? (peopleText(population, name) ?? '') : incidentsText(population, name)}
        </p>
        {group.tiles.length > 0 && <FigureGrid tiles={group.tiles} groups={groups} period={period} behind={behind} />}
        {group.untold.map((one) => (
          <Untold key={one.why} untold={one} now={now} onPeriod={onPeriod} />
        ))}
      </Stack>
    </Section>
  ));
}

interface UntoldProps extends Pick<Props, 'now' | 'onPeriod'> {
  untold: TileGroup['untold'][number];
}

/** A tile that says why, in place of tiles with dashes. */
function Untold({ untold: { why, keys }, now, onPeriod }: UntoldProps) {
  const styles = useStyles2(getStyles);
  const what = listText(keys.map((key) => FIGURE_NAMES[key]()));
  return (
    <div className={styles.untold}>
      <div>{t('insights.untold', '{{what}}: {{why}}', { what, why: whyText(why) })}</div>
      {why === 'no-whole-month' && <LastMonth now={now} onPeriod={onPeriod} />}
    </div>
  );
}

/** The newest month that is settled is over for a day. */
function LastMonth({ now, onPeriod }: Pick<Props, 'now' | 'onPeriod'>) {
  const month = monthBefore(monthOf(now - 24 * 3_600_000));
  const name = monthYear(month.start, 'UTC');
  const iso = (at: number) => new Date(at).toISOString();
  return (
    <Button
      variant="secondary"
      fill="text"
      size="sm"
      onClick={() => onPeriod({ from: iso(month.start), to: iso(month.end - 1) })}
    >
      {t('insights.show-month', 'Show {{month}}', { month: name })}
    </Button>
  );
}
