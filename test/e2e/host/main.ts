import { MTChat } from '@mtchat/vue';
import '@mtchat/vue/style.css';
import { type App, createApp, h, shallowRef } from 'vue';
import { slotsOfHost } from './slots.ts';
import type { HeardEvent } from './wire.ts';

const eventNames = [
  'connected',
  'disconnected',
  'error',
  'message-sent',
  'dialog-selected',
  'dialog-joined',
  'dialog-left',
  'unread-change',
];

const settings = shallowRef(await window.hostSettings());
const events: HeardEvent[] = [];

function listenerFor(name: string) {
  return (payload: unknown) => {
    const code = payload instanceof Error && 'code' in payload ? payload.code : undefined;
    events.push({ name, payload: code ?? JSON.parse(JSON.stringify(payload ?? null)) });
  };
}

const listeners = Object.fromEntries(
  eventNames.map((name) => [
    `on${name.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase())}`,
    listenerFor(name),
  ]),
);

/** What the host wants to be told by functions, besides the events. */
const callbacks = Object.fromEntries(
  ['onConnect', 'onDisconnect', 'onMessage', 'onError'].map((name) => [name, listenerFor(`config.${name}`)]),
);
const slots = shallowRef({});

const applications: App[] = [
  createApp({
    render: () =>
      h(
        MTChat,
        {
          ...settings.value.props,
          config: { ...settings.value.config, ...callbacks, token: () => window.tokenOfHost() },
          ...listeners,
        },
        slots.value,
      ),
  }),
];

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
    const another = createApp({
      render: () =>
        h(MTChat, { ...props, config: { ...settings.value.config, token: () => window.tokenOfHost() } }),
    });
    applications.push(another);
    another.mount(place);
  },
  unmount() {
    for (const application of applications.splice(0)) application.unmount();
  },
};
applications[0]?.mount('main');
