export const presetNames = ['Aura', 'Lara', 'Material', 'Nora'] as const;
export type PresetName = (typeof presetNames)[number];

declare global {
  interface Window {
    /** What the host does with PrimeVue, as its own switches would. */
    primevue: {
      usePreset(name: PresetName): void;
      /** One of the palettes of the preset, `amber` for instance. */
      usePrimaryPalette(palette: string): void;
      useSurfacePalette(palette: string): void;
      /** By the class that it told PrimeVue of. */
      beDark(isDark: boolean): void;
    };
  }
}
