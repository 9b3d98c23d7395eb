import { MTChatPrime } from '@mtchat/vue-primevue';
import '@mtchat/vue/style.css';
import '@mtchat/vue-primevue/style.css';
import { updatePrimaryPalette, updateSurfacePalette, usePreset } from '@primeuix/themes';
import Aura from '@primeuix/themes/aura';
import Lara from '@primeuix/themes/lara';
import Material from '@primeuix/themes/material';
import Nora from '@primeuix/themes/nora';
import PrimeVue from 'primevue/config';
import { type App, createApp, h, shallowRef } from 'vue';
import { slotsOfHost } from '../host/slots.ts';
import type { HeardEvent } from '../host/wire.ts';
import './wire.ts';

const presets = { Aura, Lara, Material, Nora };

const steps = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950];
/** A palette of the preset in place of another. */
const paletteOf = (name: string) => Object.fromEntries(steps.map((step) => [step, `{${name}.${step}}`]));

/** What a test wants otherwise: `?dark=system`, `?layer=on`. */
const wanted = new URLSearchParams(location.search);
const options = {
  darkModeSelector: wanted.get('dark') ?? '.host-dark',
  cssLayer: wanted.has('layer') ? { name: 'primevue' } : false,
};

const settings = shallowRef(await window.hostSettings());
const slots = shallowRef({});
const events: HeardEvent[] = [];
const applications: App[] = [];

const listenerFor = (name: string) => () => void events.push({ name, payload: null });

function mount(place: Element | null, more: Record<string, unknown> = {}): void {
  if (place === null) throw new Error('The page has no place for the chat');
  const application = createApp({
    render: () =>
      h(
        MTChatPrime,
        {
          ...settings.value.props,
          ...more,
          config: { ...settings.value.config, token: () => window.tokenOfHost() },
          onConnected: listenerFor('connected'),
          onDialogLeft: listenerFor('dialog-left'),
        },
        slots.value,
      ),
  });
  if (!wanted.has('bare')) application.use(PrimeVue, { theme: { preset: Aura, options } });
  application.config.errorHandler = (error) => {
    events.push({ name: 'thrown', payload: error instanceof Error ? error.message : String(error) });
  };
  applications.push(application);
  application.mount(place);
}

window.host = {
  events,
  change({ config, props }) {
    settings.value = {
      config: { ...settings.value.config, ...config },
      props: { ...settings.value.props, ...props },
    };
  },
  fillSlots() {
    slots.value = slotsOfHost;
  },
  mountAnother(props) {
    const place = document.createElement('article');
    document.querySelector('main')?.after(place);
    mount(place, props);
  },
  unmount() {
    for (const application of applications.splice(0)) application.unmount();
  },
};

window.primevue = {
  usePreset: (name) => void usePreset(presets[name]),
  usePrimaryPalette: (name) => void updatePrimaryPalette(paletteOf(name)),
  useSurfacePalette: (name) => void updateSurfacePalette(paletteOf(name)),
  beDark: (isDark) => document.documentElement.classList.toggle('host-dark', isDark),
};

mount(document.querySelector('main'));
