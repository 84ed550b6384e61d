/** Lists who gains and who loses on-call time by a change. */
import { Alert, Icon, Stack } from '@grafana/ui';
import type { DutyChange, RotaDiff } from '#domain/rota/diff';
import { durationText } from '../../../components/time/format.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { spanText } from '../timeline/lanes/shift-text.ts';
import { t } from '../../../language.ts';
import { Troubles } from './troubles.tsx';

const MOST = 12;

function Changes({ changes, icon, wording }: { changes: DutyChange[]; icon: 'plus' | 'minus'; wording: ShiftWording }) {
  return (
    <>
      {changes.slice(0, MOST).map((change) => (
        <li key={`${icon} ${change.user} ${change.start}`}>
          <Icon name={icon} size="sm" /> <strong>{wording.name(change.user)}</strong> {spanText(change, wording)} (
          {durationText(change.end - change.start)})
        </li>
      ))}
      {changes.length > MOST && (
        <li>
          {t('diff.more', '', {
            count: changes.length - MOST,
            defaultValue_one: 'and {{count}} more',
            defaultValue_other: 'and {{count}} more',
          })}
        </li>
      )}
    </>
  );
}

/** Who gains, who loses, and the new gaps. */
export function DiffList({ diff, wording }: { diff: RotaDiff; wording: ShiftWording }) {
  const { gains, losses, newGaps } = diff;
  if (gains.length + losses.length + newGaps.length === 0) {
    return <Alert severity="info" title={t('diff.nothing', 'This changes nothing')} />;
  }
  return (
    <Stack direction="column" gap={1}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        <Changes changes={gains} icon="plus" wording={wording} />
        <Changes changes={losses} icon="minus" wording={wording} />
      </ul>
      <Troubles diff={diff} wording={wording} />
    </Stack>
  );
}
