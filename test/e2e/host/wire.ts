import type { ChatConfig } from '../../../sdk-vue/client/config.ts';

/** What a test says to the host's page: what it gives to MTChat. */
export interface HostSettings {
  config: Omit<ChatConfig, 'token' | 'onConnect' | 'onDisconnect' | 'onMessage' | 'onError'>;
  props: Record<string, unknown>;
}

/** An event of MTChat, as the page heard it. */
export interface HeardEvent {
  name: string;
  /** As JSON has it; of an error, its code. */
  payload: unknown;
}

declare global {
  interface Window {
    /** Given by the test, which holds them in Node. */
    hostSettings(): Promise<HostSettings>;
    tokenOfHost(): Promise<string>;
    /** Given by the page. */
    host: {
      events: HeardEvent[];
      /** Changes settings as a living host does, without mounting anew. */
      change(settings: { config?: Partial<HostSettings['config']>; props?: HostSettings['props'] }): void;
      /** Puts something of the host's into every slot, from now on. */
      fillSlots(): void;
      /** Another chat below the first, of the same user, in an application of its own. Its events are not heard. */
      mountAnother(props: HostSettings['props']): void;
      /** Takes all of them from the page. */
      unmount(): void;
    };
  }
}
