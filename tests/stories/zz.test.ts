import { stories } from './harness.ts';
stories('timing', (tell) => {
  for (let i = 0; i < 4; i++) tell(`x ${i}`, {}, async (story) => {
    const t = async (n: string, f: () => Promise<unknown>) => { const a = performance.now(); await f(); console.log(n, Math.round(performance.now() - a)); };
    await t('alert', () => story.alert());
    await t('settle', () => story.settle());
    await t('now', () => story.sidecar.now());
    await t('reached', () => story.reached('ann by hook'));
    await t('pass', () => story.passes('5m'));
    await t('reached', () => story.reached('ben by mail'));
    await t('change', () => story.change({}));
    await t('setclock', () => story.until('Monday 12:06'));
    await t('script', () => story.script('resolve'));
  });
});
