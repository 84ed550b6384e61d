/** Shows the severity of findings by shape, colour and word. */
import type { FindingSeverity } from '#domain/labour/finding';
import type { BadgeProps } from '@grafana/ui';
import { t } from '../../language.ts';
import { Badge } from '../page/badge.tsx';

const LOOKS: Record<FindingSeverity, Pick<BadgeProps, 'color' | 'icon'>> = {
  note: { color: 'blue', icon: 'info-circle' },
  check: { color: 'orange', icon: 'question-circle' },
  outside: { color: 'red', icon: 'exclamation-triangle' },
};

const WORDS: Record<FindingSeverity, () => string> = {
  note: () => t('severity.note', 'note'),
  check: () => t('severity.to-check', 'check'),
  outside: () => t('severity.outside', 'outside'),
};

/** @param count null: of one finding */
export function SeverityBadge({ severity, count = null }: { severity: FindingSeverity; count?: number | null }) {
  const word = WORDS[severity]();
  return <Badge {...LOOKS[severity]} text={count === null ? word : `${count} ${word}`} />;
}
