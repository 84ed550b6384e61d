/** Shows instants, with the exact time on hover or focus. */
import { Tooltip } from '@grafana/ui';
import { clockTime, exactText, isSameDay, secondText, timeText } from './format.ts';
import { agoText } from './relative-text.ts';
import { useNow } from './use-now.ts';
import { useZone } from './zone.tsx';

interface Props {
  /** ISO 8601 or epoch ms. */
  at: string | number;
}

const msOf = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at));

/** “3 minutes ago”. What happened is never ahead, even if the two clocks differ by seconds. */
export function Ago({ at }: Props) {
  const now = useNow(10_000);
  const zone = useZone();
  const ms = msOf(at);
  return (
    <Tooltip content={exactText(ms, zone)}>
      <time dateTime={new Date(ms).toISOString()}>{agoText(ms, now)}</time>
    </Tooltip>
  );
}

/** “09:00”, with the day unless it is today. */
export function At({ at }: Props) {
  const now = useNow(60_000);
  const zone = useZone();
  const ms = msOf(at);
  return (
    <Tooltip content={exactText(ms, zone)}>
      <time dateTime={new Date(ms).toISOString()}>{timeText(ms, now, zone)}</time>
    </Tooltip>
  );
}

/** “09:00:07”, with the day unless it is today. */
export function AtSecond({ at }: Props) {
  const now = useNow(60_000);
  const zone = useZone();
  const ms = msOf(at);
  return (
    <Tooltip content={exactText(ms, zone)}>
      <time dateTime={new Date(ms).toISOString()}>{secondText(ms, now, zone)}</time>
    </Tooltip>
  );
}

interface SpanProps {
  start: string | number;
  /** null: without an end. */
  end: string | number | null;
}

/** “Thu, Jan 8, 09:00 – 15:00”: the end has its day only where that is another one. */
export function Span({ start, end }: SpanProps) {
  const zone = useZone();
  if (end === null) {
    return <At at={start} />;
  }
  const to = msOf(end);
  return (
    <>
      <At at={start} /> –{' '}
      {isSameDay(msOf(start), to, zone) ? (
        <Tooltip content={exactText(to, zone)}>
          <time dateTime={new Date(to).toISOString()}>{clockTime(to, zone)}</time>
        </Tooltip>
      ) : (
        <At at={end} />
      )}
    </>
  );
}
