/** The words for ways to people, and for what services and sources answered, in both languages. */
import type { DELIVERY_FAILURES, SYNC_FAILURES } from '#contract/reasons/timeline';
import type { SyncAction } from '#domain/incident/effects';
import type { Language } from '#domain/notify/responder';

type Words = Readonly<Record<Language, string>>;

const WAYS: Readonly<Record<string, Words>> = {
  email: { en: 'e-mail', fr: 'e-mail' },
  sms: { en: 'SMS', fr: 'SMS' },
  voice: { en: 'phone call', fr: 'appel téléphonique' },
  'web-push': { en: 'phone app', fr: 'l’application' },
  webhook: { en: 'webhook', fr: 'webhook' },
  slack: { en: 'Slack', fr: 'Slack' },
  mattermost: { en: 'Mattermost', fr: 'Mattermost' },
  telegram: { en: 'Telegram', fr: 'Telegram' },
  teams: { en: 'Microsoft Teams', fr: 'Microsoft Teams' },
};

/** “by SMS”. @param kind of a channel; one that this version does not know is named as it is */
export function wayWord(language: Language, kind: string): string {
  return Object.hasOwn(WAYS, kind) ? (WAYS[kind]?.[language] ?? kind) : kind;
}

type Failure = (typeof DELIVERY_FAILURES)[number] | (typeof SYNC_FAILURES)[number];

const FAILURES: Readonly<Record<Failure, Words>> = {
  network: { en: 'network error', fr: 'erreur réseau' },
  timeout: { en: 'no answer in time', fr: 'pas de réponse à temps' },
  'rate-limited': { en: 'the service limits how much is sent', fr: 'le service limite les envois' },
  'server-error': { en: 'the service failed', fr: 'le service a rencontré une erreur' },
  misconfigured: { en: 'the settings of the channel were refused', fr: 'la configuration du canal a été refusée' },
  'not-configured': { en: 'the channel is not set up', fr: 'le canal n’est pas configuré' },
  cancelled: { en: 'cancelled', fr: 'annulé' },
  busy: { en: 'the line was busy', fr: 'la ligne était occupée' },
  'no-answer': { en: 'nobody picked up', fr: 'personne n’a décroché' },
  'bad-address': { en: 'the address does not work', fr: 'l’adresse ne fonctionne pas' },
  refused: { en: 'refused for good', fr: 'refus définitif' },
  'unknown-method': { en: 'the contact method was removed', fr: 'le moyen de contact n’existe plus' },
  unverified: { en: 'the contact method is not verified', fr: 'le moyen de contact n’est pas vérifié' },
  'refused-address': {
    en: 'an address that Vigie may not reach',
    fr: 'une adresse que Vigie n’a pas le droit de joindre',
  },
  undelivered: { en: 'it did not arrive', fr: 'le message n’est pas arrivé' },
  stopped: { en: 'the person answered STOP', fr: 'la personne a répondu STOP' },
  voicemail: { en: 'a machine took the call', fr: 'une messagerie vocale a décroché' },
  disabled: { en: 'the person is disabled', fr: 'le compte de la personne est désactivé' },
  unauthorized: { en: 'the login or token was not accepted', fr: 'l’identifiant ou le jeton n’ont pas été acceptés' },
  'bad-url': { en: 'the address is not valid', fr: 'l’adresse n’est pas valide' },
  'not-found': { en: 'it is not known there', fr: 'inconnu du service' },
};

/** @param detail in the other side's own words, which are quoted */
export function failureText(language: Language, reason: Failure, detail: string): string {
  return withQuoted(language, FAILURES[reason][language], detail);
}

/** What others said is in their language, and so it is quoted. */
export function withQuoted(language: Language, text: string, theirs: string | null): string {
  return theirs === null || theirs === ''
    ? text
    : language === 'fr'
      ? `${text}\u00a0: ${quoted('fr', theirs)}`
      : `${text}: ${quoted('en', theirs)}`;
}

function quoted(language: Language, theirs: string): string {
  return language === 'fr' ? `«\u00a0${theirs}\u00a0»` : `“${theirs}”`;
}

const TOLD: Readonly<Record<SyncAction, Words>> = {
  acknowledge: { en: 'that it is acknowledged', fr: 'la prise en charge' },
  unacknowledge: { en: 'that it is no longer acknowledged', fr: 'l’annulation de la prise en charge' },
  resolve: { en: 'that it is resolved', fr: 'la résolution' },
  note: { en: 'the note', fr: 'la note' },
  severity: { en: 'the severity', fr: 'la gravité' },
  snooze: { en: 'that it is snoozed', fr: 'la mise en pause' },
};

/** What a source was told. */
export function toldWord(language: Language, what: SyncAction): string {
  return TOLD[what][language];
}
