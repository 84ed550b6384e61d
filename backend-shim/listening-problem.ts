/** Explains why a server cannot listen: its address is unavailable, or something else is wrong. */
import type { ListenAddress } from './config-values.ts';

/** System calls that fail when an address is unavailable; any other failure has another cause. */
const SYSCALLS: ReadonlySet<unknown> = new Set(['listen', 'bind', 'getaddrinfo']);

/** @param variable the setting with the address */
export function listeningProblem(variable: string, { host, port }: ListenAddress, error: unknown): string {
  const { message, syscall } = error as NodeJS.ErrnoException;
  return SYSCALLS.has(syscall)
    ? `${variable} ${host}:${port} cannot be used (${message}). Stop what listens there, or choose another port.`
    : `The sidecar cannot start: ${message}`;
}
