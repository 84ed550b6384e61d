/** Formats instants in the person's language and zone. */

const DAY = 86_400_000;

/**
 * @param {string} language
 * @param {string} timeZone
 */
export function clockOf(language, timeZone) {
  /** @param {Intl.DateTimeFormatOptions} options */
  const format = (options) => {
    try {
      return new Intl.DateTimeFormat(language, { ...options, timeZone });
    } catch {
      // If this browser does not know the zone, its own is better than nothing.
      return new Intl.DateTimeFormat(language, options);
    }
  };
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayTime = format({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = format({ year: 'numeric', month: '2-digit', day: '2-digit' });
  return {
    /**
     * `03:12`, with the day if it differs from that of `now`.
     * @param {string | number} at
     * @param {number} now
     */
    at(at, now) {
      const instant = new Date(at);
      const isToday = Math.abs(instant.getTime() - now) < DAY && day.format(instant) === day.format(now);
      return (isToday ? time : dayTime).format(instant);
    },
    /** @param {string | number} at */
    time: (at) => time.format(new Date(at)),
  };
}

/** @typedef {ReturnType<typeof clockOf>} ClockText */
