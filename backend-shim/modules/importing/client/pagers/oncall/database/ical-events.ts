/** Reads the events that OnCall has resolved itself: one for each person and shift, in UTC, with the person in the title. */
export interface ResolvedEvent {
  /** Epoch ms. */
  start: number;
  end: number;
  title: string;
}

export function resolvedEvents(file: string): ResolvedEvent[] {
  const lines = file.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const events: ResolvedEvent[] = [];
  let current: Map<string, string> | null = null;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') {
      current = new Map();
    } else if (line === 'END:VEVENT' && current !== null) {
      const [start, end] = [instantOf(current.get('DTSTART')), instantOf(current.get('DTEND'))];
      if (start !== null && end !== null && start < end) {
        events.push({ start, end, title: unescaped(current.get('SUMMARY') ?? '') });
      }
      current = null;
    } else {
      const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
      current?.set(name, value);
    }
  }
  return events;
}

/** `20261019T080000Z`; a day alone is a day of UTC. */
function instantOf(text: string | undefined): number | null {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?$/.exec(text ?? '') ?? [];
  return year === undefined ? null : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function unescaped(text: string): string {
  return text.replace(/\\n/gi, '\n').replace(/\\(.)/g, '$1').trim();
}
