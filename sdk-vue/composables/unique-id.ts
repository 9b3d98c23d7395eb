import { type App, getCurrentInstance } from 'vue';

interface AppIds {
  app: number;
  last: number;
}

const idsOfApps = new WeakMap<App, AppIds>();
let appsInBrowser = 0;

/**
 * An id for the DOM, unique on the page and the same on the server and in the browser that hydrates. Call it in
 * `setup`. Vue's own `useId` is newer than the oldest Vue that we support.
 */
export function uniqueId(): string {
  const app = getCurrentInstance()?.appContext.app;
  if (app === undefined) throw new Error('uniqueId() must be called in the setup of a component.');
  const ids = idsOfApps.get(app) ?? { app: numberOfApp(), last: 0 };
  ids.last += 1;
  idsOfApps.set(app, ids);
  return `mtchat-${ids.app}-${ids.last}`;
}

/** A server makes an app a request, so counting there would never agree with the browser, where the first one is 0. */
function numberOfApp(): number {
  if (typeof window === 'undefined') return 0;
  appsInBrowser += 1;
  return appsInBrowser - 1;
}
