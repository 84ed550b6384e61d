/** Explains each failure to people, and what they can do about it. */
import type { ApiFailure, FailureKind } from '../../api/client/failure.ts';
import { t } from '../../language.ts';
import { refusalText } from '../words/refusal-words.ts';

export interface FailureText {
  title: string;
  advice: string;
  /** An Admin can fix the cause in the settings. */
  isSetup: boolean;
}

const TEXTS: Record<FailureKind, () => FailureText> = {
  offline: () => ({
    title: t('failure.offline.title', 'Grafana isn’t responding'),
    advice: t(
      'failure.offline.advice',
      'Check your network connection. If others have the same problem, Grafana itself may be down.',
    ),
    isSetup: false,
  }),
  unreachable: () => ({
    title: t('failure.unreachable.title', 'The Vigie sidecar isn’t responding'),
    advice: t(
      'failure.unreachable.advice',
      'Nobody is paged while it is down. Check that it runs. If it does, Grafana can’t reach it: its address in the settings must be the one seen from Grafana’s server, with no HTTP proxy between the two (NO_PROXY).',
    ),
    isSetup: true,
  }),
  'not-vigie': () => ({
    title: t('failure.not-vigie.title', 'Something else answers at the sidecar’s address'),
    advice: t(
      'failure.not-vigie.advice',
      'The server there doesn’t know this request. Check the address in the settings (it ends at the port, without a path), and that the sidecar has the same version as this plugin.',
    ),
    isSetup: true,
  }),
  blocked: () => ({
    title: t('failure.blocked.title', 'Grafana doesn’t let you use this plugin'),
    advice: t(
      'failure.blocked.advice',
      'Sign in again. If that doesn’t help, ask an administrator to enable the plugin in this organization and give you access to it.',
    ),
    isSetup: false,
  }),
  'route-missing': () => ({
    title: t('failure.route-missing.title', 'Grafana needs a restart'),
    advice: t(
      'failure.route-missing.advice',
      'The plugin was updated, and Grafana reads its routes only at start. Restart Grafana.',
    ),
    isSetup: false,
  }),
  'plugin-old': () => ({
    title: t('failure.plugin-old.title', 'Grafana has an older version of the plugin than the sidecar needs'),
    advice: t(
      'failure.plugin-old.advice',
      'Update the plugin and restart Grafana: it reads the plugin’s routes only at start.',
    ),
    isSetup: false,
  }),
  'sidecar-old': () => ({
    title: t('failure.sidecar-old.title', 'The sidecar is older than this plugin'),
    advice: t(
      'failure.sidecar-old.advice',
      'Update the sidecar to the version of the plugin. It keeps paging in the meantime; only the pages in Grafana have to wait.',
    ),
    isSetup: false,
  }),
  token: () => ({
    title: t('failure.token.title', 'The sidecar rejects Grafana’s token'),
    advice: t(
      'failure.token.advice',
      'The token in the settings is not the sidecar’s VIGIE_PLUGIN_TOKEN. The sidecar keeps it in data/plugin-token where none was set.',
    ),
    isSetup: true,
  }),
  identity: () => ({
    title: t('failure.identity.title', 'The sidecar could not tell who you are'),
    advice: t(
      'failure.identity.advice',
      'It could not check Grafana’s signature of your identity. VIGIE_GRAFANA_URL must be an address at which the sidecar reaches this Grafana, and both clocks must be right.',
    ),
    isSetup: true,
  }),
  foreign: () => ({
    title: t('failure.foreign.title', 'Vigie is not for this organization'),
    advice: t(
      'failure.foreign.advice',
      'Switch to an organization that the sidecar serves: in Grafana’s menu, or in your profile.',
    ),
    isSetup: false,
  }),
  forbidden: () => ({
    title: t('failure.forbidden.title', 'You don’t have permission'),
    advice: t('failure.forbidden.advice', 'Ask an Editor of the team, or an administrator.'),
    isSetup: false,
  }),
  'not-found': () => ({
    title: t('failure.not-found.title', 'Not found'),
    advice: t('failure.not-found.advice', 'It may have been deleted, or the address may have a typo.'),
    isSetup: false,
  }),
  conflict: () => ({
    title: t('failure.conflict.title', 'Someone else changed this first'),
    advice: t('failure.conflict.advice', 'It changed after you opened it. Reload it and repeat your change.'),
    isSetup: false,
  }),
  'in-the-way': () => ({
    title: t('failure.in-the-way.title', 'This can’t be done yet'),
    advice: t('failure.in-the-way.advice', 'Change what is named here first.'),
    isSetup: false,
  }),
  validation: () => ({
    title: t('failure.validation.title', 'Some fields need fixing'),
    advice: t('failure.validation.advice', 'Fix what’s listed here and try again.'),
    isSetup: false,
  }),
  'too-often': () => ({
    title: t('failure.too-often.title', 'Too many requests'),
    advice: t('failure.too-often.advice', 'Wait a little, then try again.'),
    isSetup: false,
  }),
  busy: () => ({
    title: t('failure.busy.title', 'The sidecar is busy'),
    advice: t('failure.busy.advice', 'It’s up, but can’t answer right now. Vigie retries automatically.'),
    isSetup: false,
  }),
  'grafana-failing': () => ({
    title: t('failure.grafana-failing.title', 'Grafana couldn’t do this now'),
    advice: t(
      'failure.grafana-failing.advice',
      'Grafana itself answered with an error; the sidecar had no part in it. Try again in a moment, and check Grafana’s log if it happens again.',
    ),
    isSetup: false,
  }),
  unexpected: () => ({
    title: t('failure.unexpected.title', 'Something went wrong'),
    advice: t(
      'failure.unexpected.advice',
      'This should not happen. Please report it with the message below and the sidecar’s log.',
    ),
    isSetup: false,
  }),
};

export function failureText(failure: ApiFailure): FailureText {
  return TEXTS[failure.kind]();
}

/** One line, for narrow places. */
export function failureLine(failure: ApiFailure): string {
  const { title, advice } = failureText(failure);
  const said = refusalText(failure);
  return said === '' ? `${title}. ${advice}` : t('failure.line', '{{title}}: {{said}}', { title, said });
}
