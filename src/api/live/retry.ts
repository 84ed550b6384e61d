/** When the event stream is connected again after it broke. */
const FIRST = 1_000;
const LONGEST = 60_000;
/** While nothing at all is answered somebody waits for the sidecar, and to ask it costs next to nothing. */
const LONGEST_WHILE_AWAY = 5_000;

interface Broken {
  /** Connections that failed one after the other. */
  failures: number;
  /** As the server asks for. */
  retry: number;
  /** No request was answered since the connection was tried. */
  isAway: boolean;
}

/** ms */
export function retryAfter({ failures, retry, isAway }: Broken): number {
  return Math.min(isAway ? LONGEST_WHILE_AWAY : LONGEST, Math.max(retry, FIRST * 2 ** failures));
}
