/** Keeps which parts of an incident are solved: what solved one of several incidents of the first night solves its alerts. */
import type { Alert } from '#domain/incident/signal/alert';

interface Solution<By> {
  /** By fingerprint: the part that it came from when it fired last, and whether it still fires. */
  alerts: Map<string, { part: string | null; fires: boolean }>;
  /** By part, in their order. */
  by: Map<string, By>;
}

export class Solutions<By> {
  readonly #of = new Map<string, Solution<By>>();

  #at(incident: string): Solution<By> {
    const known = this.#of.get(incident) ?? { alerts: new Map(), by: new Map<string, By>() };
    this.#of.set(incident, known);
    return known;
  }

  /** What fires again is not solved. */
  comes(incident: string, { fingerprint, status }: Alert, part: string | null): void {
    const { alerts, by } = this.#at(incident);
    if (status === 'firing') {
      alerts.set(fingerprint, { part, fires: true });
      if (part !== null) by.delete(part);
    } else if (status === 'resolved') {
      alerts.set(fingerprint, { part: alerts.get(fingerprint)?.part ?? part, fires: false });
    }
  }

  solve(incident: string, part: string, by: By): void {
    this.#at(incident).by.set(part, by);
  }

  /** @returns who solved the last part, if everything that still fires is solved */
  last(incident: string): By | null {
    const { alerts, by } = this.#at(incident);
    const isOver = [...alerts.values()].every(({ part, fires }) => !fires || part === null || by.has(part));
    return isOver ? ([...by.values()].at(-1) ?? null) : null;
  }

  forget(incident: string): void {
    this.#at(incident).by.clear();
  }
}
