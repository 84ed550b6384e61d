/** Presses what the wizard that moves a team in presses. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ImportDetail, ImportWire, NewImport } from '#modules/importing/contract/wizard';
import type { Answer, Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';

export class Wizard {
  readonly #sidecar: Sidecar;
  /** The import that was begun last. */
  id = '';

  constructor(sidecar: Sidecar) {
    this.#sidecar = sidecar;
  }

  async begin(body: Pick<NewImport, 'source' | 'key'> & Partial<NewImport>): Promise<ImportWire> {
    const answer = await this.#sidecar.api<ImportWire>('POST', 'imports', body);
    this.id = answer.body.id;
    return answer.body;
  }

  /** @param command such as `plan` or `apply` */
  ask(command: string, body: object = {}): Promise<Answer<ImportWire>> {
    return this.#sidecar.api<ImportWire>('POST', `imports/${this.id}/${command}`, body);
  }

  /** @param part such as `report`; absent: the import itself */
  read<Body = ImportDetail>(part?: string): Promise<Answer<Body>> {
    return this.#sidecar.api<Body>('GET', `imports/${this.id}${part === undefined ? '' : `/${part}`}`);
  }

  /** Confirms the map of people. @param people logins by the pager's ids; others are left empty */
  async choose(people: Readonly<Record<string, string>>): Promise<void> {
    const { body } = await this.read();
    const chosen = body.people.map(({ id }) =>
      people[id] === undefined ? { id, login: null, leaveEmpty: true } : { id, login: people[id] },
    );
    await this.#sidecar.api('PUT', `imports/${this.id}/people`, { confirmed: true, people: chosen });
  }

  /** Resolves when no step runs. */
  idle(limit = 120_000): Promise<ImportDetail> {
    const ended = async () => {
      const { body } = await this.read();
      // A pager is asked once a second of real time: to look more often would only keep the processor from the step.
      if (body.steps.length > 0) await pause(200);
      return body.steps.length === 0 && body;
    };
    return until('no step of the import runs', ended, limit);
  }
}
