/** What happened, in order: each entry can be left out of the document. */
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, useStyles2 } from '@grafana/ui';
import type { ReviewEntry } from '#modules/review/contract/review';
import { useName } from '../../../../components/people/directory.tsx';
import { timeText } from '../../../../components/time/format.ts';
import { At } from '../../../../components/time/times.tsx';
import { useZone } from '../../../../components/time/zone.tsx';
import { t } from '../../../../language.ts';
import { entryText } from '../../../../pages/incident/timeline/entry-text.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  entry: css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  out: css({ textDecoration: 'line-through', color: theme.colors.text.secondary }),
  head: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  text: css({ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }),
});

function groupText(group: ReviewEntry['group']): string {
  switch (group) {
    case 'alert':
      return t('review.group-alert', 'Alert');
    case 'page':
      return t('review.group-page', 'Page');
    case 'answer':
      return t('review.group-answer', 'Answer');
    case 'note':
      return t('review.group-note', 'Note');
    case 'chat':
      return t('review.group-chat', 'Chat');
    case 'other':
      return t('review.group-other', 'Vigie');
  }
}

interface Props {
  entries: readonly ReviewEntry[];
  leftOut: readonly string[];
  mayWrite: boolean;
  onChange: (leftOut: string[]) => void;
}

export function ReviewTimeline({ entries, leftOut, mayWrite, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const zone = useZone();
  const out = new Set(leftOut);
  return (
    <ol className={styles.list}>
      {entries.map((entry) => {
        const isOut = out.has(entry.id);
        const text = entryText(entry, { name, time: (at) => timeText(at, Date.parse(entry.at), zone) });
        return (
          <li key={entry.id} className={styles.entry}>
            <Checkbox
              aria-label={t('review.keep', 'In the document: {{text}}', { text: text.slice(0, 80) })}
              value={!isOut}
              disabled={!mayWrite}
              onChange={() => onChange(isOut ? leftOut.filter((id) => id !== entry.id) : [...leftOut, entry.id])}
            />
            <div>
              <div className={styles.head}>
                {entry.mergedFrom != null && `#${entry.mergedFrom} · `}
                {groupText(entry.group)} · <At at={entry.at} />
                {entry.actor !== null && ` · ${name('people', entry.actor)}`}
              </div>
              <div className={cx(styles.text, isOut && styles.out)}>{text}</div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
