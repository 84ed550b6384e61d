import { expect, test } from 'vitest';
import { layerName } from './layer-name.ts';

test.each([
  [{ id: 'layer-2', name: null }, 'layer 2'],
  [{ id: 'layer-2', name: 'Nights' }, 'Nights'],
  [{ id: 'nights', name: null }, 'nights'],
  [{ id: 'layer-x', name: null }, 'layer-x'],
])('%o is shown as %s', (layer, text) => {
  expect(layerName(layer)).toBe(text);
});
