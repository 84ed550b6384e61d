/** Shows day by day whom the old pager paged, and whom Vigie paged or would have paged. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ComparedPages, PageDayWire } from '#modules/importing/contract/pages';
import type { ImportSource } from '#modules/importing/domain/model';
import { usePages } from '../../../api/imports.ts';
import { ComboboxField } from '../../../../../components/form/fields/labelled-fields.tsx';
import { Answer } from '../../../../../components/page/answer.tsx';
import { Section } from '../../../../../components/page/section.tsx';
import { dateText } from '../../../../../components/time/format.ts';
import { At } from '../../../../../components/time/times.tsx';
import { t } from '../../../../../language.ts';
import { stepFailureText } from '../../words/failure-words.ts';
import { pagerName } from '../../words/import-words.ts';
import { PageRow } from './page-row.tsx';

interface Props {
  id: string;
  source: ImportSource;
}

export function PagesSection({ id, source }: Props) {
  const [day, setDay] = useState<string | null>(null);
  const asked = usePages(id, day);
  return (
    <Section title={t('import-pages.title', 'Pages, compared')}>
      <Answer asked={asked}>
        {(compared) => (
          <Stack direction="column" gap={2}>
            <PagesIntro compared={compared} pager={pagerName(source)} />
            {compared.days.length > 0 && (
              <ComboboxField
                id="compared-day"
                label={t('import-pages.day', 'Day (UTC)')}
                options={compared.days.map((one) => ({ value: one, label: dayName(one) }))}
                value={compared.day?.day ?? null}
                onChange={({ value }) => setDay(value)}
              />
            )}
            {compared.day !== null && (
              <ComparedDay key={compared.day.day} day={compared.day} pager={pagerName(source)} />
            )}
          </Stack>
        )}
      </Answer>
    </Section>
  );
}

function PagesIntro({
  compared: { onCallOnly, since, days, failure },
  pager,
}: {
  compared: ComparedPages;
  pager: string;
}) {
  return (
    <div>
      {t(
        'import-pages.intro',
        'Whom {{pager}} paged, and whom Vigie paged or, in shadow, would have paged. Pages of one person at most 2 minutes apart are the same.',
        { pager },
      )}
      {onCallOnly && (
        <div>
          {t('import-pages.on-call-only', '{{pager}} tells only who was on call, so this stands for its pages.', {
            pager,
          })}
        </div>
      )}
      {since !== null && days.length === 0 && (
        <div>
          {t('import-pages.since', 'The next daily comparison shows the pages since:')} <At at={since} />
        </div>
      )}
      {failure !== null && (
        <div role="alert">
          {t('import-pages.failed', 'The last comparison of pages had no result.')}{' '}
          {stepFailureText({ ...failure, step: 'compare' })}
        </div>
      )}
    </div>
  );
}

function ComparedDay({ day: { from, to, counts, rows }, pager }: { day: PageDayWire; pager: string }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? rows : rows.filter(({ result }) => result !== 'same');
  const hidden = rows.length - shown.length;
  return (
    <>
      <div>
        <At at={from} /> – <At at={to} />:{' '}
        {rows.length === 0
          ? t('import-pages.none', 'Nobody was paged, on either side.')
          : t('import-pages.counts', '{{same}} of {{count}} pages are the same.', {
              same: counts.same,
              count: rows.length,
            })}
      </div>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
        {shown.map((row) => (
          <PageRow key={keyOf(row)} row={row} pager={pager} />
        ))}
      </ul>
      {hidden > 0 && (
        <div>
          <Button size="sm" variant="secondary" onClick={() => setAll(true)}>
            {t('import-pages.show-same', 'Show the same ones, too ({{count}})', { count: hidden })}
          </Button>
        </div>
      )}
    </>
  );
}

function keyOf({ theirs, ours }: PageDayWire['rows'][number]): string {
  return [theirs?.alert, theirs?.person, theirs?.at, ours?.incident, ours?.person, ours?.at].join(' ');
}

function dayName(day: string): string {
  return dateText(Date.parse(`${day}T00:00:00Z`));
}
