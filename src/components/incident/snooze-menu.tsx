/** A menu of snooze lengths. */
import { Button, Dropdown, Menu } from '@grafana/ui';
import { MenuItem } from '../touch/menu-item.tsx';
import { DAY, HOUR, MINUTE, formatDuration } from '#domain/time/duration';
import { durationText } from '../time/format.ts';
import { t } from '../../language.ts';

const CHOICES = [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY];

interface Props {
  /** @param duration as the API writes it, such as `30m` */
  onSnooze: (duration: string) => void;
  /** What the snooze does besides waiting. */
  hint?: string;
  size?: 'sm' | 'md';
  disabled?: boolean;
}

export function SnoozeMenu({ onSnooze, hint, size = 'md', disabled = false }: Props) {
  const menu = (
    <Menu header={hint !== undefined && <div style={{ padding: '8px 12px', maxWidth: 260 }}>{hint}</div>}>
      {CHOICES.map((ms) => (
        <MenuItem
          key={ms}
          label={t('snooze.for', 'For {{duration}}', { duration: durationText(ms) })}
          onClick={() => onSnooze(formatDuration(ms))}
        />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button variant="secondary" icon="clock-nine" size={size} disabled={disabled}>
        {t('snooze.button', 'Snooze')}
      </Button>
    </Dropdown>
  );
}
