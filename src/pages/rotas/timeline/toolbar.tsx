/** The toolbar of the timeline: range, zone and filters. */
import { useEffect } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { LabelledSwitch } from '../../../components/form/fields/labelled-switch.tsx';
import { dateFormat } from '../../../components/time/format.ts';
import type { ViewSpan, TimelineView } from './view.ts';
import { SPANS, endOf, moved, viewAt } from './view.ts';
import { Combobox } from '../../../components/form/fields/combobox.tsx';
import { t } from '../../../language.ts';

const NAMES: Record<ViewSpan, () => string> = {
  day: () => t('span.day', 'Day'),
  weeks: () => t('span.weeks', '2 weeks'),
  month: () => t('span.month', 'Month'),
  quarter: () => t('span.quarter', 'Quarter'),
  year: () => t('span.year', 'Year'),
};

/** “5 – 18 January 2026”, in the language's own form. */
function rangeText(view: TimelineView): string {
  return dateFormat({ day: 'numeric', month: 'long', year: 'numeric' }, 'UTC').formatRange(
    view.start * DAY,
    (endOf(view) - 1) * DAY,
  );
}

export interface ZoneChoice {
  /** IANA name. */
  zone: string;
  label: string;
}

const getStyles = (theme: GrafanaTheme2) => ({
  zone: css({ width: 230, marginLeft: 'auto', [theme.breakpoints.down('sm')]: { marginLeft: 0 } }),
});

interface Props {
  view: TimelineView;
  /** Default: all. */
  spans?: readonly ViewSpan[];
  today: LocalDate;
  onView: (view: TimelineView) => void;
  zones: ZoneChoice[];
  zone: string;
  onZone: (zone: string) => void;
  /** Without these two, there is no switch for the reader's own shifts. */
  isMineOnly?: boolean;
  onMineOnly?: (isMineOnly: boolean) => void;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** `t` goes to today from anywhere on the page. */
function useTodayKey(onToday: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 't' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
        onToday();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

export function Toolbar({ view, spans = SPANS, today, onView, zones, zone, onZone, isMineOnly, onMineOnly }: Props) {
  const goToday = () => onView(viewAt(view.span, today));
  const isToday = viewAt(view.span, today).start === view.start;
  useTodayKey(goToday);
  // A change of span keeps the middle of the screen, or today if it is shown.
  const change = (span: ViewSpan) =>
    onView(viewAt(span, today >= view.start && today < endOf(view) ? today : view.start));
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <div style={{ maxWidth: '100%' }}>
        <RadioButtonGroup<ViewSpan>
          aria-label={t('toolbar.span', 'Span')}
          value={view.span}
          options={spans.map((span) => ({ value: span, label: NAMES[span]() }))}
          onChange={change}
        />
      </div>
      <Stack gap={0.5} alignItems="center">
        <Button
          variant="secondary"
          icon="angle-left"
          aria-label={t('toolbar.back', 'Earlier')}
          onClick={() => onView(moved(view, -1))}
        />
        <Button variant="secondary" disabled={isToday} tooltip={t('toolbar.today-key', 'Key: t')} onClick={goToday}>
          {t('toolbar.today', 'Today')}
        </Button>
        <Button
          variant="secondary"
          icon="angle-right"
          aria-label={t('toolbar.on', 'Later')}
          onClick={() => onView(moved(view, 1))}
        />
      </Stack>
      <strong aria-live="polite">{rangeText(view)}</strong>
      <div className={useStyles2(getStyles).zone}>
        <Combobox
          aria-label={t('toolbar.zone', 'Time zone')}
          value={zone}
          options={zones.map((one) => ({ value: one.zone, label: one.label }))}
          onChange={({ value }) => onZone(value)}
        />
      </div>
      {onMineOnly !== undefined && (
        <LabelledSwitch
          id="timeline-mine"
          label={t('toolbar.mine', 'My shifts')}
          value={isMineOnly === true}
          onChange={onMineOnly}
        />
      )}
    </Stack>
  );
}
