/** Where the screen is a phone's: makes what is pressed large enough for a finger, and breaks names that are too long for it. */
import { css } from '@emotion/css';

/** Pixels; as WCAG 2.5.5 and the makers of phones ask. */
export const FINGER = 44;

export const PHONE = '@media (max-width: 599.98px)';

/** Times on a timeline have the place that they take, and links in a sentence its line. */
const PRESSED = [
  'button:not([data-track] button):not([role="gridcell"] button)',
  '[role="button"]:not([data-track] [role="button"])',
  '[role="tab"]',
  'select',
  'textarea',
  'input:not([type="checkbox"]):not([type="radio"])',
  '[role="radiogroup"] label',
  'label:has(> input[type="checkbox"])',
  'a[class*="button"]',
].join(', ');

export const getTouchStyles = () =>
  css({
    // Choices beside each other go on in the next line instead of past the edge of a drawer.
    '[role="radiogroup"]': { flexWrap: 'wrap', maxWidth: '100%' },
    [PHONE]: {
      // Names and addresses without a space are wider than the screen; buttons with them take a second line.
      overflowWrap: 'anywhere',
      'button:has(> span)': { height: 'auto', lineHeight: 1.3, whiteSpace: 'normal' },
      'button > span': { whiteSpace: 'normal' },
      [PRESSED]: { minHeight: FINGER },
      // Five choices beside each other, as the spans of a timeline.
      '[role="radiogroup"] label': { padding: '0 8px' },
      // Words of a heading, a number or a button of Grafana's own are not cut into letters.
      'th, td, [data-testid="input-wrapper"] + button, :has(> [data-testid="input-wrapper"]) + button': {
        overflowWrap: 'break-word',
      },
      // Grafana's box around an input has a height of its own.
      '[data-testid="input-wrapper"]': { height: 'auto', minHeight: FINGER },
      'button:has(> svg:only-child), button:has(> span:only-child > svg:only-child)': { minWidth: FINGER },
      '[data-list-row] a': { display: 'inline-flex', alignItems: 'center', minHeight: FINGER },
    },
  });
