/** Lists the shifts and policies that count on a person, with what happens to them without the person. */
import { TextLink } from '@grafana/ui';
import type { CommitmentsWire } from '#contract/people/commitments';
import { segment } from '../../../api/client/client.ts';
import { useName } from '../../../components/people/directory.tsx';
import { Span } from '../../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { afterColon, withSemicolons } from '../../../components/text/punctuation.ts';

/** Named for each rota; the others are counted. */
const SHOWN = 3;

type RotaCommitment = CommitmentsWire['rotas'][number];

function consequence(onAbsence: RotaCommitment['onAbsence']): string {
  switch (onAbsence) {
    case 'next':
      return t('commitments.next', 'The shifts pass to whoever follows.');
    case 'skip':
      return t('commitments.skip', 'Nobody takes the shifts: find somebody.');
    case 'flag':
      return t('commitments.flag', 'The shifts stay in the plan, and nobody is paged for them: find somebody.');
  }
}

function RotaItem({ commitment: { rota, onAbsence, shifts } }: { commitment: RotaCommitment }) {
  const name = useName();
  const more = shifts.length - SHOWN;
  return (
    <li>
      <TextLink href={`${PLUGIN_ROOT}/rotas/${segment(rota)}`}>{name('rotas', rota)}</TextLink>
      {afterColon('')}
      {shifts.slice(0, SHOWN).map(({ start, end }, i) => (
        <span key={start}>
          {i > 0 && withSemicolons(['', ''])}
          <Span start={start} end={end} />
        </span>
      ))}
      {more > 0 &&
        ` ${t('diff.more', '', { count: more, defaultValue_one: 'and {{count}} more', defaultValue_other: 'and {{count}} more' })}`}
      . {consequence(onAbsence)}
    </li>
  );
}

function policyText(steps: number[]): string {
  return steps.length === 0
    ? t('commitments.at-the-end', 'told at its end')
    : t('commitments.steps', '', {
        count: steps.length,
        steps: steps.join(', '),
        defaultValue_one: 'step {{steps}}',
        defaultValue_other: 'steps {{steps}}',
      });
}

export function CommitmentsList({ commitments: { rotas, policies } }: { commitments: CommitmentsWire }) {
  const name = useName();
  if (rotas.length + policies.length === 0) {
    return <p>{t('commitments.none', 'No shift in the next 90 days and no escalation policy counts on them.')}</p>;
  }
  return (
    <ul style={{ paddingLeft: 20 }}>
      {rotas.map((one) => (
        <RotaItem key={one.rota} commitment={one} />
      ))}
      {policies.map(({ policy, steps }) => (
        <li key={policy}>
          <TextLink href={`${PLUGIN_ROOT}/policies/${segment(policy)}`}>{name('policies', policy)}</TextLink>
          {`${afterColon(policyText(steps))}. `}
          {t('commitments.skipped', 'The policy leaves them out.')}
        </li>
      ))}
    </ul>
  );
}
