/** What each chapter breaks its figures down by. */
import { TextLink } from '@grafana/ui';
import type { FigureGroupWire, InsightChapter } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { useName } from '../../components/people/directory.tsx';
import { wayName } from '../../components/people/way-words.ts';
import { Section } from '../../components/page/section.tsx';
import { t } from '../../language.ts';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { dutiesBehind, groupBehind } from './behind.ts';
import { DayChart } from './charts/day-chart.tsx';
import { Remedies } from './remedies/remedies.tsx';
import { useOwnZone } from './use-own-zone.ts';
import { AlertsTable } from './tables/alerts-table.tsx';
import { GroupTable } from './tables/group-table.tsx';
import { WeekHours } from './tables/week-hours.tsx';

const PERSON_KEYS: readonly FigureKey[] = ['points', 'duty', 'interruptions.sleep', 'brokenNights', 'effort'];
const CHANNEL_KEYS: readonly FigureKey[] = [
  'firstTry',
  'timeToPage.median',
  'timeToPage.p90',
  'timeToSend.median',
  'timeToSend.p90',
];
/** All incidents that it paged about, where there is such a list. */
const CHANNEL_LINKS: readonly FigureKey[] = ['firstTry', 'timeToPage.median', 'timeToSend.median'];
/** What opened on a day, or else what was of it. */
const DAY_KEYS: readonly FigureKey[] = ['incidents', 'paged', 'interruptions'];
const OPENED_KEYS = ['incidents', 'paged', 'missed'] as const;
const BROKEN_KEYS = ['interruptions', 'interruptions.sleep', 'interruptions.off'] as const;

interface Props {
  chapter: InsightChapter;
  groups: readonly FigureGroupWire[];
  query: InsightRequest;
  period: { start: number; end: number };
}

/** What the page opens with. */
export function OpenedChart({ groups, period }: Pick<Props, 'groups' | 'period'>) {
  const titles = {
    day: t('insights.incident-days', 'Incidents by day'),
    week: t('insights.incident-weeks', 'Incidents by week'),
  };
  const behind = ({ figures }: FigureGroupWire) => groupBehind(figures, DAY_KEYS);
  return <DayChart titles={titles} keys={OPENED_KEYS} groups={groups} period={period} behind={behind} />;
}

export function Breakdowns({ chapter, groups, query, period }: Props) {
  const broken = {
    day: t('insights.days', 'Interruptions by day'),
    week: t('insights.weeks', 'Interruptions by week'),
  };
  const ownZone = useOwnZone();
  const behind = ({ figures }: FigureGroupWire) => groupBehind(figures, DAY_KEYS);
  const days = { groups, period, behind };
  const by = (kind: FigureGroupWire['by']) => groups.filter((group) => group.by === kind);
  switch (chapter) {
    case 'me':
      return (
        <>
          <DayChart titles={broken} keys={BROKEN_KEYS} {...days} />
          <WeekHours groups={by('weekHour')} zone={ownZone} />
        </>
      );
    case 'team':
      return (
        <>
          <DayChart titles={broken} keys={BROKEN_KEYS} {...days} />
          <Steps groups={by('step')} />
          <People groups={by('person')} query={query} />
        </>
      );
    case 'alerts':
      return (
        <>
          <AlertsTable groups={groups} />
          <Remedies />
          <OpenedChart groups={groups} period={period} />
        </>
      );
    case 'pager':
      return (
        <>
          <Channels groups={by('channel')} />
          <DayChart
            titles={{
              day: t('insights.paged-days', 'Incidents that paged, by day'),
              week: t('insights.paged-weeks', 'Incidents that paged, by week'),
            }}
            keys={['paged', 'missed', 'firstTry', 'failovers']}
            {...days}
          />
        </>
      );
  }
}

interface PartProps {
  groups: readonly FigureGroupWire[];
  query: InsightRequest;
}

function Steps({ groups }: Omit<PartProps, 'query'>) {
  const told = groups.filter(({ figures }) => figures.some(({ value }) => value !== null));
  return told.length === 0 ? null : (
    <Section title={t('insights.steps', 'What is lost on the way')}>
      <GroupTable
        name={t('insights.step', 'Step')}
        groups={told}
        keys={['escalationLoss']}
        rowName={({ id }) => t('insights.step-n', 'Step {{n}}', { n: id })}
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

function Channels({ groups }: Omit<PartProps, 'query'>) {
  return groups.length === 0 ? null : (
    <Section title={t('insights.channels', 'By channel')}>
      <GroupTable
        name={t('insights.channel', 'Channel')}
        groups={groups}
        keys={CHANNEL_KEYS}
        rowName={({ id, figures }) => {
          const link = groupBehind(figures, CHANNEL_LINKS);
          return link === null ? (
            wayName(id)
          ) : (
            <TextLink href={link} inline>
              {wayName(id)}
            </TextLink>
          );
        }}
      />
    </Section>
  );
}
