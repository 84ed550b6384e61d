/** Shows minute by minute who would be reached, and how, if nobody answered. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Icon, useStyles2 } from '@grafana/ui';
import { Badge } from '../page/badge.tsx';
import { MINUTE } from '#domain/time/duration';
import { useName } from '../people/directory.tsx';
import { wayName } from '../people/way-words.ts';
import { clockTime, dayText, durationText, timeText } from '../time/format.ts';
import type { PreviewEntryWire, PreviewPersonWire, EscalationPreviewWire } from './preview-words.ts';
import { entryText, momentsOf } from './preview-words.ts';
import { useZone } from '../time/zone.tsx';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  moment: css({
    display: 'grid',
    gridTemplateColumns: '92px minmax(0, 1fr)',
    gap: theme.spacing(1.5),
    position: 'relative',
    paddingBottom: theme.spacing(1.5),
    '&::before': {
      content: '""',
      position: 'absolute',
      left: 97,
      top: 20,
      bottom: 0,
      borderLeft: `1px solid ${theme.colors.border.medium}`,
    },
    '&:last-child::before': { display: 'none' },
  }),
  time: css({ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  after: css({ fontWeight: theme.typography.fontWeightMedium }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  entries: css({ display: 'grid', gap: theme.spacing(0.5), minWidth: 0, overflowWrap: 'anywhere' }),
  people: css({
    listStyle: 'none',
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    display: 'grid',
    gap: theme.spacing(0.5),
  }),
  person: css({ fontWeight: theme.typography.fontWeightMedium }),
  bad: css({ color: theme.colors.error.text }),
});

function methodText(person: PreviewPersonWire): string {
  const [first] = person.methods;
  return person.methods
    .map(({ type, at }) => {
      const after = Date.parse(at) - Date.parse(first?.at ?? at);
      return after < MINUTE / 60
        ? wayName(type)
        : t('preview.method-after', '{{type}} after {{wait}}', { type: wayName(type), wait: durationText(after) });
    })
    .join(', ');
}

/** A list item. @param at when the page begins, ISO 8601 */
export function PreviewPerson({ person, at }: { person: PreviewPersonWire; at: string }) {
  const styles = useStyles2(getStyles);
  const zone = useZone();
  const name = useName();
  const held = person.heldUntil === null ? null : Date.parse(person.heldUntil);
  return (
    <li>
      <Icon
        name={person.urgency === 'urgent' ? 'bell' : 'envelope'}
        size="sm"
        title={person.urgency === 'urgent' ? t('urgency.urgent', 'Urgent') : t('urgency.default', 'Not urgent')}
      />{' '}
      <span className={styles.person}>{name('people', person.user)}</span>{' '}
      {person.methods.length === 0 ? (
        <span className={styles.bad}>
          <Icon name="exclamation-triangle" size="sm" /> {t('preview.no-way', 'cannot be reached')}
        </span>
      ) : (
        <span className={styles.minor}>{methodText(person)}</span>
      )}
      {held !== null && (
        <div className={styles.minor}>
          <Icon name="clock-nine" size="sm" />{' '}
          {t('preview.quiet', 'quiet hours: waits until {{until}}', {
            until: `${dayText(held, Date.parse(at), zone)}, ${clockTime(held, zone)}`,
          })}
        </div>
      )}
    </li>
  );
}

function Entry({ entry }: { entry: PreviewEntryWire }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const zone = useZone();
  const time = (at: number) => timeText(at, Date.parse(entry.at), zone);
  return (
    <div>
      <div className={entry.kind === 'step' ? styles.person : undefined}>{entryText(entry, name, time)}</div>
      {entry.people.length + entry.channels.length > 0 && (
        <ul className={styles.people}>
          {entry.people.map((person) => (
            <PreviewPerson key={person.user} person={person} at={entry.at} />
          ))}
          {entry.channels.map((channel) => (
            <li key={channel}>
              <Icon name="comment-alt" size="sm" /> {t('preview.room', 'room {{room}}', { room: channel })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Warns that the simulation reaches nobody at all. */
function reachesNobody({ entries }: EscalationPreviewWire): boolean {
  return entries.every(
    ({ people, channels }) => channels.length === 0 && people.every(({ methods }) => methods.length === 0),
  );
}

export function EscalationPreview({
  preview,
  from,
}: {
  preview: EscalationPreviewWire;
  /** ISO 8601. */ from: string;
}) {
  const styles = useStyles2(getStyles);
  const zone = useZone();
  const start = Date.parse(from);
  const end = Date.parse(preview.endsAt);
  return (
    <>
      {reachesNobody(preview) && <Alert severity="error" title={t('preview.nobody', 'Nobody would be reached')} />}
      <ol className={styles.list} aria-label={t('preview.label', 'What would happen')}>
        {momentsOf(preview.entries).map(({ at, entries }) => {
          const ms = Date.parse(at);
          return (
            <li key={at} className={styles.moment}>
              <div className={styles.time}>
                <div className={styles.after}>
                  {ms === start ? t('preview.at-once', 'at once') : `+${durationText(ms - start)}`}
                </div>
                <time className={styles.minor} dateTime={at}>
                  {dayText(ms, start, zone) === dayText(start, start, zone)
                    ? clockTime(ms, zone)
                    : `${dayText(ms, start, zone)}, ${clockTime(ms, zone)}`}
                </time>
              </div>
              <div className={styles.entries}>
                {entries.map((entry, i) => (
                  <Entry key={`${entry.kind} ${entry.step ?? ''} ${i}`} entry={entry} />
                ))}
              </div>
            </li>
          );
        })}
      </ol>
      <Badge
        color={preview.ends === 'exhausted' ? 'darkgrey' : 'orange'}
        icon={preview.ends === 'exhausted' ? 'bell-slash' : 'repeat'}
        text={
          preview.ends === 'exhausted'
            ? t('preview.ends', 'Ends after {{duration}}', {
                duration: durationText(end - start),
              })
            : t('preview.cut', 'Continues beyond what is shown')
        }
      />
    </>
  );
}
