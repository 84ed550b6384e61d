/** Lists faults of translation, each of which a proof must find. */

interface PlannedRota {
  layers: Array<{ participants: string[][]; restrictions: Array<{ to: string }>; join?: true }>;
  overrides: object[];
}

/** What goes wrong, as a change of the planned rota. */
export const FAULTS: ReadonlyArray<[string, (rota: PlannedRota) => void]> = [
  ['the layers are not joined', (rota) => delete rota.layers[1]?.join],
  ['a person is dropped', (rota) => rota.layers[1]?.participants.pop()],
  ['a window is moved by an hour', (rota) => ((rota.layers[1]?.restrictions[0] as { to: string }).to = '09:00')],
  ['an override is lost', (rota) => rota.overrides.shift()],
  ['a forwarding is lost', (rota) => rota.overrides.pop()],
];

/** The plan with the fault in its only rota. */
export function faultyPlan(plan: { objects: object }, fault: (rota: PlannedRota) => void): string {
  const { rotas } = plan.objects as { rotas: [PlannedRota] };
  fault(rotas[0]);
  return JSON.stringify(plan);
}
