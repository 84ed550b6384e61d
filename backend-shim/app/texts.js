/** All texts of the app. French must have the same shape as English, or it does not compile. */

const en = {
  severity: { critical: 'Critical', error: 'Error', warning: 'Warning', info: 'Info' },
  state: { open: 'Open', acknowledged: 'Acknowledged', snoozed: 'Snoozed', resolved: 'Resolved' },
  test: 'Test',
  loading: 'Loading…',
  back: 'Back',
  home: {
    mine: 'Open incidents',
    quiet: 'Nothing is open. All quiet.',
    notYours: 'Nothing pages you.',
    team: 'Open in your teams',
    more: 'There are more; Grafana shows all of them.',
    onCall: 'On call now',
    nobody: 'nobody',
    noRotas: 'There are no rotas yet.',
    others: 'Other rotas',
    /** @param {string} name @param {string} from */
    next: (name, from) => `then ${name}, ${from}`,
    shifts: 'Your shifts',
    noShifts: 'You have no shift in the next two months.',
    /** @param {string} rota @param {string} end */
    until: (rota, end) => `${rota}: on call until ${end}`,
    /** @param {string} rota */
    onCallFor: (rota) => `${rota}: on call`,
    /** @param {string} rota @param {string} start @param {string} end */
    from: (rota, start, end) => `${rota}: ${start} to ${end}`,
    /** @param {string} rota @param {string} start */
    since: (rota, start) => `${rota}: from ${start}`,
    /** @param {number} count */
    all: (count) => `Acknowledge all ${count}`,
    device: 'This device',
  },
  live: {
    fresh: 'Live',
    /** @param {string} at */
    stale: (at) => `No connection. This is how it was at ${at}.`,
    never: 'No connection. Nothing could be loaded yet.',
    again: 'Try again',
  },
  incident: {
    /** @param {string} at */
    since: (at) => `Since ${at}`,
    byHand: 'opened by hand',
    /** @param {number} firing @param {number} total */
    alerts: (firing, total) => `${firing} of ${total} alerts firing`,
    open: 'Nobody has answered yet.',
    exhausted: 'Nobody has answered, and nobody is left to page.',
    /** @param {string} who @param {string} at */
    acknowledged: (who, at) => `${who} has been on it since ${at}.`,
    /** @param {string} at */
    you: (at) => `You have been on it since ${at}.`,
    confirm: 'Are you still on it? Say so, or paging starts again.',
    /** @param {string} until */
    snoozed: (until) => `Snoozed until ${until}; then paging starts again.`,
    /** @param {string} who @param {string} at */
    resolved: (who, at) => `Resolved by ${who} at ${at}.`,
    /** @param {string} at */
    resolvedAlone: (at) => `Resolved at ${at}.`,
    /** @param {string} at @param {string} what */
    next: (at, what) => `If nobody answers, at ${at}: ${what}.`,
    called: 'Who was paged',
    details: 'Details and links',
    history: 'What happened so far',
    labels: 'Labels',
    onItNote: 'I’m on it as well.',
    note: 'Note for everybody',
  },
  rating: {
    question: 'Was it worth waking somebody? (optional)',
    answers: {
      useful: 'Useful',
      'nothing-to-do': 'Nothing to do',
      'too-late': 'Too late',
      'not-ours': 'Not ours',
      false: 'False alert',
    },
    undo: 'Take it back',
    offline: 'no connection.',
  },
  paged: {
    /** @param {string} at */
    waiting: (at) => `waits until ${at}`,
    /** @param {string} at */
    trying: (at) => `on its way since ${at}`,
    /** @param {string} at */
    reached: (at) => `reached at ${at}`,
    /** @param {string} at */
    failed: (at) => `could not be reached (${at})`,
    /** @param {string} at */
    ended: (at) => `paged at ${at}`,
  },
  action: {
    acknowledge: 'Acknowledge',
    confirm: 'I’m still on it',
    onIt: 'I’m on it, too',
    unacknowledge: 'Undo acknowledgement',
    resolve: 'Resolve',
    unresolve: 'Reopen',
    snooze: 'Snooze',
    escalate: 'Escalate',
    note: 'Add note',
  },
  reopen: { question: 'It is not over?', effect: 'Paging starts again at step 1.' },
  snoozeFor: 'Snooze for',
  snooze: { '30m': '30 minutes', '1h': '1 hour', '4h': '4 hours', '8h': '8 hours' },
  done: {
    acknowledge: 'You have it. Paging has stopped.',
    acknowledgePartly: 'Noted. Others must acknowledge as well, so paging goes on.',
    unacknowledge: 'Acknowledgement undone. Paging starts again.',
    resolve: 'Resolved. Thank you.',
    unresolve: 'Reopened. Paging starts again.',
    snooze: 'Snoozed.',
    escalate: 'The next person is being paged.',
    note: 'The note is added.',
    rate: 'Noted. Thank you; you can choose again.',
    unrate: 'Taken back.',
    onIt: 'Everybody can see that you are on it.',
  },
  /** @param {string} reason */
  notDone: (reason) => `Not done: ${reason}`,
  later: 'Not sent yet: no connection. It is tried again for 15 minutes; others may be paged meanwhile.',
  enrol: {
    title: 'Connect this device',
    lead: 'Vigie pages you here, and you answer here.',
    code: 'Code',
    codeHint: 'From your profile page in Grafana, under Vigie: “Add a phone”. It works for ten minutes.',
    name: 'Name of this device',
    connect: 'Connect',
    signedOut: 'This device is not connected. Scan the code on your profile page in Grafana, or type it in.',
    iosTitle: 'On an iPhone or iPad, three steps first',
    ios: [
      'Copy the code below.',
      'Tap Share, then “Add to Home Screen”.',
      'Open Vigie from the home screen and paste the code there.',
    ],
    iosWhy: 'Only apps on the home screen may show notifications there.',
    copy: 'Copy the code',
    copied: 'Copied',
    here: 'Connect this browser tab anyway, without notifications',
  },
  push: {
    title: 'Notifications are off',
    lead: 'Without them this device cannot page you.',
    allow: 'Turn on notifications',
    denied:
      'They are blocked for this app. Allow them in the settings of the browser or of the phone, then open the app again.',
    unsupported: 'This browser cannot show notifications here.',
    insecure: 'Notifications need https. Whoever operates Vigie has to set that up.',
    failed: 'The browser’s push service did not take this device. Try again later, or with another browser.',
    noKey: 'Notifications cannot be turned on right now: Vigie cannot read its key for them. Tell an administrator.',
    unused: 'Your notification rules do not use this device yet. Add it on your profile page in Grafana.',
  },
  device: {
    title: 'This device',
    /** @param {string} name @param {string} person */
    is: (name, person) => `${name}, connected for ${person}`,
    on: 'Notifications are on.',
    test: 'Send a test notification',
    tested: 'Sent. It should be here in a few seconds.',
    /** @param {string} why */
    testFailed: (why) => `It could not be sent: ${why}`,
    loud: 'So that it wakes you',
    tips: [
      'Android: long-press a notification of Vigie, tap the settings wheel, and let it override “Do not disturb”.',
      'iPhone: Settings, Focus, your sleep focus, Apps: add Vigie.',
      'Keep another contact method, such as SMS or a call, in your notification rules: push is best effort.',
    ],
    leave: 'Disconnect this device',
    leaveSure: 'It is not paged any more, and can answer nothing. Sure?',
    yes: 'Yes, disconnect',
    no: 'Keep it',
  },
};

