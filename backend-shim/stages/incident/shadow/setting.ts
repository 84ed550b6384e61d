/** Keeps everything in shadow only as long as a running sidecar has `VIGIE_SHADOW=true`. */
import { confirmAllShadow, readAllShadowConfirmed } from '../../../store/shadow/confirmed.ts';
import { lockShadows, readShadows } from '../../../store/shadow/shadows.ts';
import type { Work } from '../../../store/work.ts';
import { switchShadows } from './switch.ts';

/** ms between the looks of each sidecar */
export const SETTING_EVERY = 5_000;
/** ms after which a shadow that no sidecar confirms ends */
export const UNCONFIRMED_AFTER = 60_000;

export interface SettingState {
  /** `VIGIE_SHADOW` of this sidecar is not what holds for the installation. */
  differs: boolean;
  /** The shadow of everything was ended here. */
  ended: boolean;
}

/**
 * A sidecar with `true` confirms the shadow; one with `false` ends it if nobody has confirmed it for a minute. A
 * running sidecar never begins it: what holds is said at a start.
 * @param isOn `VIGIE_SHADOW` of this sidecar
 */
export async function attendToSetting(work: Work, isOn: boolean): Promise<SettingState> {
  if (!(await isAllInShadow(work))) {
    return { differs: isOn, ended: false };
  }
  if (isOn) {
    await confirmAllShadow(work);
    return { differs: false, ended: false };
  }
  return (await isConfirmed(work)) ? { differs: true, ended: false } : end(work);
}

async function end(work: Work): Promise<SettingState> {
  await lockShadows(work, 'switch');
  const before = await readShadows(work.tx);
  if (await isConfirmed(work)) {
    // Meanwhile a sidecar with `true` has started.
    return { differs: true, ended: false };
  }
  const removed = before.filter(({ kind }) => kind === 'all');
  if (removed.length > 0) {
    await switchShadows(work, { before, added: [], removed });
  }
  return { differs: false, ended: removed.length > 0 };
}

async function isAllInShadow({ tx }: Work): Promise<boolean> {
  return (await readShadows(tx)).some(({ kind }) => kind === 'all');
}

/** An instant in the future, left by a clock that was set back, confirms nothing either. */
async function isConfirmed(work: Work): Promise<boolean> {
  const at = await readAllShadowConfirmed(work);
  return at !== null && Math.abs(work.now - at) <= UNCONFIRMED_AFTER;
}
