/** A badge that says how well a person can be reached. */
import type { BadgeColor, IconName } from '@grafana/ui';
import { Badge } from '../page/badge.tsx';
import type { Reachability } from './person-reach.ts';
import { t } from '../../language.ts';

const BADGES: Record<Reachability, { color: BadgeColor; icon: IconName; text: () => string }> = {
  well: { color: 'green', icon: 'check-circle', text: () => t('reach.well', 'Reachable') },
  failing: {
    color: 'red',
    icon: 'exclamation-triangle',
    text: () => t('reach.failing', 'Last message not delivered'),
  },
  unverified: { color: 'red', icon: 'exclamation-triangle', text: () => t('reach.unverified', 'Nothing verified') },
  nothing: { color: 'red', icon: 'exclamation-triangle', text: () => t('reach.nothing', 'Cannot be reached') },
  disabled: { color: 'darkgrey', icon: 'ban', text: () => t('reach.disabled', 'Disabled') },
};

export function ReachBadge({ reach }: { reach: Reachability }) {
  const { color, icon, text } = BADGES[reach];
  return <Badge color={color} icon={icon} text={text()} />;
}
