/** Shows what became of every object of the pager, and every escalation side by side. */
import { useState } from 'react';
import { Button, FilterPill, Stack } from '@grafana/ui';
import type { ImportDetail, PlanReport } from '#modules/importing/contract/wizard';
import { IMPORT_CLASSES } from '#modules/importing/domain/model';
import type { ImportClass } from '#modules/importing/domain/model';
import { reportPage, useReport } from '../../../api/imports.ts';
import { download } from '../../../../../components/browser/download.ts';
import { useSending } from '../../../../../components/form/use-sending.ts';
import { Answer } from '../../../../../components/page/answer.tsx';
import { FailureNote } from '../../../../../components/page/failure-note.tsx';
import { Section } from '../../../../../components/page/section.tsx';
import { t } from '../../../../../language.ts';
import { classText, pagerName } from '../../words/import-words.ts';
import { EscalationPairs } from './escalation-pairs.tsx';
import { ItemList } from './item-list.tsx';

/** The classes that need reading come first. */
const ORDER = [...IMPORT_CLASSES].reverse();

export function ReportSection({ one }: { one: ImportDetail }) {
  const asked = useReport(one.id);
  return (
    <Section title={t('import-report.title', 'What becomes of each object')} actions={<DownloadButton one={one} />}>
      <Answer asked={asked}>{(report) => <Report report={report} pager={pagerName(one.source)} />}</Answer>
    </Section>
  );
}

function Report({ report, pager }: { report: PlanReport; pager: string }) {
  const [chosen, setChosen] = useState<ImportClass>(ORDER.find((one) => report.counts[one] > 0) ?? 'exact');
  return (
    <Stack direction="column" gap={2}>
      <Stack gap={1} wrap="wrap">
        {ORDER.filter((one) => report.counts[one] > 0).map((one) => (
          <FilterPill
            key={one}
            label={t('import-report.class', '{{name}}: {{count}}', { name: classText(one), count: report.counts[one] })}
            selected={one === chosen}
            onClick={() => setChosen(one)}
          />
        ))}
      </Stack>
      <ItemList items={report.items.filter((item) => item.class === chosen)} />
      {report.escalations.length > 0 && <EscalationPairs escalations={report.escalations} pager={pager} />}
    </Stack>
  );
}

/** A page for a manager, in English. */
function DownloadButton({ one }: { one: ImportDetail }) {
  const { isSending, failure, send } = useSending();
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        icon="download-alt"
        disabled={isSending}
        onClick={() =>
          void send(
            () => reportPage(one.id),
            (page) => download(`${one.source}.html`, 'text/html', page),
          )
        }
      >
        {t('import-report.download', 'Download as a page')}
      </Button>
      {failure !== null && <FailureNote failure={failure} />}
    </>
  );
}
