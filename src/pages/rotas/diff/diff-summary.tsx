/** Shows what an edit changes, person by person. */
import { Alert, Stack } from '@grafana/ui';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { RotaDiff } from '#domain/rota/diff';
import type { RotaPreviewWire } from '../../../api/resources/rotas.ts';
import { hoursText } from '../../../components/time/format.ts';
import { t } from '../../../language.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { spanText } from '../timeline/lanes/shift-text.ts';
import { byPerson } from './by-person.ts';
import type { PersonChange } from './by-person.ts';
import { Troubles } from './troubles.tsx';

const MOST = 10;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  gain: css({ color: theme.colors.success.text }),
  loss: css({ color: theme.colors.error.text }),
  spans: css({
    margin: 0,
    paddingLeft: theme.spacing(3),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  summary: css({ cursor: 'pointer' }),
});

export function toDiff({
  gains,
  losses,
  newGaps,
  closedGaps,
  newConflicts,
  mustTell,
}: RotaPreviewWire['diff']): RotaDiff {
  const at = <Wire extends { start: string; end: string }>(one: Wire) => ({
    ...one,
    start: Date.parse(one.start),
    end: Date.parse(one.end),
  });
  return {
    gains: gains.map(at),
    losses: losses.map(at),
    newGaps: newGaps.map(at),
    closedGaps: closedGaps.map(at),
    newConflicts: newConflicts.map(at),
    mustTell,
  };
}

function Person({ change, wording }: { change: PersonChange; wording: ShiftWording }) {
  const styles = useStyles2(getStyles);
  const all = [
    ...change.gains.map((span) => ({ span, sign: '+' })),
    ...change.losses.map((span) => ({ span, sign: '−' })),
  ].sort((a, b) => a.span.start - b.span.start);
  return (
    <li>
      <details>
        <summary className={styles.summary}>
          <strong>{wording.name(change.user)}</strong>{' '}
          {change.gained > 0 && <span className={styles.gain}>+{hoursText(change.gained)}</span>}{' '}
          {change.lost > 0 && <span className={styles.loss}>−{hoursText(change.lost)}</span>}
        </summary>
        <ul className={styles.spans}>
          {all.slice(0, MOST).map(({ span, sign }) => (
            <li key={`${sign} ${span.start}`}>
              {sign} {spanText(span, wording)}
            </li>
          ))}
          {all.length > MOST && (
            <li>
              {t('diff.more', '', {
                count: all.length - MOST,
                defaultValue_one: 'and {{count}} more',
                defaultValue_other: 'and {{count}} more',
              })}
            </li>
          )}
        </ul>
      </details>
    </li>
  );
}

/** @param isNew a new rota takes nothing from anybody, so losses are not shown */
export function DiffSummary({ diff, wording, isNew }: { diff: RotaDiff; wording: ShiftWording; isNew: boolean }) {
  const styles = useStyles2(getStyles);
  const people = byPerson(diff);
  if (people.length + diff.newGaps.length + diff.closedGaps.length === 0) {
    return <Alert severity="info" title={t('diff.nothing', 'This changes nothing')} />;
  }
  return (
    <Stack direction="column" gap={1}>
      <ul className={styles.list} aria-label={t('diff.people', 'Time on call by person')}>
        {people.map((change) => (
          <Person key={change.user} change={change} wording={wording} />
        ))}
      </ul>
      <Troubles diff={diff} wording={wording} />
      {!isNew && people.length > 0 && (
        <div>
          {t('diff.tell', 'To be notified: {{who}}', { who: people.map(({ user }) => wording.name(user)).join(', ') })}
        </div>
      )}
    </Stack>
  );
}
