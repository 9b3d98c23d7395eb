import type { Page } from 'playwright-core';

/** What the scripts of a page have left behind in the browser. */
export interface Traces {
  /** As `keydown on window`, those that were added and not taken away. */
  listeners: string[];
  /** Intervals and timeouts that are still to come. */
  timers: number;
  /** Observers of size, sight and change that still observe something. */
  observers: string[];
}

declare global {
  interface Window {
    traces(): Traces;
  }
}

/** Notes from the page's next load on what its scripts add to things that outlive a component: window, document, body … */
export async function watchTraces(page: Page): Promise<void> {
  await page.addInitScript(watchListeners);
  await page.addInitScript(watchTimersAndObservers);
}

// These two run in the page, each on its own: they can use nothing from here.

function watchListeners(): void {
  const held = new Map<string, Set<unknown>>();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const lasting = [Window, Document, VisualViewport, MediaQueryList, HTMLHtmlElement, HTMLBodyElement];
  const keyOf = (target: EventTarget, type: string, options?: AddEventListenerOptions | boolean) => {
    const kind = lasting.find((candidate) => target instanceof candidate);
    const isCapture = typeof options === 'object' ? options.capture === true : options === true;
    return kind && `${type}${isCapture ? ' (capture)' : ''} on ${kind.name}`;
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const key = keyOf(this ?? window, type, options);
    // What drives the browser in a test has listeners too, and they are not from the page's own address.
    const isOfPage = new Error().stack?.includes(location.origin);
    if (key && listener && isOfPage) {
      held.set(key, (held.get(key) ?? new Set()).add(listener));
      const forget = () => held.get(key)?.delete(listener);
      if (typeof options === 'object' && options.signal) add.call(options.signal, 'abort', forget);
      if (typeof options === 'object' && options.once) add.call(this ?? window, type, forget, options);
    }
    add.call(this ?? window, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const key = keyOf(this ?? window, type, options);
    if (key) held.get(key)?.delete(listener);
    remove.call(this ?? window, type, listener, options);
  };
  const listeners = () => [...held].filter(([, some]) => some.size > 0).map(([key]) => key);
  Object.assign(window, { traces: () => ({ listeners: listeners(), timers: 0, observers: [] }) });
}

function watchTimersAndObservers(): void {
  const pending = new Set<number>();
  const { setTimeout: later, setInterval: repeatedly, clearTimeout: cancel } = window;
  const noted = (id: number) => {
    if (new Error().stack?.includes(location.origin)) pending.add(id);
    return id;
  };
  Object.assign(window, {
    setTimeout(handler: (...values: unknown[]) => void, delay?: number, ...values: unknown[]) {
      const id: number = later(() => {
        pending.delete(id);
        handler(...values);
      }, delay);
      return noted(id);
    },
    setInterval: (handler: TimerHandler, delay?: number, ...values: unknown[]) =>
      noted(repeatedly(handler, delay, ...values)),
  });
  const forget = (id?: number) => {
    if (id !== undefined) pending.delete(id);
    cancel(id);
  };
  Object.assign(window, { clearTimeout: forget, clearInterval: forget });

  const observing = new Map<unknown, Set<unknown>>();
  for (const { prototype } of [ResizeObserver, IntersectionObserver, MutationObserver]) {
    const before = { unobserve: () => undefined, ...Object.getOwnPropertyDescriptors(prototype) };
    const call = (name: 'observe' | 'unobserve' | 'disconnect', self: unknown, values: unknown[]) =>
      Reflect.apply(Reflect.get(Reflect.get(before, name), 'value'), self, values);
    Object.assign(prototype, {
      observe(...values: unknown[]) {
        const targets = observing.get(this) ?? new Set();
        if (new Error().stack?.includes(location.origin)) observing.set(this, targets.add(values[0]));
        call('observe', this, values);
      },
      disconnect() {
        observing.delete(this);
        call('disconnect', this, []);
      },
      ...('unobserve' in prototype && {
        unobserve(target: unknown) {
          observing.get(this)?.delete(target);
          call('unobserve', this, [target]);
        },
      }),
    });
  }

  const { traces } = window;
  const observers = () =>
    [...observing].filter(([, targets]) => targets.size > 0).map(([one]) => Object(one).constructor.name);
  window.traces = () => ({ ...traces(), timers: pending.size, observers: observers() });
}
