/** Describes problems of provisioning files and of the sidecar's own settings, as the end of a sentence about them. */
import type { PROBLEMS } from '#contract/reasons/problems';
import type { ReasonTexts } from '#contract/reasons/reason';
import { t } from '../../language.ts';
import { allOf } from './value-words.ts';

/** Adds a suggestion if a known word is similar. */
export function guessed(text: string, meant: string | null): string {
  return meant === null ? text : t('problem.meant', '{{text}}. Did you mean “{{meant}}”?', { text, meant });
}

export const SET_UP_WORDS = {
  'folder-unreadable': () =>
    t('problem.folder-unreadable', 'is not a readable folder; create it, or set VIGIE_PROVISIONING'),
  'no-files': () => t('problem.no-files', 'contains no *.yaml file'),
  'would-delete-all': ({ count }) =>
    t('problem.would-delete-all', '', {
      count,
      defaultValue_one:
        'states nothing, and would delete the {{count}} object that files stated before. Put the files back; if it is meant, set VIGIE_PROVISIONING_ALLOW_EMPTY=true',
      defaultValue_other:
        'states nothing, and would delete the {{count}} objects that files stated before. Put the files back; if it is meant, set VIGIE_PROVISIONING_ALLOW_EMPTY=true',
    }),
  'would-delete-most': ({ collection, ids, of }) =>
    t(
      'problem.would-delete-most',
      'would delete {{deleted}} of the {{of}} {{collection}} from files: {{ids}}. Put them back; if it is meant, name them in a file under “deleted”, such as {{example}}',
      {
        deleted: ids.length,
        of,
        collection,
        ids: ids.join(', '),
        example: `deleted: [${ids.map((id) => `${collection}/${id}`).join(', ')}]`,
      },
    ),
  'still-changing': () => t('problem.still-changing', 'is being written to; read it again when that is done (SIGHUP)'),
  'too-many-files': ({ files, max }) =>
    t('problem.too-many-files', 'holds {{files}} files; at most {{max}} are read', { files, max }),
  'file-unreadable': ({ code }) => t('problem.file-unreadable', 'cannot be read ({{code}})', { code }),
  'file-too-large': ({ max }) => t('problem.file-too-large', 'is larger than {{max}} MiB; split it', { max }),
  'not-utf-8': () => t('problem.not-utf-8', 'is not UTF-8 text'),
  'wrong-yaml': ({ detail }) => t('problem.wrong-yaml', 'is not YAML as it should be: {{detail}}', { detail }),
  'wrong-alias': ({ max, detail }) =>
    t(
      'problem.wrong-alias',
      'uses aliases (*name) of what is not defined above them, or more than {{max}} of them: {{detail}}',
      { max, detail },
    ),
  'alias-in-itself': ({ anchor }) =>
    t('problem.alias-in-itself', 'uses *{{anchor}} inside &{{anchor}} itself', { anchor }),
  'too-deep': ({ max }) => t('problem.too-deep', 'is nested deeper than {{max}} levels', { max }),
  'unset-variable': ({ variable }) =>
    t(
      'problem.unset-variable',
      'uses ${{variable}}, which is not set in the environment. Set {{variable}}, or write $$ for a dollar sign',
      { variable },
    ),
  'more-problems': ({ count }) =>
    t('problem.more-problems', '', {
      count,
      defaultValue_one: 'has {{count}} more problem',
      defaultValue_other: 'has {{count}} more problems',
    }),
  guessable: ({ min }) =>
    t('problem.guessable', 'has fewer than {{min}} characters and can be guessed; use a long random one', { min }),
  'unreachable-person': ({ user }) =>
    t(
      'problem.unreachable-person',
      '{{user}} has neither email nor contactMethods, and cannot be paged until one is added',
      { user },
    ),
  'method-elsewhere': ({ method, user }) =>
    t(
      'problem.method-elsewhere',
      'names “{{method}}”, which this file does not state; it works once {{user}} has added it',
      { method, user },
    ),
  'set-twice': ({ other }) => t('problem.set-twice', 'is set, and so is {{other}}; keep one of the two', { other }),
  'setting-file': ({ variable }) =>
    t('problem.setting-file', 'cannot be read from the file that {{variable}} names, or that file is empty', {
      variable,
    }),
  'needed-beside': ({ other }) => t('problem.needed-beside', 'is not set, but {{other}} is; give both', { other }),
  'unknown-setting': ({ meant }) =>
    guessed(t('problem.unknown-setting', 'is not a setting, and no provisioning file mentions it'), meant),
  'clock-reachable': () =>
    t(
      'problem.clock-reachable',
      'must not be manual while a listener can be reached from other machines: whoever reaches it could stop time',
    ),
  'needs-settings': ({ variables }) =>
    t('problem.needs-settings', 'needs {{variables}}', { variables: allOf(variables) }),
  'password-in-clear': ({ variables }) =>
    t('problem.password-in-clear', 'needs {{variables}}: the password would cross the network in the clear', {
      variables: allOf(variables),
    }),
  'in-shadow': () => t('problem.in-shadow', 'is true: everything is decided and shown, and nothing is sent'),
  'no-mail': () => t('problem.no-mail', 'is not set: no mail can be sent'),
  'sender-made-up': ({ sender }) =>
    t('problem.sender-made-up', 'is not set: mail comes from “{{sender}}”, which many servers refuse', { sender }),
  'any-domain': ({ shown }) =>
    t('problem.any-domain', 'is not set: mail for any domain is taken, and the pages show addresses at {{shown}}', {
      shown,
    }),
  'senders-unserved': ({ api, integrations }) =>
    t(
      'problem.senders-unserved',
      'does not name {{api}}: senders of {{integrations}} find nothing at the paths that they know',
      { api, integrations: allOf(integrations) },
    ),
  'wrong-key': () =>
    t('problem.wrong-key', 'is not the key that this database was written with; set the one that was in use'),
  'key-missing': () =>
    t(
      'problem.key-missing',
      'is missing, and the database holds secrets that only this key opens; put back data/secret-key, or set it',
    ),
  'token-missing': () =>
    t('problem.token-missing', 'is missing beside a database that is in use; a start makes a new one'),
  'database-unusable': ({ detail }) => t('problem.database-unusable', 'cannot be used: {{detail}}', { detail }),
  'database-too-new': ({ needs, release }) =>
    t('problem.database-too-new', 'needs Vigie {{needs}} or newer; this is {{release}}', { needs, release }),
  'folder-not-writable': ({ folder, code }) =>
    t('problem.folder-not-writable', '{{folder}} cannot be written ({{code}})', { folder, code }),
  'address-unusable': ({ address, code }) =>
    t('problem.address-unusable', '{{address}} cannot be used ({{code}})', { address, code }),
  'address-not-tried': ({ address, code }) =>
    t('problem.address-not-tried', '{{address}} was not tried: this user may not listen there ({{code}})', {
      address,
      code,
    }),
} satisfies Partial<ReasonTexts<typeof PROBLEMS>>;
