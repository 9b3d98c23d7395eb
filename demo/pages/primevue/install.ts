import { updatePrimaryPalette, usePreset } from '@primeuix/themes';
import Aura from '@primeuix/themes/aura';
import Lara from '@primeuix/themes/lara';
import Material from '@primeuix/themes/material';
import Nora from '@primeuix/themes/nora';
import PrimeVue from 'primevue/config';
import type { App } from 'vue';

const presets = { Aura, Lara, Material, Nora };
export type PresetName = keyof typeof presets;
export const presetNames: readonly PresetName[] = ['Aura', 'Lara', 'Material', 'Nora'];

/** Palettes that each of the presets has. */
export const colours = ['emerald', 'blue', 'violet', 'amber', 'rose', 'slate'] as const;
export type Colour = (typeof colours)[number];

/** Dark where the host's own switch says so, or leaves it to a system that is. */
const darkModeSelector = [
  '[data-theme="dark"]',
  '@media (prefers-color-scheme: dark) { :root[data-theme="auto"] { [CSS] } }',
];

/** As a host does in its main.ts. In a layer, so that on the demo's other pages nothing of PrimeVue is stronger than their own rules. */
export function installPrimeVue(app: App): void {
  app.use(PrimeVue, {
    theme: { preset: Aura, options: { darkModeSelector, cssLayer: { name: 'primevue' } } },
  });
}

/** Another look of PrimeVue, on the whole page. */
export function choosePreset(name: PresetName, colour: Colour): void {
  usePreset(presets[name]);
  const steps = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950];
  updatePrimaryPalette(Object.fromEntries(steps.map((step) => [step, `{${colour}.${step}}`])));
}
