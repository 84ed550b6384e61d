/** The page of one import, from reading the other pager to the day of the switch. */
import { Stack } from '@grafana/ui';
import { useParams } from 'react-router';
import { useImport } from '../../api/imports.ts';
import { DangerZone } from '../../../../components/form/danger-zone.tsx';
import { GuardedDrafts } from '../../../../components/form/leave-guard.tsx';
import { Answer } from '../../../../components/page/answer.tsx';
import { Badge } from '../../../../components/page/badge.tsx';
import { Columns } from '../../../../components/page/section.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { readerZone } from '../../../../components/time/format.ts';
import { t } from '../../../../language.ts';
import { importBadge } from '../import-badge.ts';
import { pagerName } from '../words/import-words.ts';
import { ApplySection } from './apply-section.tsx';
import { DeleteImport } from './delete-import.tsx';
import type { ImportPartProps } from './part-props.ts';
import { PagesSection } from './pages/pages-section.tsx';
import { PeopleSection } from './people/people-section.tsx';
import { ProgressSection } from './progress-section.tsx';
import { ProofSection } from './proof/proof-section.tsx';
import { ReportSection } from './report/report-section.tsx';
import { RotasSection } from './proof/rotas-section.tsx';
import { SwitchSection } from './switch-section.tsx';

export default function ImportPage() {
  const { id = '' } = useParams();
  const asked = useImport(id);
  const one = asked.data;
  return (
    <Page
      isDetail
      title={
        one === null
          ? t('imports.one', 'Import')
          : t('imports.from', 'Move from {{pager}}', { pager: pagerName(one.source) })
      }
      subtitle={one?.url}
      zone={readerZone()}
      beside={one && <Badge {...importBadge(one)} />}
    >
      <Answer asked={asked}>
        {(detail) => (
          <GuardedDrafts>
            <ImportParts one={detail} onChanged={asked.reload} />
            <DangerZone>
              <DeleteImport one={detail} />
            </DangerZone>
          </GuardedDrafts>
        )}
      </Answer>
    </Page>
  );
}

/** Parts that show a plan begin anew with each plan. */
function ImportParts({ one, onChanged }: ImportPartProps) {
  const isPlanned = one.plannedAt !== null;
  const progress = <ProgressSection one={one} onChanged={onChanged} />;
  if (!isPlanned && one.people.length === 0 && one.proof === null && one.comparisons.length === 0) {
    return progress;
  }
  return (
    <Columns
      isSideFirst
      main={
        <>
          {one.people.length > 0 && <PeopleSection key={one.plannedAt ?? 'none'} one={one} onChanged={onChanged} />}
          {one.fetchedAt !== null && (
            <RotasSection key={`rotas ${one.plannedAt} ${one.provenAt}`} one={one} onChanged={onChanged} />
          )}
          {one.proof !== null && (
            <ProofSection key={`proof ${one.provenAt}`} id={one.id} source={one.source} isAgain={false} />
          )}
          {one.comparisons.length > 0 && (
            <ProofSection key={`again ${one.comparisons.at(-1)?.at}`} id={one.id} source={one.source} isAgain />
          )}
          {one.comparisons.length > 0 && (
            <PagesSection key={`pages ${one.comparisons.at(-1)?.at}`} id={one.id} source={one.source} />
          )}
          {isPlanned && <ReportSection key={`report ${one.plannedAt}`} one={one} />}
        </>
      }
      side={
        <Stack direction="column" gap={2}>
          {progress}
          {isPlanned && <ApplySection one={one} onChanged={onChanged} />}
          {one.appliedAt !== null && <SwitchSection one={one} onChanged={onChanged} />}
        </Stack>
      }
    />
  );
}
