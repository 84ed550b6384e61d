/** The head of a review: how long things took, who was paged and woken, and what the alert says of itself. */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import { Stack, useStyles2 } from '@grafana/ui';
import type { IncidentAnswer } from '#contract/incidents/incident';
import type { ReviewAnswer } from '#modules/review/contract/review';
import { severityText } from '../../../../components/incident/incident-text.ts';
import { listText } from '../../../../components/escalation/target-text.ts';
import { Section } from '../../../../components/page/section.tsx';
import { useName } from '../../../../components/people/directory.tsx';
import { durationText } from '../../../../components/time/duration-text.ts';
import { At } from '../../../../components/time/times.tsx';
import { t } from '../../../../language.ts';
import { getFactStyles, LinksAndLabels } from '../../../../pages/incident/about/facts-card.tsx';

const getStyles = () => ({
  description: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 240, overflowY: 'auto' }),
});

type Facts = ReviewAnswer['facts'];

/** “Ann Martin (2 times) and Ben Petit” */
function peopleText(people: Facts['paged'], name: ReturnType<typeof useName>): string {
  return people.length === 0
    ? t('review.nobody', 'nobody')
    : listText(
        people.map(({ user, times }) =>
          times === 1
            ? name('people', user)
            : t('review.person-times', '{{who}} ({{times}} times)', { who: name('people', user), times }),
        ),
      );
}

function answerText({ timeToAnswer, answeredBy }: Facts, name: ReturnType<typeof useName>): string {
  if (answeredBy === null) {
    return t('review.unanswered', 'nobody answered');
  }
  const who = name('people', answeredBy);
  return timeToAnswer === null
    ? t('review.answered-early', 'before any page arrived ({{who}})', { who })
    : t('review.answered-in', '{{time}} ({{who}})', { time: durationText(timeToAnswer), who });
}

export function ReviewHead({ incident, facts }: { incident: IncidentAnswer; facts: Facts }) {
  const styles = useStyles2(getStyles);
  const { list } = useStyles2(getFactStyles);
  const name = useName();
  const { severity, openedAt, resolvedAt, description } = incident;
  const rows: Array<[term: string, value: ReactNode]> = [
    [t('incidents.severity', 'Severity'), severityText(severity)],
    [t('incident.opened', 'Opened'), <At at={openedAt} />],
    [t('state.resolved', 'Resolved'), resolvedAt === null ? t('review.open', 'not yet') : <At at={resolvedAt} />],
    ...(facts.duration === null
      ? []
      : [[t('review.duration', 'Duration'), durationText(facts.duration)] satisfies [string, string]]),
    [
      t('insights.to-page', 'Time to page'),
      facts.timeToPage === null ? t('review.no-page', 'no page arrived') : durationText(facts.timeToPage),
    ],
    [t('insights.to-answer', 'Time to answer'), answerText(facts, name)],
    [t('review.paged', 'Paged'), peopleText(facts.paged, name)],
    [t('review.woken', 'Woken'), peopleText(facts.woken, name)],
  ];
  return (
    <Section title={t('review.facts', 'In short')}>
      <Stack direction="column" gap={2}>
        <dl className={list}>
          {rows.map(([term, value]) => [<dt key={`${term}-term`}>{term}</dt>, <dd key={term}>{value}</dd>])}
        </dl>
        {description !== '' && (
          <div
            className={styles.description}
            role="region"
            aria-label={t('incident.description', 'Description')}
            tabIndex={0}
          >
            {description}
          </div>
        )}
        <LinksAndLabels incident={incident} />
      </Stack>
    </Section>
  );
}
