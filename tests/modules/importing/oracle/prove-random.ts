/** Plans and proves random schedules of a pager against the answer of an independent model of that pager. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { ImportedBody } from '#modules/importing/contract/plan';
import type { ImportClass, TimelineDifference } from '#modules/importing/domain/model';
import { proveRota } from '#modules/importing/domain/rota-proof';
import { zoneTableOf } from '../../../../backend-shim/adapters/zones.ts';
import type { PagerImport, PagerSnapshot } from '../../../../backend-shim/modules/importing/client/pager.ts';
import { createPlanDraft } from '../../../../backend-shim/modules/importing/client/plan-draft.ts';
import { createImportIds } from '../../../../backend-shim/modules/importing/client/snapshot/ids.ts';
import { answerLocally, zonesIn } from '../../../../backend-shim/modules/importing/client/vigie/local-answer.ts';

const PYTHON = '/usr/bin/python3';
const DAY = 86_400_000;

/** What the model of a pager says of each case. */
export function modelOf<Answer>(script: string, cases: readonly object[]): Answer[] {
  return JSON.parse(
    execFileSync(PYTHON, ['-B', path.join(import.meta.dirname, script)], {
      input: JSON.stringify(cases),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    }),
  ) as Answer[];
}

export interface ProvenCase {
  class: ImportClass;
  reason: string;
  rota: ImportedBody;
  unexplained: TimelineDifference[];
  explained: string[];
}

/** Every person is known by their id. */
export function planAndProve(pager: PagerImport, snapshot: PagerSnapshot, localTime = false): ProvenCase {
  const draft = createPlanDraft(createImportIds({}));
  pager.plan(snapshot, draft, { loginOf: (id) => id, zone: zoneTableOf, localTime, keepsOwn: () => null });
  const { objects, proofs, items } = draft.finished();
  const planned = proofs[0];
  const rota = objects.rotas?.find(({ id }) => id === planned?.rota);
  const answer = snapshot.answers.find(({ schedule }) => schedule === planned?.schedule);
  if (planned === undefined || rota === undefined || answer === undefined) {
    throw new Error(`no rota was planned: ${JSON.stringify(items)}`);
  }
  const ours = answerLocally(rota, zoneTableOf, snapshot.from - DAY, snapshot.to + DAY);
  if (!ours.ok) {
    throw new Error(JSON.stringify(ours));
  }
  const known = {
    class: planned.class,
    from: snapshot.from,
    readFor: 0,
    unknown: new Set<string>(),
    predicted: planned.predicted,
    frozenUntil: planned.frozenUntil === null ? null : Date.parse(planned.frozenUntil),
    leftEmpty: [],
    unnamed: [],
    clockChanges: zonesIn(rota).flatMap((zone) => zoneTableOf(zone)?.changes ?? []),
  };
  const proof = proveRota(pager.timelineOf(answer, snapshot), ours.value, known, snapshot.to);
  const item = items.find(({ kind, vigieId }) => kind === 'rota' && vigieId === planned.rota);
  return {
    class: planned.class,
    reason: item?.reason ?? '?',
    rota,
    unexplained: proof.differences.filter(({ cause }) => cause === 'unexplained'),
    explained: proof.differences.map(({ cause }) => cause).filter((cause) => cause !== 'unexplained'),
  };
}
