import { type InjectionKey, inject, onScopeDispose, provide, type Ref, readonly, ref, shallowRef } from 'vue';
import type { ReceivedWebhook } from '../../backend/wire.ts';
import { useSession } from './session.ts';

const shownCount = 200;

export interface WebhookEntry {
  /** Tells entries apart; grows. */
  key: number;
  received: ReceivedWebhook;
}

interface Webhooks {
  /** Newest first. */
  entries: Readonly<Ref<readonly WebhookEntry[]>>;
  /** How many came since the pause. */
  waitingCount: Readonly<Ref<number>>;
  isPaused: Readonly<Ref<boolean>>;
  isBroken: Readonly<Ref<boolean>>;
  pause(): void;
  resume(): void;
  clear(): void;
}

const webhooksKey: InjectionKey<Webhooks> = Symbol('webhooks');

/** Listens to the backend's webhooks for as long as the application lives: page and drawer show the same ones. */
export function provideWebhooks() {
  const { backend } = useSession();
  const entries = shallowRef<readonly WebhookEntry[]>([]);
  const waiting = shallowRef<readonly WebhookEntry[]>([]);
  const waitingCount = ref(0);
  const isPaused = ref(false);
  const isBroken = ref(false);
  let nextKey = 0;

  function hold(list: readonly WebhookEntry[]) {
    waiting.value = list;
    waitingCount.value = list.length;
  }

  const hearing = backend.hearWebhooks({
    onStart() {
      isBroken.value = false;
      // What the backend holds comes again from its beginning.
      entries.value = [];
      hold([]);
    },
    onWebhook(received) {
      const entry = { key: nextKey, received };
      nextKey += 1;
      if (isPaused.value) return hold([entry, ...waiting.value].slice(0, shownCount));
      entries.value = [entry, ...entries.value].slice(0, shownCount);
    },
    onBroken() {
      isBroken.value = true;
    },
  });
  onScopeDispose(() => hearing.stop());

  provide(webhooksKey, {
    entries,
    waitingCount: readonly(waitingCount),
    isPaused: readonly(isPaused),
    isBroken: readonly(isBroken),
    pause() {
      isPaused.value = true;
    },
    resume() {
      isPaused.value = false;
      entries.value = [...waiting.value, ...entries.value].slice(0, shownCount);
      hold([]);
    },
    clear() {
      entries.value = [];
      hold([]);
    },
  });
}

export function useWebhooks(): Webhooks {
  const webhooks = inject(webhooksKey);
  if (webhooks === undefined) throw new Error('Nothing above listens to webhooks');
  return webhooks;
}
