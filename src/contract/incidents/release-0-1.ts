/**
 * Converts entries of 0.1, which have sentences or nothing where reasons are now, to the present form. Only this module
 * knows the sentences of 0.1.
 */
/** A timeline entry, as stored or as sent. */
interface Entry {
  kind: string;
  data: Readonly<Record<string, unknown>>;
}

type Data = Entry['data'];

const hasReason = ({ reason }: Data) => typeof reason === 'string';

function waiting(data: Data): Data {
  return hasReason(data) ? data : { ...data, reason: data['test'] === true ? 'test' : 'step' };
}

/** Without a policy, 0.1 paged nobody and recorded no people or rooms. */
function exhausted(data: Data): Data {
  return data['reason'] === 'no-policy'
    ? { users: [], channels: [], ...data }
    : { ...data, reason: data['reason'] ?? 'unanswered' };
}

function resolved(data: Data): Data {
  const { resolution, reason } = data;
  // Since 0.2 the data has a text besides the code.
  if ('text' in data) {
    return data;
  }
  switch (resolution) {
    case 'source':
      return reason === 'it stayed quiet'
        ? { ...data, reason: 'stayed-quiet' }
        : { ...data, reason: 'by-source', note: reason ?? null };
    case 'timeout':
      return { ...data, reason: reason === 'tests end by themselves' ? 'test-over' : 'no-signal' };
    case 'superseded':
      return { ...data, reason: 'superseded' };
    case 'merged':
      return { ...data, reason: 'merged', number: null };
    default:
      return { ...data, reason: 'by-person' };
  }
}

function repaired(data: Data): Data {
  return hasReason(data)
    ? data
    : { ...data, reason: data['why'] === 'snoozed without an end' ? 'snoozed-without-end' : 'open-without-next-step' };
}

const READERS: Readonly<Record<string, (data: Data) => Data>> = {
  waiting,
  exhausted,
  resolved,
  repaired,
  // The first delivery entries had only the method.
  delivery: (data) => ({ channelKind: data['method'] ?? '', bundled: false, ...data }),
  unacknowledged: (data) => (hasReason(data) ? data : { ...data, reason: 'asked' }),
};

/** Entries of this version stay unchanged. */
export function inPresentForm<Any extends Entry>(entry: Any): Any {
  const reader = Object.hasOwn(READERS, entry.kind) ? READERS[entry.kind] : undefined;
  return reader === undefined ? entry : { ...entry, data: reader(entry.data) };
}
