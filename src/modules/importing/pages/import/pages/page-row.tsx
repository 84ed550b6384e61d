/** Shows one page of each side, one above the other, and why they differ. */
import { TextLink } from '@grafana/ui';
import type { PageRowWire } from '#modules/importing/contract/pages';
import type { PageResult } from '#modules/importing/domain/pages/model';
import { segment } from '../../../../../api/client/client.ts';
import { useName } from '../../../../../components/people/directory.tsx';
import { Badge } from '../../../../../components/page/badge.tsx';
import { timeText } from '../../../../../components/time/format.ts';
import { useNow } from '../../../../../components/time/use-now.ts';
import { useZone } from '../../../../../components/time/zone.tsx';
import { PLUGIN_ROOT } from '../../../../../constants.ts';
import { t } from '../../../../../language.ts';
import { becauseText, resultText } from '../../words/because-words.ts';

const COLOURS: Record<PageResult, 'green' | 'orange' | 'red'> = {
  same: 'green',
  'other-time': 'orange',
  'other-person': 'red',
  'only-theirs': 'red',
  'only-ours': 'orange',
};

interface Props {
  row: PageRowWire;
  pager: string;
}

export function PageRow({ row: { result, theirs, ours, because }, pager }: Props) {
  const name = useName();
  const now = useNow(60_000);
  const zone = useZone();
  const time = (at: number) => timeText(at, now, zone);
  const told = (who: string, at: string, methods: readonly string[]) =>
    t('import-pages.told', '{{who}} at {{at}} ({{methods}})', {
      who,
      at: time(Date.parse(at)),
      methods: methods.join(', '),
    });
  const nobody = t('import-pages.nobody', 'nobody');
  return (
    <li style={{ display: 'grid', gap: 2, overflowWrap: 'anywhere' }}>
      <div>
        <Badge color={COLOURS[result]} text={resultText(result)} />{' '}
        {ours === null ? (
          <strong>{theirs?.title}</strong>
        ) : (
          <TextLink href={`${PLUGIN_ROOT}/incidents/${segment(ours.incident)}`}>{ours.title}</TextLink>
        )}
      </div>
      <div>
        {t('import-pages.side', '{{side}}: {{what}}', {
          side: pager,
          what:
            theirs === null ? nobody : told(known(name('people', theirs.person), theirs), theirs.at, theirs.methods),
        })}
      </div>
      <div>
        {t('import-pages.side', '{{side}}: {{what}}', {
          side: 'Vigie',
          what: ours === null ? nobody : told(name('people', ours.person), ours.at, ours.methods),
        })}
      </div>
      {because !== null && <div>{becauseText(because, { name, time }) ?? because.reason}</div>}
    </li>
  );
}

/** Somebody whom nobody has mapped is known by the old pager's name alone. */
function known(name: string, { person, name: theirName }: NonNullable<PageRowWire['theirs']>): string {
  return name === person ? theirName : name;
}
