/** A badge that says whether the page shows live data. */
import { useEffect, useState } from 'react';
import type { BadgeColor, IconName } from '@grafana/ui';
import { Badge } from './badge.tsx';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { SidecarContact } from '../../api/live/contact.ts';
import { contact$ } from '../../api/live/contact.ts';
import { failureText } from './failure-text.ts';
import { clockTime } from '../time/format.ts';
import { useZone } from '../time/zone.tsx';
import { t } from '../../language.ts';

interface LiveBadgeStyle {
  color: BadgeColor;
  icon: IconName;
  text: string;
  tooltip: string;
}

function outOfDate(failure: ApiFailure, answeredAt: SidecarContact['answeredAt'], zone: string): LiveBadgeStyle {
  const since =
    answeredAt === null
      ? t('live.never', 'no answer yet')
      : t('live.since', 'last answer at {{time}}', { time: clockTime(answeredAt, zone) });
  return {
    color: 'red',
    icon: 'exclamation-triangle',
    text: t('live.stale', 'Out of date: {{since}}', { since }),
    tooltip: failureText(failure).advice,
  };
}

const MODES: Record<SidecarContact['mode'], () => LiveBadgeStyle> = {
  stream: () => ({
    color: 'green',
    icon: 'circle',
    text: t('live.live', 'Live'),
    tooltip: t('live.live-tip', 'Changes appear as they happen.'),
  }),
  polling: () => ({
    color: 'orange',
    icon: 'sync',
    text: t('live.polling', 'Every 15 seconds'),
    tooltip: t('live.polling-tip', 'Live updates aren’t available right now, so the page refreshes every 15 seconds.'),
  }),
  connecting: () => ({
    color: 'darkgrey',
    icon: 'circle',
    text: t('live.connecting', 'Connecting'),
    tooltip: t('live.connecting-tip', 'Waiting for live updates.'),
  }),
};

export function LiveBadge() {
  const [contact, setContact] = useState(contact$.value);
  useEffect(() => {
    const subscription = contact$.subscribe(setContact);
    return () => subscription.unsubscribe();
  }, []);
  const { mode, failure, answeredAt } = contact;
  const zone = useZone();
  const { color, icon, text, tooltip } = failure === null ? MODES[mode]() : outOfDate(failure, answeredAt, zone);
  return (
    <span role="status">
      <Badge color={color} icon={icon} text={text} tooltip={tooltip} />
    </span>
  );
}
