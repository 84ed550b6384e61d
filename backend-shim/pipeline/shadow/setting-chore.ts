/** Builds the chore that compares `VIGIE_SHADOW` of this sidecar with what holds for all of them. */
import type { Chore } from '../../engine/chores.ts';
import { attendToSetting, SETTING_EVERY } from '../../stages/incident/shadow/setting.ts';
import type { Log } from '../../ports/log.ts';
import type { RunTransaction } from '../../store/work.ts';

export interface ShadowSettingDeps {
  /** `shadow`: `VIGIE_SHADOW` */
  config: { shadow: boolean };
  transact: RunTransaction;
  log: Pick<Log, 'warn' | 'error'>;
  wake(): void;
}

/** Says in the log when `VIGIE_SHADOW` of this sidecar begins to differ from what holds, and when it differs no more. */
export function shadowSettingChore({ config, transact, log, wake }: ShadowSettingDeps): Chore {
  let differed = false;
  return {
    name: 'shadow setting',
    every: SETTING_EVERY,
    run: async (now) => {
      const { differs, ended } = await transact((work) => attendToSetting(work, config.shadow), now);
      if (ended) {
        wake();
        log.warn({}, 'no running sidecar has VIGIE_SHADOW=true any more; the shadow of everything has ended');
      }
      if (differs && !differed) {
        log.error(
          { VIGIE_SHADOW: config.shadow },
          'VIGIE_SHADOW of this sidecar differs from what holds for all of them; set it alike on every sidecar, and restart the one that is wrong',
        );
      }
      differed = differs;
    },
  };
}
