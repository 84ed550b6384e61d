/** What a process used, as Linux tells. On a machine that others share, processor time says more than the clock. */
import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second for programs, whatever its own tick is. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time since its start, in user and kernel mode. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory, MB. */
export function residentMb(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}
