/** Attacks by files: each kind of object that provisioning files state, as large as a file of the API's own limit. */
import { z } from 'zod';
import { config, CONFIG_KINDS } from '#contract/config';
import type { ConfigKind } from '#contract/config';
import { blank, note } from './attacks.ts';
import type { Attack, Field, Outcome } from './attacks.ts';
import { chanceOf, Input, makingOf } from './generate/body.ts';
import { NoInput } from './generate/texts.ts';
import { until } from '../support/waiting.ts';

const MIB = 1024 * 1024;
/** ms within which a reload ends, one way or the other. */
const RELOADED = 120_000;

export function fileAttacks(): Attack[] {
  return CONFIG_KINDS.map((kind) => ({ name: `file of ${kind}`, isWrite: true, run: (field) => byFile(field, kind) }));
}

async function byFile(field: Field, kind: ConfigKind): Promise<Outcome> {
  const { world, gauge } = field;
  const outcome = blank('operator');
  const around = { references: world.references, foreignUrl: field.foreign.url, now: Date.now() };
  const schema = z.strictObject({ [kind]: config.shape[kind] });
  const end = performance.now() + field.most;
  let failure: NoInput | null = null;
  for (let variant = 0; variant === 0 || performance.now() < end; variant++) {
    try {
      const input = new Input(schema, makingOf(chanceOf(`${field.seed} file ${kind} ${variant}`), around));
      input.enlarge(MIB);
      const text = JSON.stringify({ apiVersion: 1, ...(input.value() as object) });
      const reloaded = await reload(field, { 'stream.yaml': world.stream, 'attack.yaml': text });
      outcome.requests++;
      outcome.statuses[reloaded] = (outcome.statuses[reloaded] ?? 0) + 1;
      const turn = await gauge.turn();
      note(outcome, turn, reloaded, text.length, `${field.seed} file ${kind} ${variant}`);
    } catch (error) {
      if (!(error instanceof NoInput)) throw error;
      failure = error;
    }
  }
  await reload(field, { 'stream.yaml': world.stream });
  if (outcome.requests === 0) throw failure ?? new NoInput(`no file of ${kind}`);
  return outcome;
}

const TAKEN = 'provisioning files reloaded';
const REFUSED = /^a provisioning file has a problem/;

/** @returns whether the files were taken */
async function reload({ world: { sidecar } }: Field, files: Record<string, string>): Promise<'taken' | 'refused'> {
  const before = sidecar.log.length;
  await sidecar.provision(files);
  const ended = () => {
    const line = sidecar.log.slice(before).find(({ msg }) => msg === TAKEN || REFUSED.test(msg));
    return Promise.resolve(line?.msg ?? false);
  };
  return (await until('the files are taken or refused', ended, RELOADED)) === TAKEN ? 'taken' : 'refused';
}
