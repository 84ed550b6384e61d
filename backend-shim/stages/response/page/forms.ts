/** Renders the buttons. Each has its own form, so that the page works without scripts. */
import { LONGEST_NOTE } from '#contract/incidents/rating';
import { escapeHtml } from '#domain/notify/escape-html';
import type { PageAction } from '../act.ts';
import { isWorkAction, SNOOZE_CHOICES } from '../act.ts';
import { pageTexts } from './texts.ts';
import type { PageTexts } from './texts.ts';
import type { ResponderView } from './view.ts';

function snoozeLabel(choice: string, texts: PageTexts): string {
  return (texts.snooze as Record<string, string>)[choice] ?? choice;
}

function snoozeForm(view: ResponderView, texts: PageTexts): string {
  const options = Object.keys(SNOOZE_CHOICES).map(
    (choice) =>
      `<option value="${choice}"${choice === '1h' ? ' selected' : ''}>${escapeHtml(snoozeLabel(choice, texts))}</option>`,
  );
  return [
    `<form method="post" action="${escapeHtml(`${view.base}/snooze`)}" class="wide">`,
    `<select name="for" aria-label="${escapeHtml(texts.snoozeFor)}">${options.join('')}</select>`,
    `<button>${escapeHtml(texts.action.snooze)}</button></form>`,
  ].join('');
}

function actionForm(view: ResponderView, action: PageAction, main: boolean, wide: boolean): string {
  const label = escapeHtml(pageTexts(view.person.language).action[action]);
  return `<form method="post" action="${escapeHtml(`${view.base}/${action}`)}"${wide ? ' class="wide"' : ''}><button${main ? ' class="main"' : ''}>${label}</button></form>`;
}

/** What is about the incident, not about the person's work; `first` is in front, wherever it is in the list. */
function inOrder({ actions: all, first }: ResponderView): PageAction[] {
  const actions = all.filter((action) => !isWorkAction(action));
  return first !== null && actions.some((one) => one === first)
    ? [first, ...actions.filter((action) => action !== first)]
    : actions;
}

/** Minutes of travel that people choose from. */
const TRAVELS = [0, 15, 30, 45, 60, 90, 120, 180];

function travelField(name: string, label: string, chosen: number, texts: PageTexts): string {
  const options = [...new Set([...TRAVELS, chosen])]
    .sort((a, b) => a - b)
    .map(
      (minutes) =>
        `<option value="${minutes}"${minutes === chosen ? ' selected' : ''}>${escapeHtml(texts.stopped.minutes(minutes))}</option>`,
    );
  return `<label>${escapeHtml(label)}<select name="${name}">${options.join('')}</select></label>`;
}

/** For an end that no button names, and for travel. */
function renderStopped(view: ResponderView): string {
  const { stopped: form, base, person } = view;
  if (!form) {
    return '';
  }
  const texts = pageTexts(person.language);
  const { stopped } = texts;
  const attributes = `min="${form.start}" max="${form.latest}" value="${form.end}" required`;
  return [
    `<details><summary>${escapeHtml(stopped.other)}</summary>`,
    `<form method="post" action="${escapeHtml(`${base}/at-time`)}" class="stopped">`,
    `<label>${escapeHtml(stopped.at)}<input type="datetime-local" name="at" ${attributes}></label>`,
    travelField('before', stopped.before, form.travelBefore, texts),
    travelField('after', stopped.after, form.travelAfter, texts),
    `<button>${escapeHtml(texts.action['at-time'])}</button></form></details>`,
  ].join('');
}

/** It pages people, so it is never where another button has just been. */
function renderReopen(view: ResponderView): string {
  const { question, effect } = pageTexts(view.person.language).reopen;
  return `<details><summary>${escapeHtml(question)}</summary><p>${escapeHtml(effect)}</p>${actionForm(view, 'unresolve', false, true)}</details>`;
}

/** What the person says of their own working time: one fold, which is open only for those who came to say it. */
export function renderWork(view: ResponderView): string {
  const { actions, first, flash, person, incident } = view;
  const own = actions.filter(isWorkAction);
  if (own.length === 0 && !view.stopped) {
    return '';
  }
  const isAbout = (action: PageAction | null | undefined) => action != null && isWorkAction(action);
  const isOpen = isAbout(first) || (flash?.kind === 'done' && isAbout(flash.action)) || incident.state === 'resolved';
  const ordered =
    first !== null && own.some((one) => one === first) ? [first, ...own.filter((one) => one !== first)] : own;
  const buttons = ordered.map((action) => actionForm(view, action, action === first, true)).join('');
  return `<details class="work"${isOpen ? ' open' : ''}><summary>${escapeHtml(pageTexts(person.language).myWork)}</summary><div class="buttons">${buttons}</div>${renderStopped(view)}</details>`;
}

/** A note for the others, without anything else. */
export function renderNote({ mayNote, base, person, flash }: ResponderView): string {
  if (!mayNote) {
    return '';
  }
  const { note, noteText, noNote, action } = pageTexts(person.language);
  const isOpen = flash?.kind === 'refused' && flash.reason === noNote;
  return [
    `<details class="note"${isOpen ? ' open' : ''}><summary>${escapeHtml(note)}</summary>`,
    `<form method="post" action="${escapeHtml(`${base}/note`)}" class="stopped">`,
    `<label>${escapeHtml(noteText)}<textarea name="text" rows="3" maxlength="${LONGEST_NOTE}" required></textarea></label>`,
    `<button>${escapeHtml(action.note)}</button></form></details>`,
  ].join('');
}

export function renderButtons(view: ResponderView): string {
  const texts = pageTexts(view.person.language);
  const [main, ...others] = inOrder(view);
  if (main === undefined) {
    return view.isConcerned ? '' : `<p>${escapeHtml(texts.readOnly)}</p>`;
  }
  if (main === 'unresolve') {
    return renderReopen(view);
  }
  const halves = others.filter((action) => action !== 'snooze');
  const forms = halves.map((action, index) =>
    actionForm(view, action, false, halves.length % 2 === 1 && index === halves.length - 1),
  );
  const snooze = others.includes('snooze') ? [snoozeForm(view, texts)] : [];
  const lead = main === 'snooze' ? snoozeForm(view, texts) : actionForm(view, main, true, true);
  return `<div class="buttons">${[lead, ...forms, ...snooze].join('')}</div>`;
}
