import { getCurrentInstance, onBeforeMount } from 'vue';

/** Runs `start` before a component mounts, which never happens on a server; outside a component, at once. */
export function whenInBrowser(start: () => void): void {
  if (getCurrentInstance()) onBeforeMount(start);
  else start();
}
