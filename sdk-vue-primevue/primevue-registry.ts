import { MtTooltip, type PrimitiveRegistry } from '@mtchat/vue';
import PrimeButton from './primitives/PrimeButton.vue';
import PrimeCheckbox from './primitives/PrimeCheckbox.vue';
import PrimeDialog from './primitives/PrimeDialog.vue';
import PrimeIconButton from './primitives/PrimeIconButton.vue';
import PrimeInput from './primitives/PrimeInput.vue';
import PrimeMenu from './primitives/PrimeMenu.vue';
import PrimeSpinner from './primitives/PrimeSpinner.vue';
import PrimeTabs from './primitives/PrimeTabs.vue';
import PrimeTag from './primitives/PrimeTag.vue';

/**
 * The chat's buttons, fields, menus, dialogs and the rest, made of PrimeVue's. `MTChatPrime` uses it; for another
 * composition of the parts, give it to `provideRegistry`, within an element with the classes `mtchat mtchat-prime`.
 */
export const primevueRegistry: PrimitiveRegistry = {
  MtButton: PrimeButton,
  MtIconButton: PrimeIconButton,
  MtInput: PrimeInput,
  MtCheckbox: PrimeCheckbox,
  MtTabs: PrimeTabs,
  MtMenu: PrimeMenu,
  MtDialog: PrimeDialog,
  MtTag: PrimeTag,
  MtSpinner: PrimeSpinner,
  // PrimeVue's directive shows it on the pointer or on the focus, not on both, hides it when the pointer moves onto it
  // (WCAG 1.4.13), and puts it into the body: out of the chat's theme, and under a dialog in the top layer.
  MtTooltip,
};
