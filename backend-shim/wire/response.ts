/** Builds the dependencies of the responder page and of the callbacks of services. */
import type { SwapActions } from '../actions/rotas/swaps.ts';
import type { ServerDeps } from '../http/server.ts';
import { preferredLanguage } from '../stages/response/page/page.ts';
import { PAGE_HEADERS } from '../stages/response/page/style.ts';
import { readLink } from '../stages/response/link.ts';
import { act, show } from '../stages/response/respond.ts';
import type { RespondDeps } from '../stages/response/respond.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import type { CoreServices } from './engine.ts';

export function responderDeps(core: CoreServices, swaps: Pick<SwapActions, 'answerAs'>): ServerDeps['responder'] {
  const { store, copies, clock, directory, rests, change, toSpare, linking, links, config, responderCommands } = core;
  const deps: RespondDeps = {
    db: store.read,
    cap: CAPABILITIES[store.dialect],
    copies,
    clock,
    keys: linking,
    basePath: new URL(config.publicUrl).pathname.replace(/\/+$/, ''),
    directory,
    grafanaOf: links.incident,
    pageOf: (incident, login) => new URL(links.responder(incident, login).page).pathname,
    answerSwap: swaps.answerAs,
    rests: rests.current,
    // A note pages nobody.
    command: (request) =>
      (request.command.kind === 'note' ? toSpare.change : change)((work) => responderCommands.command(work, request)),
    can: responderCommands.can,
    rate: (request) => toSpare.transact((work) => responderCommands.rate(work, request)),
    workOn: (request) => toSpare.change((work) => responderCommands.workOn(work, request)),
  };
  return {
    headers: PAGE_HEADERS,
    language: preferredLanguage,
    isOurs: (token) => readLink(linking, token, (login) => directory().holdersBefore(login)) !== null,
    show: (token, options) => show(deps, token, options),
    act: (token, action, fields, language) => act(deps, token, action, fields, language),
  };
}

export function callbackDeps({ config, directory, channels }: CoreServices): ServerDeps['callbacks'] {
  return {
    publicUrl: config.publicUrl,
    knows: (id) => channels.get(directory().rooms.get(id)?.type ?? '')?.callback !== undefined,
    take: async (id, callback) => {
      const service = directory().rooms.get(id);
      const channel = service && channels.get(service.type);
      return (service && (await channel?.callback?.(service, callback))) ?? null;
    },
  };
}
