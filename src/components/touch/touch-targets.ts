/** Makes what is pressed large enough for a finger where the screen is a phone's. */
import { css } from '@emotion/css';

/** Pixels; as WCAG 2.5.5 and the makers of phones ask. */
const FINGER = 44;

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
    '@media (max-width: 599.98px)': {
      [PRESSED]: { minHeight: FINGER },
      // Grafana's box around an input has a height of its own.
      '[data-testid="input-wrapper"]': { height: 'auto', minHeight: FINGER },
      'button:has(> svg:only-child), button:has(> span:only-child > svg:only-child)': { minWidth: FINGER },
      '[data-list-row] a': { display: 'inline-flex', alignItems: 'center', minHeight: FINGER },
    },
  });
