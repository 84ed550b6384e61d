/** The page that connects this device: the code comes with the link, or is typed. */
import { api, ApiError } from './api.js';
import { h } from './dom.js';
import { isInstalled, isIos, platform } from './push.js';

/**
 * @param {import('./texts.js').Texts} texts
 * @param {{ code: string, lost: boolean, done: () => void }} given `lost`: the device was connected before, or nobody
 * has started
 */
export function enrolView(texts, { code, lost, done }) {
  const problem = h('p', { class: 'flash refused', role: 'alert', hidden: true });
  const codeField = h('input', {
    id: 'code',
    name: 'code',
    value: code,
    autocomplete: 'one-time-code',
    autocapitalize: 'characters',
    spellcheck: 'false',
    required: true,
    maxlength: '40',
    'aria-describedby': 'code-hint',
  });
  const nameField = h('input', {
    id: 'name',
    name: 'name',
    value: platform(),
    autocomplete: 'off',
    required: true,
    maxlength: '60',
  });
  const button = h('button', { class: 'main wide', type: 'submit' }, texts.enrol.connect);
  const isTab = isIos() && !isInstalled();

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    try {
      await api.enrol(codeField.value, nameField.value.trim(), platform());
      done();
    } catch (error) {
      problem.textContent = error instanceof ApiError && error.kind !== 'offline' ? error.message : texts.live.never;
      problem.hidden = false;
      button.disabled = false;
    }
  }

  const form = h(
    'form',
    { onsubmit: (event) => void submit(event) },
    h('label', { for: 'code' }, texts.enrol.code),
    codeField,
    h('p', { class: 'soft', id: 'code-hint' }, texts.enrol.codeHint),
    h('label', { for: 'name' }, texts.enrol.name),
    nameField,
    problem,
    button,
  );
  return [
    h('h1', {}, texts.enrol.title),
    h('p', {}, lost ? texts.enrol.signedOut : texts.enrol.lead),
    isTab ? iosSteps(texts, codeField) : null,
    isTab ? h('details', {}, h('summary', {}, texts.enrol.here), form) : form,
  ];
}

/** @param {import('./texts.js').Texts} texts @param {HTMLInputElement} codeField */
function iosSteps(texts, codeField) {
  const copy = h('button', { class: 'main wide', type: 'button', onclick: () => void copyCode() }, texts.enrol.copy);
  async function copyCode() {
    await navigator.clipboard.writeText(codeField.value);
    copy.textContent = texts.enrol.copied;
  }
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, texts.enrol.iosTitle),
    h('ol', {}, ...texts.enrol.ios.map((step) => h('li', {}, step))),
    codeField.value !== '' && h('p', { class: 'code' }, codeField.value),
    codeField.value !== '' && copy,
    h('p', { class: 'soft' }, texts.enrol.iosWhy),
  );
}
