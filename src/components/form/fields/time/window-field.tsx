/** A form field for a time window: a named one, or the one that a file or a script wrote in place. */
import type { WindowOrIdWire } from '#contract/time/time-window';
import { t } from '../../../../language.ts';
import { WindowChoice } from '../../../time-windows/window-choice.tsx';
import { windowsText } from './weekly-text.ts';

type WindowValue = WindowOrIdWire | null;

/** A window written in place. */
const INLINE = '';

interface Props {
  id: string;
  width: number;
  window: WindowValue;
  windows: Array<{ value: string; label?: string | undefined }>;
  onChange: (window: WindowValue) => void;
}

export function WindowField({ id, width, window, windows, onChange }: Props) {
  const isInline = typeof window === 'object' && window !== null;
  const inline = isInline ? [{ value: INLINE, label: windowsText(window.windows) }] : [];
  return (
    <WindowChoice
      id={id}
      label={t('step.window', 'Only within')}
      width={width}
      placeholder={t('step.any-time', 'any time')}
      inline={inline}
      windows={windows}
      value={isInline ? INLINE : window}
      onChange={(chosen) => onChange(chosen === INLINE ? window : chosen)}
    />
  );
}
