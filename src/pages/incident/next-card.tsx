/** The card that says what an incident does next if nobody acts. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import { OtherIncident } from '../../components/incident/other-incident.tsx';
import { useName } from '../../components/people/directory.tsx';
import { nextStepSentence } from '../../components/escalation/next-words.ts';
import { Section } from '../../components/page/section.tsx';
import { Countdown } from '../../components/time/countdown.tsx';
import { At } from '../../components/time/times.tsx';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  count: css({
    fontSize: theme.typography.h2.fontSize,
    lineHeight: 1.2,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  what: css({ overflowWrap: 'anywhere' }),
  minor: css({ color: theme.colors.text.secondary }),
});

interface Props {
  incident: IncidentWire;
  /** Of the incident that it was merged into; undefined while it is not known. */
  mergedNumber: unknown;
}

/** Says why no timer is armed. */
function Quiet({ incident, mergedNumber }: Props) {
  const name = useName();
  const { state, exhausted, test, acknowledgedBy, mergedInto } = incident;
  if (mergedInto !== null) {
    return (
      <>
        {t('incident.merged', 'Merged into another incident, where it continues.')}{' '}
        <OtherIncident id={mergedInto} number={mergedNumber} />
      </>
    );
  }
  if (state === 'resolved') {
    return <>{t('incident.over', 'Resolved. No further paging.')}</>;
  }
  if (state === 'acknowledged') {
    return (
      <>
        {t('incident.taken', '{{who}} has it. Nobody else is paged.', {
          who: acknowledgedBy === null ? t('incident.somebody', 'Somebody') : name('people', acknowledgedBy),
        })}
      </>
    );
  }
  if (exhausted) {
    return (
      <>
        {t(
          'incident.exhausted',
          'Everyone was paged and nobody answered. Nothing more happens automatically: acknowledge it, escalate, or page other people.',
        )}
      </>
    );
  }
  if (test) {
    return <>{t('incident.test', 'This is a test. It pages nobody.')}</>;
  }
  return <>{t('next.nothing', 'Nothing happens automatically')}</>;
}

/** Answers the question of a person who was woken: what happens if I do nothing? */
export function NextCard({ incident, mergedNumber }: Props) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const { next } = incident;
  return (
    <Section title={t('incident.next', 'What happens next')}>
      {(next === null || incident.state === 'acknowledged') && (
        <Quiet incident={incident} mergedNumber={mergedNumber} />
      )}
      {next !== null && (
        <>
          <div className={incident.state === 'acknowledged' ? styles.minor : styles.count}>
            {t('next.in', 'in')} <Countdown at={next.at} />
          </div>
          <div className={styles.what}>{nextStepSentence(next, name)}</div>
          <div className={styles.minor}>
            <At at={next.at} />
          </div>
        </>
      )}
    </Section>
  );
}
