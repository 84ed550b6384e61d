/** The page "Insights": figures of a period in four chapters, beside those of the period before. */
import { Alert, EmptyState, Stack, Tab, TabsBar } from '@grafana/ui';
import { INSIGHT_CHAPTERS } from '#contract/insight/insight';
import type { InsightChapter, InsightWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import type { QueryState } from '../../api/client/use-api.ts';
import { useInsights } from '../../api/insights/insights.ts';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { useUrl } from '../../components/browser/use-url.ts';
import { ComboboxField } from '../../components/form/fields/labelled-fields.tsx';
import { FoldedFilters } from '../../components/list/folded-filters.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { Page } from '../../components/page/page.tsx';
import { Section } from '../../components/page/section.tsx';
import { useDirectory, useName } from '../../components/people/directory.tsx';
import { myLogin } from '../../components/people/me.ts';
import { useNow } from '../../components/time/use-now.ts';
import { readerLanguage, t } from '../../language.ts';
import { behindFigure, incidentsBehind } from './behind.ts';
import { Breakdowns } from './breakdowns.tsx';
import { Definitions } from './definitions.tsx';
import { FigureGrid } from './figure-grid.tsx';
import type { Period } from './period.ts';
import { isPeriod, PERIODS, rangeOfPeriod } from './period.ts';
import { useOwnZone } from './use-own-zone.ts';

const CHAPTERS: Readonly<Record<InsightChapter, () => string>> = {
  me: () => t('insights.me', 'Me'),
  team: () => t('insights.team', 'Team'),
  alerts: () => t('insights.alerts', 'Alerts'),
  pager: () => t('insights.pager', 'Pager'),
};

const PERIOD_WORDS: Readonly<Record<Period, () => string>> = {
  this: () => t('insights.this-month', 'This month'),
  '1': () => t('insights.last-month', 'Last month'),
  '3': () => t('insights.last-3', 'Last 3 months'),
  '12': () => t('insights.last-12', 'Last 12 months'),
};

/** Figures that stand in the breakdown already. */
const LEFT_TO_BREAKDOWN: ReadonlySet<FigureKey> = new Set(['escalationLoss']);

export default function InsightsPage() {
  const [params, setUrl] = useUrl();
  const chapter = INSIGHT_CHAPTERS.find((one) => one === params.get('chapter')) ?? 'me';
  const ownZone = useOwnZone();
  const chosen = params.get('period');
  const { period, query, asked } = useInsightsOf(chapter, isPeriod(chosen) ? chosen : null, {
    team: params.get('team') ?? undefined,
    rota: params.get('rota') ?? undefined,
  });
  return (
    <Page title={t('insights.title', 'Insights')} zone={chapter === 'me' ? ownZone : 'UTC'}>
      <Stack direction="column" gap={2}>
        <TabsBar>
          {INSIGHT_CHAPTERS.map((one) => (
            <Tab
              key={one}
              label={CHAPTERS[one]()}
              active={one === chapter}
              onChangeTab={() => setUrl({ chapter: one })}
            />
          ))}
        </TabsBar>
        <Filters period={period} query={query} setUrl={setUrl} />
        <Chapter key={chapter} chapter={chapter} query={query} asked={asked} />
      </Stack>
    </Page>
  );
}

/**
 * Of the last month, unless the reader chose a period; of a last month with nothing, as a new installation has, the
 * present one.
 */
function useInsightsOf(chapter: InsightChapter, chosen: Period | null, part: Pick<InsightRequest, 'team' | 'rota'>) {
  const now = useNow(60_000);
  const language = readerLanguage().startsWith('fr') ? ('fr' as const) : ('en' as const);
  const last = { ...rangeOfPeriod('1', now), ...part, language };
  const usual = useInsights(chapter, chosen === null ? last : null);
  const isNew = chosen === null && isEmpty(usual.data);
  const period = chosen ?? (isNew ? 'this' : '1');
  const query: InsightRequest = { ...rangeOfPeriod(period, now), ...part };
  const other = useInsights(chapter, chosen !== null || isNew ? { ...query, language } : null);
  return { period, query, asked: chosen !== null || isNew ? other : usual };
}

function isEmpty(insight: InsightWire | null): boolean {
  return insight?.problems.some(({ code }) => code === 'no-data') === true;
}

interface FiltersProps {
  period: Period;
  query: InsightRequest;
  setUrl: (change: Record<string, string | null>) => void;
}

function Filters({ period, query, setUrl }: FiltersProps) {
  const { teams, rotas } = useDirectory();
  const options = (all: string, each: typeof teams) => [
    { value: '', label: all },
    ...each.map(({ key, text }) => ({ value: key, label: text })),
  ];
  return (
    <Stack gap={2} wrap="wrap" alignItems="flex-end">
      <ComboboxField
        id="insights-period"
        label={t('insights.period', 'Period')}
        width={24}
        options={PERIODS.map((one) => ({ value: one, label: PERIOD_WORDS[one]() }))}
        value={period}
        onChange={({ value }) => setUrl({ period: value })}
      />
      <FoldedFilters count={[query.team, query.rota].filter(Boolean).length}>
        <ComboboxField
          id="insights-team"
          label={t('insights.of-team', 'Team')}
          width={24}
          options={options(t('insights.all-teams', 'All teams'), teams)}
          value={query.team ?? ''}
          onChange={({ value }) => setUrl({ team: value })}
        />
        <ComboboxField
          id="insights-rota"
          label={t('insights.of-rota', 'Rota')}
          width={24}
          options={options(t('insights.all-rotas', 'All rotas'), rotas)}
          value={query.rota ?? ''}
          onChange={({ value }) => setUrl({ rota: value })}
        />
      </FoldedFilters>
    </Stack>
  );
}

interface ChapterProps {
  chapter: InsightChapter;
  query: InsightRequest;
  asked: QueryState<InsightWire>;
}

function Chapter({ chapter, query, asked }: ChapterProps) {
  // What is to come has no figures yet.
  const until = Math.min(Date.parse(query.to), useNow(60_000));
  const period = { start: Date.parse(query.from), end: until };
  return (
    <Answer asked={asked}>
      {(insight) =>
        isEmpty(insight) ? (
          <EmptyState variant="not-found" message={t('insights.nothing', 'Nothing happened in this period')}>
            {t('insights.nothing-more', 'Choose a longer period, or another team or rota.')}
          </EmptyState>
        ) : (
          <Stack direction="column" gap={2}>
            <Problems insight={insight} />
            <Section
              title={t('insights.figures', 'Figures')}
              actions={
                <LinkButton variant="secondary" size="sm" href={incidentsBehind(query)}>
                  {t('insights.behind', 'Incidents behind them')}
                </LinkButton>
              }
            >
              <FigureGrid
                figures={insight.figures.filter(({ key }) => chapter === 'me' || !LEFT_TO_BREAKDOWN.has(key))}
                before={insight.before?.figures ?? null}
                groups={insight.groups}
                period={period}
                behind={(figure) => behindFigure(chapter, figure, query, myLogin())}
              />
              {isGuarded(insight) && (
                <p>
                  {t(
                    'insights.guarded',
                    'How fast people answer is told of whole months that are over, and of groups in which at least three people answered.',
                  )}
                </p>
              )}
              {isAlertGuarded(insight) && (
                <p>
                  {t(
                    'insights.guarded-alerts',
                    'A dash below: fewer than three people were woken by the alert or answered it, or the period covers no whole month that is over.',
                  )}
                </p>
              )}
              <Definitions figures={[...insight.figures, ...insight.groups.flatMap(({ figures }) => figures)]} />
            </Section>
            <Breakdowns chapter={chapter} groups={insight.groups} query={query} period={period} />
          </Stack>
        )
      }
    </Answer>
  );
}

/** Something paged, and how it was answered may not be told: dashes alone would look like a fault. */
function isGuarded({ figures }: InsightWire): boolean {
  const valueOf = (key: FigureKey) => figures.find((one) => one.key === key)?.value;
  return valueOf('timeToAnswer.median') === null && (valueOf('paged') ?? 0) > 0;
}

/** The same of single alerts. */
function isAlertGuarded({ groups }: InsightWire): boolean {
  return groups.some(
    ({ by, figures }) =>
      by === 'alert' &&
      figures.some(({ key, value }) => value === null && (key === 'sleepCost' || key === 'nothingDone')),
  );
}

/** What had to be done without, by name. */
function Problems({ insight: { problems } }: { insight: InsightWire }) {
  const nameOf = useName();
  const words = problems.map(({ code, id }) => {
    const name = id ?? '';
    switch (code) {
      case 'unknown-zone':
        return t('insights.unknown-zone', 'The time zone of {{name}} is not known: their nights count in UTC.', {
          name: nameOf('people', name),
        });
      case 'person-gone':
        return t('insights.person-gone', '{{name}} is no user any more, and in no figure of people.', { name });
      case 'integration-gone':
        return t('insights.integration-gone', 'The integration {{name}} does not exist any more.', { name });
      default:
        return t(
          'insights.cut-off',
          'The period has more than can be computed: the figures are of its newest incidents.',
        );
    }
  });
  return words.length === 0 ? null : (
    <Alert severity="info" title={t('insights.incomplete', 'Not everything could be counted')}>
      {words.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </Alert>
  );
}
