/** What each chapter breaks its figures down by. */
import { dateTimeForTimeZone } from '@grafana/data';
import { TextLink } from '@grafana/ui';
import type { FigureGroupWire, InsightChapter } from '#contract/insight/insight';
import type { ChartStep } from '#domain/insight/chart-step';
import type { FigureKey } from '#domain/insight/figure';
import { dateOf, formatDate } from '#domain/time/local';
import type { LocalDate } from '#domain/time/local';
import { Clamped } from '../../components/list/row-list.tsx';
import { useName } from '../../components/people/directory.tsx';
import { wayName } from '../../components/people/way-words.ts';
import { Section } from '../../components/page/section.tsx';
import { t } from '../../language.ts';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { dutiesBehind, incidentsBehind, incidentsOfDays } from './behind.ts';
import { DayChart } from './charts/day-chart.tsx';
import { GroupTable } from './group-table.tsx';
import { Remedies } from './remedies/remedies.tsx';
import { useOwnZone } from './use-own-zone.ts';
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
const CHANNEL_KEYS: readonly FigureKey[] = [
  'firstTry',
  'timeToPage.median',
  'timeToPage.p90',
  'timeToSend.median',
  'timeToSend.p90',
];
const BROKEN_KEYS = ['interruptions', 'interruptions.sleep', 'interruptions.off'] as const;

interface Props {
  chapter: InsightChapter;
  groups: readonly FigureGroupWire[];
  query: InsightRequest;
  period: { start: number; end: number };
}

export function Breakdowns({ chapter, groups, query, period }: Props) {
  const broken = {
    day: t('insights.days', 'Interruptions by day'),
    week: t('insights.weeks', 'Interruptions by week'),
  };
  const opened = {
    day: t('insights.incident-days', 'Incidents by day'),
    week: t('insights.incident-weeks', 'Incidents by week'),
  };
  const ownZone = useOwnZone();
  const zone = chapter === 'me' ? ownZone : 'utc';
  const behind = (step: ChartStep, date: string) => incidentsOfDays(chapter, daysOfRow(zone, step, date), query);
  const days = { groups, period, behind };
  const by = (kind: FigureGroupWire['by']) => groups.filter((group) => group.by === kind);
  switch (chapter) {
    case 'me':
      return (
        <>
          <DayChart titles={broken} keys={BROKEN_KEYS} {...days} />
          <WeekHours groups={by('weekHour')} />
        </>
      );
    case 'team':
      return (
        <>
          <DayChart titles={opened} keys={['incidents', 'paged']} {...days} />
          <DayChart titles={broken} keys={BROKEN_KEYS} {...days} />
          <Steps groups={by('step')} query={query} />
          <People groups={by('person')} query={query} />
        </>
      );
    case 'alerts':
      return (
        <>
          <Alerts groups={by('alert').slice(0, TOP)} query={query} />
          <Remedies />
          <DayChart titles={opened} keys={['incidents', 'paged']} {...days} />
        </>
      );
    case 'pager':
      return (
        <>
          <Channels groups={by('channel')} query={query} />
          <DayChart
            titles={{
              day: t('insights.paged-days', 'Incidents that paged, by day'),
              week: t('insights.paged-weeks', 'Incidents that paged, by week'),
            }}
            keys={['paged', 'firstTry', 'failovers']}
            {...days}
          />
        </>
      );
  }
}

/** Midnights of the rows. */
function daysOfRow(zone: string, step: ChartStep, date: string): { start: number; end: number } {
  const midnight = (day: LocalDate) => dateTimeForTimeZone(zone, `${formatDate(day)}T00:00`).valueOf();
  const first = dateOf(Date.parse(`${date}T00:00:00Z`));
  return { start: midnight(first), end: midnight(first + (step === 'day' ? 1 : 7)) };
}

interface PartProps {
  groups: readonly FigureGroupWire[];
  query: InsightRequest;
}

function Steps({ groups, query }: PartProps) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.steps', 'What is lost on the way')}>
      <GroupTable
        name={t('insights.step', 'Step')}
        groups={groups}
        keys={['escalationLoss']}
        rowName={({ id }) => (
          <TextLink href={incidentsBehind(query, { had: ['page'] })} inline>
            {t('insights.step-n', 'Step {{n}}', { n: id })}
          </TextLink>
        )}
      />
    </Section>
  );
}

function People({ groups, query }: PartProps) {
  const nameOf = useName();
  return groups.length === 0 ? null : (
    <Section title={t('insights.people', 'Who carries what')}>
      <GroupTable
        name={t('insights.person', 'Person')}
        groups={groups}
        keys={PERSON_KEYS}
        rowName={({ id }) => (
          <TextLink href={dutiesBehind(query, id)} inline>
            {nameOf('people', id)}
          </TextLink>
        )}
      />
    </Section>
  );
}

const PROPOSALS = {
  'another-team': () => t('insights.do-another-team', 'Give it to another team: most people say it is not theirs.'),
  delete: () => t('insights.do-delete', 'Delete it: most people find it useless.'),
  delay: () => t('insights.do-delay', 'Page later: it heals by itself before anybody answers.'),
  threshold: () => t('insights.do-threshold', 'Raise the threshold: people answer and have nothing to do.'),
  'by-day': () => t('insights.do-by-day', 'Page by day only, if it can wait until the morning.'),
} as const;

function Alerts({ groups, query }: PartProps) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.top', 'Alerts that cost most sleep')}>
      <GroupTable
        name={t('insights.alert', 'Alert')}
        groups={groups}
        keys={ALERT_KEYS}
        rowName={({ alert, id }) => (
          <>
            <Clamped>
              <TextLink href={incidentsBehind(query, { name: alert?.name ?? id })} inline>
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

function Channels({ groups, query }: PartProps) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.channels', 'By channel')}>
      <GroupTable
        name={t('insights.channel', 'Channel')}
        groups={groups}
        keys={CHANNEL_KEYS}
        rowName={({ id }) => (
          <TextLink href={incidentsBehind(query, { had: ['page'], channel: id })} inline>
            {wayName(id)}
          </TextLink>
        )}
      />
    </Section>
  );
}
