/** Makes Debian systems from a mirror, in folders and archives, where the machine allows that. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What apt says where it cannot reach a mirror. */
const NO_MIRROR =
  /Could not (?:resolve|connect)|Temporary failure resolving|Unable to connect|Connection (?:failed|timed out|refused)/;

/** A Debian takes root, whose mounts and users are real. @returns why there is none here; null: there can be one */
export function whyNoDebian(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/mmdebstrap')) {
    return 'needs root and mmdebstrap; sudo apt-get install -y mmdebstrap debian-archive-keyring';
  }
  return spawnSync('unshare', ['--mount', 'true']).status === 0 ? null : 'needs a machine on which root may mount';
}

/**
 * Makes a Debian 13.
 * @param target folder, or archive by its ending
 * @returns why there is none, where no mirror of Debian answers; throws for anything else
 */
export function mmdebstrap(target: string, options: readonly string[]): string | null {
  const { status, stderr } = spawnSync('mmdebstrap', ['--quiet', ...options, 'trixie', target], { encoding: 'utf8' });
  if (status === 0) return null;
  if (NO_MIRROR.test(stderr)) return `no mirror of Debian answers: ${stderr.trim().split('\n').at(-1)}`;
  throw new Error(`mmdebstrap failed: ${stderr}`);
}
