/**
 * How fast the machine is at this moment. Bounds of processor time were set on one that did nothing else: where neighbours
 * share its caches and cores, the same instructions take longer, and a bound would tell of them.
 */

/** ms of processor time that the work below takes where the bounds were set: two cores, Debian 13, Node.js 24. */
const USUAL = 50;
/** A machine of half the speed tells nothing of bounds: what is over twice them is red everywhere. */
const MOST = 2;
/** Linux counts processor time of a thread in steps of 4 ms on some machines. */
const TIMES = 60;
/** ms for which a measure holds. */
const HOLDS = 5_000;

const [ROWS, HOSTS] = [1_000, 37];

let [taken, slowed] = [-Infinity, 1];

/** @returns by how much processor time is longer here and now than where the bounds were set, 1 to 2 */
export function slowness(): number {
  if (performance.now() - taken < HOLDS) return slowed;
  if (taken === -Infinity) work();
  const now = Math.min(MOST, Math.max(1, work() / USUAL));
  if (Math.abs(now - slowed) >= 0.1) console.log(`processor time here is ${now.toFixed(2)} times that of the bounds`);
  [taken, slowed] = [performance.now(), now];
  return slowed;
}

/** The work is of the kind that a sidecar does: rows are made, sorted, grouped, written as JSON and read. */
function work(): number {
  const before = process.threadCpuUsage();
  for (let time = 0; time < TIMES; time++) {
    const rows = Array.from({ length: ROWS }, (_, i) => ({
      id: `row-${(i * 7_919) % ROWS}`,
      at: i * 60_000,
      labels: { host: `web-${i % HOSTS}` },
    }));
    rows.sort((a, b) => (a.id < b.id ? -1 : 1));
    const read = JSON.parse(JSON.stringify(rows)) as typeof rows;
    if (Map.groupBy(read, ({ labels }) => labels.host).size !== HOSTS) throw new Error('The work was not done.');
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
