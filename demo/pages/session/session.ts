import { readonly, ref, shallowReadonly, shallowRef } from 'vue';
import type { Order } from '../../backend/orders.ts';
import type { Person } from '../../backend/people.ts';
import { type Backend, findBackend } from '../backend/backend.ts';

const rememberedPerson = 'demo-person';

const backend = shallowRef<Backend>();
const people = shallowRef<readonly Person[]>([]);
const orders = shallowRef<readonly Order[]>([]);
const personId = ref('');
const usesTokens = ref(false);

/** Loads what every page shows, and finds out who sits before this window. */
export async function startSession(): Promise<void> {
  const found = await findBackend();
  backend.value = found;
  [people.value, orders.value] = await Promise.all([found.people(), found.orders()]);
  const asked = new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem(rememberedPerson);
  become(people.value.find((person) => person.id === asked)?.id ?? people.value[0]?.id ?? '');
  usesTokens.value = (await found.token(personId.value)) !== null;
}

/** Where this page opens as somebody else: beside this window it makes two people. */
export function addressAs(id: string): string {
  const address = new URL(location.href);
  address.searchParams.set('as', id);
  return address.href;
}

/** Changes who uses this window. Kept a window, not a browser: another window is another person. */
function become(id: string) {
  personId.value = id;
  sessionStorage.setItem(rememberedPerson, id);
  history.replaceState(history.state, '', addressAs(id));
}

/** The backend, and what it said of people and orders. Only after `startSession`. */
export function useSession() {
  const host = backend.value;
  if (host === undefined) throw new Error('The session has not started');
  return {
    backend: host,
    people: shallowReadonly(people),
    orders: shallowReadonly(orders),
    personId: readonly(personId),
    usesTokens: readonly(usesTokens),
    become,
  };
}
