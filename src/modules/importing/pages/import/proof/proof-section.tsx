/** Shows both timelines of every rota, one above the other, and every difference with its cause. */
import { Stack } from '@grafana/ui';
import type { ImportProof } from '#modules/importing/contract/proof';
import { frozenDaysLeft } from '#modules/importing/domain/frozen';
import type { ImportSource } from '#modules/importing/domain/model';
import { useProof } from '../../../api/imports.ts';
import { Answer } from '../../../../../components/page/answer.tsx';
import { Badge } from '../../../../../components/page/badge.tsx';
import { Section } from '../../../../../components/page/section.tsx';
import { dateFormat, readerZone } from '../../../../../components/time/format.ts';
import { At } from '../../../../../components/time/times.tsx';
import { useNow } from '../../../../../components/time/use-now.ts';
import { t } from '../../../../../language.ts';
import { pagerName } from '../../words/import-words.ts';
import { DifferenceList } from './difference-list.tsx';
import { hoursText } from './hours-text.ts';
import { TimelineBars } from './timeline-bars.tsx';

interface Props {
  id: string;
  source: ImportSource;
  /** Of what Vigie has saved, not of the plan. */
  isAgain: boolean;
}

export function ProofSection({ id, source, isAgain }: Props) {
  const asked = useProof(id, isAgain);
  const title = isAgain
    ? t('import-proof.again', 'Who is on call: saved in Vigie, compared')
    : t('import-proof.title', 'Who is on call, compared');
  return (
    <Section title={title}>
      <Answer asked={asked}>
        {(proof) => (
          <Stack direction="column" gap={3}>
            <div>
              {t('import-proof.range', 'The answer of {{pager}} against Vigie’s.', { pager: pagerName(source) })}{' '}
              {dateFormat({ day: 'numeric', month: 'long', year: 'numeric' }, readerZone()).formatRange(
                Date.parse(proof.from),
                Date.parse(proof.to),
              )}
            </div>
            {proof.rotas.length === 0 && <div>{t('import-proof.none', 'There is no rota to compare.')}</div>}
            {proof.rotas.map((rota) => (
              <ProvenRota key={rota.rota} rota={rota} pager={pagerName(source)} />
            ))}
          </Stack>
        )}
      </Answer>
    </Section>
  );
}

function ProvenRota({ rota, pager }: { rota: ImportProof['rotas'][number]; pager: string }) {
  const isBad = rota.differences.some(({ cause }) => cause === 'unexplained');
  return (
    <div style={{ display: 'grid', gap: 8, minWidth: 0 }}>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <h3 className="h5" style={{ margin: 0 }}>
          {rota.name}
        </h3>
        <Badge
          color={isBad ? 'red' : rota.differences.length > 0 || rota.notCompared > 0 ? 'orange' : 'green'}
          icon={isBad ? 'exclamation-triangle' : 'check'}
          text={hoursText(rota)}
        />
      </Stack>
      {rota.notCompared > 0 && (
        <div>
          {t(
            'import-proof.not-compared',
            'In these hours the pager names a team or an escalation, not people: look there who is meant.',
          )}
        </div>
      )}
      {rota.frozenUntil !== null && <FrozenNote until={rota.frozenUntil} />}
      <TimelineBars rota={rota} pager={pager} />
      <DifferenceList differences={rota.differences} pager={pager} />
    </div>
  );
}

function FrozenNote({ until }: { until: string }) {
  const now = useNow(60_000);
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <span>
        {t('import-proof.frozen', 'Written down until this time; nobody is on call after it:')} <At at={until} />
      </span>
      {frozenDaysLeft(Date.parse(until), now) !== null && (
        <Badge color="orange" icon="exclamation-triangle" text={t('import-proof.ends-soon', 'Ends soon')} />
      )}
    </Stack>
  );
}
