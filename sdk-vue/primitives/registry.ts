import { type InjectionKey, inject, provide } from 'vue';
import MtButton from './MtButton.vue';
import MtCheckbox from './MtCheckbox.vue';
import MtDialog from './MtDialog.vue';
import MtIconButton from './MtIconButton.vue';
import MtInput from './MtInput.vue';
import MtMenu from './MtMenu.vue';
import MtSpinner from './MtSpinner.vue';
import MtTabs from './MtTabs.vue';
import MtTag from './MtTag.vue';
import MtTooltip from './MtTooltip.vue';
import type { PrimitiveRegistry } from './types.ts';

const ownPrimitives: PrimitiveRegistry = {
  MtButton,
  MtIconButton,
  MtInput,
  MtCheckbox,
  MtTabs,
  MtMenu,
  MtDialog,
  MtTag,
  MtSpinner,
  MtTooltip,
};

const registryKey: InjectionKey<PrimitiveRegistry> = Symbol('mtchat primitives');

/**
 * Puts other components in place of the chat's buttons, fields, menus and dialogs, for the children of the component
 * that calls it. Those not given stay as they were.
 */
export function provideRegistry(replacements: Partial<PrimitiveRegistry>): void {
  provide(registryKey, { ...useRegistry(), ...replacements });
}

/** The components to build with. Call it in `setup`. */
export function useRegistry(): PrimitiveRegistry {
  return inject(registryKey, ownPrimitives);
}
