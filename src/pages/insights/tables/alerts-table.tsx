/** Alerts, those that cost most sleep first, each with the integration that it came from. */
import { useState } from 'react';
import { Button, TextLink } from '@grafana/ui';
import type { FigureGroupWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { Clamped } from '../../../components/list/row-list.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import { groupBehind } from '../behind.ts';
import { GroupTable } from './group-table.tsx';
import { withSleepFirst } from './shown-rows.ts';

const TOP = 10;
const KEYS: readonly FigureKey[] = [
  ...(['sleepCost', 'paged', 'missed', 'selfHealed.share', 'nothingDone', 'repeats', 'useless'] as const),
];

const PROPOSALS = {
  'another-team': () => t('insights.do-another-team', 'Give it to another team: most people say it is not theirs.'),
  delete: () => t('insights.do-delete', 'Delete it: most people find it useless.'),
  delay: () => t('insights.do-delay', 'Page later: it heals by itself before anybody answers.'),
  threshold: () => t('insights.do-threshold', 'Raise the threshold: people answer and have nothing to do.'),
  'by-day': () => t('insights.do-by-day', 'Page by day only, if it can wait until the morning.'),
} as const;

export function AlertsTable({ groups }: { groups: readonly FigureGroupWire[] }) {
  const [isAll, setAll] = useState(false);
  const { rows, isOfSleep } = withSleepFirst(groups);
  const keys = isOfSleep ? KEYS : KEYS.filter((key) => key !== 'sleepCost');
  return rows.length === 0 ? null : (
    <Section
      title={
        isOfSleep ? t('insights.top', 'Alerts that cost most sleep') : t('insights.top-paged', 'Alerts that paged most')
      }
    >
      <GroupTable
        name={t('insights.alert', 'Alert')}
        groups={isAll ? rows : rows.slice(0, TOP)}
        keys={keys}
        rowName={(group) => <AlertName group={group} />}
      />
      {rows.length > TOP && (
        <Button variant="secondary" fill="text" size="sm" onClick={() => setAll(!isAll)}>
          {isAll
            ? t('insights.show-top', 'Show the first {{count}} only', { count: TOP })
            : t('insights.show-all', 'Show all {{count}}', { count: rows.length })}
        </Button>
      )}
    </Section>
  );
}

function AlertName({ group: { id, alert, figures } }: { group: FigureGroupWire }) {
  const nameOf = useName();
  const [name, link] = [alert?.name ?? id, groupBehind(figures, ['incidents', 'paged'])];
  return (
    <>
      <Clamped>
        {link === null ? (
          name
        ) : (
          <TextLink href={link} inline>
            {name}
          </TextLink>
        )}
      </Clamped>
      {alert?.integration != null && <div>{nameOf('integrations', alert.integration)}</div>}
      {alert?.link && (
        <div>
          <TextLink href={alert.link} external inline>
            {t('insights.rule', 'Its rule')}
          </TextLink>
        </div>
      )}
      {alert?.proposal && <div>{PROPOSALS[alert.proposal]()}</div>}
    </>
  );
}
