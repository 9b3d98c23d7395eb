import type { MenuItem } from '@mtchat/vue';
import type { Component } from 'vue';

/** An item of the chat in the model of PrimeVue's Menu. */
export interface ItemOfModel {
  label?: string;
  /** Its icon: PrimeVue's own `icon` is the name of a class. */
  sign?: Component;
  danger?: boolean;
  checked?: boolean | undefined;
  disabled?: boolean;
  separator?: boolean;
  command?: () => void;
}

/** The model of a menu of `items`; `choose` hears the id of the one that is chosen. */
export function modelOf(items: readonly MenuItem[], choose: (id: string) => void): ItemOfModel[] {
  return items.flatMap(({ id, icon, separatorBefore, ...item }) => {
    const own: ItemOfModel = { ...item, command: () => choose(id), ...(icon ? { sign: icon } : {}) };
    return separatorBefore ? [{ separator: true }, own] : [own];
  });
}
