/** Why a server does not listen: its address cannot be had, or something else is wrong. */
import type { ListenAddress } from './config-values.ts';

/** What the system calls behind listening fail with; anything else that fails on the way is another matter. */
const SYSCALLS: ReadonlySet<unknown> = new Set(['listen', 'bind', 'getaddrinfo']);

/** @param variable that says where it listens */
export function listeningProblem(variable: string, { host, port }: ListenAddress, error: unknown): string {
  const { message, syscall } = error as NodeJS.ErrnoException;
  return SYSCALLS.has(syscall)
    ? `${variable} ${host}:${port} cannot be used (${message}). Stop what listens there, or choose another port.`
    : `The sidecar cannot start: ${message}`;
}
