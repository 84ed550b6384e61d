/** Shows what the rules would say of a change, by person, the worst first; never hinders saving. */
import { Stack } from '@grafana/ui';
import type { LabourPreviewWire } from '#contract/labour/preview';
import { useName } from '../../people/directory.tsx';
import { useNow } from '../../time/use-now.ts';
import { useZone } from '../../time/zone.tsx';
import { timeText } from '../../time/format.ts';
import { t } from '../../../language.ts';
import { labourFindingText, remedyText } from '../labour-finding-text.ts';
import type { FindingView } from '../labour-finding-text.ts';
import { SeverityBadge } from '../severity.tsx';
import type { PersonItems, PreviewItem } from './preview-items.ts';
import { byPerson, inTimeFrom, tellBySummary } from './preview-items.ts';

/** @param hasReason the form has a field for why */
function sentenceOf(item: PreviewItem, view: FindingView, hasReason: boolean): string {
  if (item.rule !== 'notice' || item.remedy.kind !== 'giveReason' || item.data.measured === null) {
    return labourFindingText(item, view);
  }
  const said = t('preview.late-notice', '{{name}} would be told {{n}} days ahead; the rule is {{m}}.', {
    ...{ name: view.name, n: item.data.measured, m: item.data.limit },
  });
  return hasReason ? `${said} ${t('preview.say-why', 'Say why below.')}` : said;
}

function endedText(name: string, count: number): string {
  return t('preview.ended', '', {
    ...{ name, count },
    defaultValue_one: '{{name}}: {{count}} finding ends.',
    defaultValue_other: '{{name}}: {{count}} findings end.',
  });
}

const MOST = 4;

function Person({ person: { user, made, ended }, hasReason }: { person: PersonItems; hasReason: boolean }) {
  const nameOf = useName();
  const name = nameOf('people', user);
  const view = { name, now: useNow(60_000), zone: useZone() };
  return (
    <li>
      <Stack direction="column" gap={1}>
        {made.slice(0, MOST).map((item) => (
          <div key={item.id}>
            <SeverityBadge severity={item.severity} /> {sentenceOf(item, view, hasReason)} {remedyText(item, view)}
          </div>
        ))}
        {made.length > MOST && <div>{t('attention.more', 'and {{n}} more', { n: made.length - MOST })}</div>}
        {ended > 0 && <div>{endedText(name, ended)}</div>}
      </Stack>
    </li>
  );
}

interface Props {
  preview: LabourPreviewWire | null;
  /** The form has a field for why the notice is short. */
  hasReason: boolean;
}

/** Nothing where the rules have nothing to say. */
export function LabourPanel({ preview, hasReason }: Props) {
  const now = useNow(60_000);
  const zone = useZone();
  if (preview === null || (preview.items.length === 0 && preview.tellBy.length === 0)) {
    return null;
  }
  const { next } = tellBySummary(preview.tellBy, now);
  const inTime = inTimeFrom(preview, now);
  const days = preview.items.find(({ rule }) => rule === 'notice')?.data.limit;
  return (
    <section aria-label={t('preview.title', 'Working time')}>
      <Stack direction="column" gap={1}>
        <strong>{t('preview.title', 'Working time')}</strong>
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
          {byPerson(preview.items).map((person) => (
            <Person key={person.user} person={person} hasReason={hasReason} />
          ))}
        </ul>
        {next !== null && (
          <div>
            {days === undefined
              ? t('preview.tell-by', 'Publish by {{time}} to keep the notice.', { time: timeText(next, now, zone) })
              : t('preview.tell-by-days', 'Publish by {{time}} to keep {{m}} days’ notice.', {
                  ...{ time: timeText(next, now, zone), m: days },
                })}
          </div>
        )}
        {inTime !== null && (
          <div>
            {t('preview.in-time', 'Duty from {{time}} on is still told in time.', {
              time: timeText(inTime, now, zone),
            })}
          </div>
        )}
        <small>{t('hours.indicative', 'Indicative check, not legal advice.')}</small>
      </Stack>
    </section>
  );
}
