/** The actions on teams besides editing: switch between real and shadow, and ask people to confirm their methods. */
import type { AskedToConfirmWire, TeamShadowWire } from '#contract/people/team-shadow';
import type { EditDeps } from '../../configuration/edit.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import type { ActionContext } from '../context.ts';
import type { ContactMethodActions } from '../people/contact-methods.ts';
import { askToConfirm } from './ask-to-confirm.ts';
import type { ConfirmationContext } from './ask-to-confirm.ts';
import { readTeamShadow } from './read-team.ts';
import { switchTeam } from './switch-team.ts';
import type { TeamSwitch } from './switch-team.ts';

export interface TeamActions {
  /** null: there is no such team. */
  shadow(team: string): Promise<TeamShadowWire | null>;
  switch(request: TeamSwitch): Promise<{ ok: true } | RefusedChange>;
  /** null: there is no such team. */
  askToConfirm(request: { team: string; actor: string; isAdmin: boolean }): Promise<AskedToConfirmWire[] | null>;
}

type TeamContext = Pick<ActionContext, 'store' | 'clock' | 'directory' | 'change' | 'reload'> &
  Omit<ConfirmationContext, 'sendCode'>;

export function createTeamActions(
  context: TeamContext,
  edits: EditDeps,
  { sendCode }: Pick<ContactMethodActions, 'sendCode'>,
): TeamActions {
  const { store, clock, directory, change, reload } = context;
  return {
    shadow: async (team) => readTeamShadow({ store, directory: directory(), now: await clock.now() }, team),
    switch: async (request) => {
      const result = await change((work) => switchTeam(work, edits, request));
      await reload();
      return result;
    },
    askToConfirm: (request) => askToConfirm({ ...context, sendCode }, request),
  };
}