/** @typedef {typeof en} Texts */

// As `french-time.ts` puts prepositions in messages; the app is served file by file and imports nothing of them.
/** @param {string} instant as `times.js` writes it: `14:05` or `mar. 6 janv., 14:05` */
const hasDay = (instant) => !/^\d/.test(instant);
/** `depuis 14:05`, `depuis le mar. 6 janv., 14:05`. @param {string} instant */
const plain = (instant) => (hasDay(instant) ? `le ${instant}` : instant);
/** @param {string} instant */
const when = (instant) => `${hasDay(instant) ? 'le' : 'à'} ${instant}`;
/** @param {string} instant */
const start = (instant) => `${hasDay(instant) ? 'du' : 'de'} ${instant}`;
/** @param {string} instant */
const upTo = (instant) => `${hasDay(instant) ? 'au' : 'à'} ${instant}`;

/** @type {Texts} */
const fr = {
  severity: { critical: 'Critique', error: 'Erreur', warning: 'Avertissement', info: 'Information' },
  state: { open: 'Ouvert', acknowledged: 'Pris en charge', snoozed: 'En pause', resolved: 'Résolu' },
  test: 'Test',
  loading: 'Chargement…',
  back: 'Retour',
  home: {
    mine: 'Incidents ouverts',
    quiet: 'Rien d’ouvert. Tout est calme.',
    notYours: 'Rien ne vous alerte.',
    team: 'Ouverts dans vos équipes',
    more: 'Il y en a d’autres ; Grafana les montre tous.',
    onCall: 'D’astreinte en ce moment',
    nobody: 'personne',
    noRotas: 'Il n’y a pas encore de planning.',
    others: 'Autres plannings',
    next: (name, from) => `puis ${name}, ${from}`,
    shifts: 'Vos tours d’astreinte',
    noShifts: 'Aucun tour d’astreinte pour vous dans les deux mois.',
    until: (rota, end) => `${rota} : d’astreinte jusqu’${upTo(end)}`,
    onCallFor: (rota) => `${rota} : d’astreinte`,
    from: (rota, begin, end) => `${rota} : ${start(begin)} ${upTo(end)}`,
    since: (rota, begin) => `${rota} : à partir ${start(begin)}`,
    all: (count) => `Prendre en charge les ${count}`,
    device: 'Cet appareil',
  },
  live: {
    fresh: 'En direct',
    stale: (at) => `Pas de connexion. Voici l’état de ${at}.`,
    never: 'Pas de connexion. Rien n’a encore pu être chargé.',
    again: 'Réessayer',
  },
  incident: {
    since: (at) => `Depuis ${plain(at)}`,
    byHand: 'ouvert à la main',
    alerts: (firing, total) => `${firing} ${firing > 1 ? 'alertes actives' : 'alerte active'} sur ${total}`,
    open: 'Personne n’a encore répondu.',
    exhausted: 'Personne n’a répondu, et il ne reste personne à alerter.',
    acknowledged: (who, at) => `${who} s’en occupe depuis ${plain(at)}.`,
    you: (at) => `Vous vous en occupez depuis ${plain(at)}.`,
    confirm: 'Y travaillez-vous encore ? Confirmez, sinon Vigie alerte de nouveau.',
    snoozed: (until) => `En pause jusqu’${upTo(until)} ; ensuite Vigie alerte de nouveau.`,
    resolved: (who, at) => `Résolu par ${who} ${when(at)}.`,
    resolvedAlone: (at) => `Résolu ${when(at)}.`,
    next: (at, what) => `Sans réponse ${when(at)} : ${what}.`,
    called: 'Personnes alertées',
    details: 'Détails et liens',
    history: 'Chronologie',
    labels: 'Étiquettes',
    onItNote: 'Je m’en occupe aussi.',
    note: 'Note pour tout le monde',
  },
  rating: {
    question: 'Fallait-il réveiller quelqu’un ? (facultatif)',
    answers: {
      useful: 'Utile',
      'nothing-to-do': 'Rien à faire',
      'too-late': 'Trop tard',
      'not-ours': 'Pas pour nous',
      false: 'Fausse alerte',
    },
    undo: 'Retirer ma réponse',
    offline: 'pas de connexion.',
  },
  paged: {
    waiting: (at) => `attend jusqu’${upTo(at)}`,
    trying: (at) => `en cours depuis ${plain(at)}`,
    reached: (at) => `message remis ${when(at)}`,
    failed: (at) => `message non remis (${at})`,
    ended: (at) => `alerte envoyée ${when(at)}`,
  },
  action: {
    acknowledge: 'Prendre en charge',
    confirm: 'Je m’en occupe toujours',
    onIt: 'Je m’en occupe aussi',
    unacknowledge: 'Annuler la prise en charge',
    resolve: 'Résoudre',
    unresolve: 'Rouvrir',
    snooze: 'Mettre en pause',
    escalate: 'Escalader',
    note: 'Ajouter la note',
  },
  reopen: { question: 'Ce n’est pas terminé ?', effect: 'Les alertes reprennent à l’étape 1.' },
  snoozeFor: 'Pause de',
  snooze: { '30m': '30 minutes', '1h': '1 heure', '4h': '4 heures', '8h': '8 heures' },
  done: {
    acknowledge: 'C’est noté, vous vous en occupez. Vigie n’alerte plus personne.',
    acknowledgePartly: 'C’est noté. D’autres personnes doivent aussi prendre en charge : Vigie continue d’alerter.',
    unacknowledge: 'Prise en charge annulée. Vigie alerte de nouveau.',
    resolve: 'Résolu. Merci.',
    unresolve: 'Rouvert. Vigie alerte de nouveau.',
    snooze: 'Mis en pause.',
    escalate: 'La personne suivante est alertée.',
    note: 'La note est ajoutée.',
    rate: 'C’est noté. Merci ; vous pouvez changer d’avis.',
    unrate: 'Réponse retirée.',
    onIt: 'Tout le monde voit que vous vous en occupez.',
  },
  notDone: (reason) => `Action impossible : ${reason}`,
  later:
    'Pas encore envoyé : pas de connexion. Nouvelles tentatives pendant 15 minutes ; d’autres personnes peuvent être alertées entre-temps.',
  enrol: {
    title: 'Connecter cet appareil',
    lead: 'Vigie vous alerte ici, et vous répondez ici.',
    code: 'Code',
    codeHint: 'Sur votre page de profil dans Grafana, sous Vigie : « Ajouter un téléphone ». Valable dix minutes.',
    name: 'Nom de cet appareil',
    connect: 'Connecter',
    signedOut:
      'Cet appareil n’est pas connecté. Scannez le code de votre page de profil dans Grafana, ou saisissez-le.',
    iosTitle: 'Sur iPhone ou iPad, trois étapes d’abord',
    ios: [
      'Copiez le code ci-dessous.',
      'Touchez Partager, puis « Sur l’écran d’accueil ».',
      'Ouvrez Vigie depuis l’écran d’accueil et collez-y le code.',
    ],
    iosWhy: 'Seules les applications de l’écran d’accueil peuvent y afficher des notifications.',
    copy: 'Copier le code',
    copied: 'Copié',
    here: 'Connecter quand même cet onglet, sans notifications',
  },
  push: {
    title: 'Les notifications sont désactivées',
    lead: 'Sans elles, cet appareil ne peut pas vous alerter.',
    allow: 'Activer les notifications',
    denied:
      'Elles sont bloquées pour cette application. Autorisez-les dans les paramètres du navigateur ou du téléphone, puis rouvrez l’application.',
    unsupported: 'Ce navigateur ne peut pas afficher de notifications ici.',
    insecure: 'Les notifications exigent https. La personne qui administre Vigie doit le mettre en place.',
    failed:
      'Le service de notifications du navigateur a refusé cet appareil. Réessayez plus tard, ou avec un autre navigateur.',
    noKey:
      'Les notifications ne peuvent pas être activées pour l’instant : Vigie ne peut pas lire sa clé. Prévenez un administrateur.',
    unused:
      'Vos règles de notification n’utilisent pas encore cet appareil. Ajoutez-le sur votre page de profil dans Grafana.',
  },
  device: {
    title: 'Cet appareil',
    is: (name, person) => `${name}, connecté pour ${person}`,
    on: 'Les notifications sont activées.',
    test: 'Envoyer une notification de test',
    tested: 'Envoyée. Elle devrait arriver dans quelques secondes.',
    testFailed: (why) => `Elle n’a pas pu être envoyée : ${why}`,
    loud: 'Pour qu’elle vous réveille',
    tips: [
      'Android : appui long sur une notification de Vigie, paramètres, puis autorisez-la à ignorer « Ne pas déranger ».',
      'iPhone : Réglages, Concentration, votre mode sommeil, Apps : ajoutez Vigie.',
      'Gardez un autre moyen de contact, SMS ou appel téléphonique, dans vos règles de notification : les notifications push ne sont pas garanties.',
    ],
    leave: 'Déconnecter cet appareil',
    leaveSure: 'Il ne sera plus alerté et ne pourra plus répondre. Vraiment ?',
    yes: 'Oui, déconnecter',
    no: 'Le garder',
  },
};

/** @param {string} language @returns {Texts} */
export function textsOf(language) {
  return language.toLowerCase().startsWith('fr') ? fr : en;
}
