import type { ButtonVariant } from '@mtchat/vue';

interface ButtonLooks {
  severity?: 'secondary' | 'danger';
  variant?: 'text';
}

const looks: Record<ButtonVariant, ButtonLooks> = {
  primary: {},
  secondary: { severity: 'secondary' },
  ghost: { severity: 'secondary', variant: 'text' },
  danger: { severity: 'danger' },
};

/** How PrimeVue's Button shows what a button of the chat is for. */
export function looksOfButton(variant: ButtonVariant): ButtonLooks {
  return looks[variant];
}
