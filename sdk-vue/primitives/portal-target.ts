import { type InjectionKey, inject, provide, type ShallowRef, shallowRef } from 'vue';

/**
 * The element that menus, dialogs and tooltips teleport into: inside the nearest `.mtchat`, so that theme and scope
 * hold, and outside its container, which would clip them. Null until mounted.
 */
export const portalTargetKey: InjectionKey<Readonly<ShallowRef<HTMLElement | null>>> =
  Symbol('mtchat portal target');

/** Makes `target` (null until mounted) the place where floating things of this component's children go. */
export function providePortalTarget(target: Readonly<ShallowRef<HTMLElement | null>>): void {
  provide(portalTargetKey, target);
}

/** The nearest portal target. Null until mounted, and for good outside MTChat: teleport is to be disabled then. */
export function usePortalTarget(): Readonly<ShallowRef<HTMLElement | null>> {
  return inject(portalTargetKey, () => shallowRef(null), true);
}
