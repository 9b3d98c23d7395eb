import { usePrimeVue } from 'primevue/config';

/** Throws where PrimeVue is not installed in the application, and says what to do. Call it in `setup`. */
export function requirePrimeVue(): void {
  try {
    usePrimeVue();
  } catch (cause) {
    throw new Error(
      "MTChatPrime needs PrimeVue in the application: call app.use(PrimeVue, { theme: { preset: Aura } }) before app.mount(), with PrimeVue from 'primevue/config' and Aura from '@primeuix/themes/aura'.",
      { cause },
    );
  }
}
