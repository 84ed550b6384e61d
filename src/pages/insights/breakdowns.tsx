/** What each chapter breaks its figures down by. */
import { TextLink } from '@grafana/ui';
import type { FigureGroupWire, InsightChapter } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { Clamped } from '../../components/list/row-list.tsx';
import { useName } from '../../components/people/directory.tsx';
import { wayName } from '../../components/people/way-words.ts';
import { Section } from '../../components/page/section.tsx';
import { dateFormat } from '../../components/time/date-format.ts';
import { t } from '../../language.ts';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { incidentsBehind } from './behind.ts';
import { GroupTable } from './group-table.tsx';
import { WeekHours } from './week-hours.tsx';

const TOP = 10;
const PERSON_KEYS: readonly FigureKey[] = ['points', 'duty', 'interruptions.sleep', 'brokenNights', 'effort'];
const ALERT_KEYS: readonly FigureKey[] = [
  'sleepCost',
  'paged',
  'selfHealed.share',
  'nothingDone',
  'repeats',
  'useless',
];
const CHANNEL_KEYS: readonly FigureKey[] = ['firstTry', 'timeToSend.median', 'timeToSend.p90'];
const DAY_KEYS: readonly FigureKey[] = ['interruptions', 'interruptions.sleep', 'interruptions.off'];

interface Props {
  chapter: InsightChapter;
  groups: readonly FigureGroupWire[];
  query: InsightRequest;
}

export function Breakdowns({ chapter, groups, query }: Props) {
  const by = (kind: FigureGroupWire['by']) => groups.filter((group) => group.by === kind);
  switch (chapter) {
    case 'me':
      return (
        <>
          <WeekHours groups={by('weekHour')} />
          <Days groups={by('day')} />
        </>
      );
    case 'team':
      return (
        <>
          <Steps groups={by('step')} />
          <People groups={by('person')} />
        </>
      );
    case 'alerts':
      return <Alerts groups={by('alert').slice(0, TOP)} query={query} />;
    case 'pager':
      return <Channels groups={by('channel')} />;
  }
}

interface PartProps {
  groups: readonly FigureGroupWire[];
}

function Days({ groups }: PartProps) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.days', 'Interruptions by day')}>
      <GroupTable name={t('insights.day', 'Day')} groups={groups} keys={DAY_KEYS} rowName={({ id }) => dayName(id)} />
    </Section>
  );
}

/** @param date `2026-01-20` */
function dayName(date: string): string {
  return dateFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, 'UTC').format(
    Date.parse(`${date}T00:00:00Z`),
  );
}

function Steps({ groups }: PartProps) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.steps', 'What is lost on the way')}>
      <GroupTable
        name={t('insights.step', 'Step')}
        groups={groups}
        keys={['escalationLoss']}
        rowName={({ id }) => t('insights.step-n', 'Step {{n}}', { n: id })}
      />
    </Section>
  );
}

function People({ groups }: PartProps) {
  const nameOf = useName();
  return groups.length === 0 ? null : (
    <Section title={t('insights.people', 'Who carries what')}>
      <GroupTable
        name={t('insights.person', 'Person')}
        groups={groups}
        keys={PERSON_KEYS}
        rowName={({ id }) => nameOf('people', id)}
      />
    </Section>
  );
}

const PROPOSALS = {
  delete: () => t('insights.do-delete', 'Delete it: most people find it useless.'),
  delay: () => t('insights.do-delay', 'Page later: it heals by itself before anybody answers.'),
  threshold: () => t('insights.do-threshold', 'Raise the threshold: people answer and have nothing to do.'),
  'by-day': () => t('insights.do-by-day', 'Page by day only, if it can wait until the morning.'),
} as const;

function Alerts({ groups, query }: PartProps & { query: InsightRequest }) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.top', 'Alerts that cost most sleep')}>
      <GroupTable
        name={t('insights.alert', 'Alert')}
        groups={groups}
        keys={ALERT_KEYS}
        rowName={({ alert, id }) => (
          <>
            <Clamped>
              <TextLink href={incidentsBehind(query, alert?.name ?? id)} inline>
                {alert?.name ?? id}
              </TextLink>
            </Clamped>
            {alert?.link && (
              <div>
                <TextLink href={alert.link} external inline>
                  {t('insights.rule', 'Its rule')}
                </TextLink>
              </div>
            )}
            {alert?.proposal && <div>{PROPOSALS[alert.proposal]()}</div>}
          </>
        )}
      />
    </Section>
  );
}

function Channels({ groups }: PartProps) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.channels', 'By channel')}>
      <GroupTable
        name={t('insights.channel', 'Channel')}
        groups={groups}
        keys={CHANNEL_KEYS}
        rowName={({ id }) => wayName(id)}
      />
    </Section>
  );
}
