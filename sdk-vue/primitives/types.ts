import type {
  AllowedComponentProps,
  ButtonHTMLAttributes,
  Component,
  InputHTMLAttributes,
  VNodeProps,
} from 'vue';

/** The look of a button: the one main action, a plain one, one that only shows on hover, one that destroys. */
export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

export interface MtButtonProps {
  /** @default 'secondary' */
  variant?: ButtonVariant;
  /** @default 'medium' */
  size?: 'small' | 'medium';
  /** @default 'button' */
  type?: 'button' | 'submit';
  disabled?: boolean;
  /** Shows a spinner and takes no clicks, but keeps the focus. */
  loading?: boolean;
  icon?: Component;
}

export interface MtIconButtonProps {
  icon: Component;
  /** The accessible name, also shown as a tooltip. */
  label: string;
  /** @default 'ghost' */
  variant?: ButtonVariant;
  /** @default 'medium' */
  size?: 'small' | 'medium';
  /** @default 'button' */
  type?: 'button' | 'submit';
  disabled?: boolean;
  /** For a button that is on or off. Left out, it is neither. */
  pressed?: boolean | undefined;
  /** Where the tooltip goes where there is room. @default 'bottom' */
  tooltipSide?: 'top' | 'bottom';
}

export interface MtInputProps {
  modelValue: string;
  /** Shown above the field; `labelHidden` leaves it to screen readers. */
  label: string;
  labelHidden?: boolean;
  /** @default 'text' */
  type?: 'text' | 'search' | 'email' | 'tel';
  placeholder?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  /** UTF-16 units, as the wire counts. */
  maxlength?: number | undefined;
  autocomplete?: string | undefined;
  /** What is wrong with the value; shown below and tied to the field. */
  error?: string | undefined;
  icon?: Component;
}

export interface MtInputExposed {
  focus(): void;
  select(): void;
}

export interface MtCheckboxProps {
  modelValue: boolean;
  label: string;
  /** A switch is for what takes effect at once. @default 'checkbox' */
  appearance?: 'checkbox' | 'switch';
  disabled?: boolean;
}

export interface TabItem {
  id: string;
  label: string;
  /** A number beside the label; nothing is shown for 0. */
  count?: number | undefined;
  /** The id of the element that the tab shows. */
  panelId?: string;
}

export interface MtTabsProps {
  modelValue: string;
  tabs: readonly TabItem[];
  /** The accessible name of the row of tabs. */
  label: string;
}

export interface MenuItem {
  id: string;
  label: string;
  icon?: Component;
  danger?: boolean;
  /** For an item that is on or off: true or false. Left out, it is a plain one. */
  checked?: boolean | undefined;
  disabled?: boolean;
  separatorBefore?: boolean;
}

export interface MtMenuProps {
  items: readonly MenuItem[];
  /** The accessible name of the menu. */
  label: string;
  /** @default 'end' */
  align?: 'start' | 'end';
  /** @default 'bottom' */
  side?: 'top' | 'bottom';
}

/** What the element in the slot `trigger` gets by `v-bind`. */
export interface MenuTriggerAttributes {
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  onClick(event: MouseEvent): void;
  onKeydown(event: KeyboardEvent): void;
}

export interface MtMenuExposed {
  /** Opens as a context menu at a point of the window, in pixels. Focus returns to `returnFocus` when it closes. */
  openAt(point: { x: number; y: number }, returnFocus?: HTMLElement | null): void;
  /** Opens beside `trigger`, a button of the caller's; closes when it is open there already. */
  openFor(trigger: HTMLElement): void;
  close(): void;
}

export interface MtDialogProps {
  open: boolean;
  title: string;
  description?: string | undefined;
  /** @default 'small' */
  size?: 'small' | 'medium';
}

export interface MtTagProps {
  /** @default 'neutral' */
  tone?: 'neutral' | 'accent' | 'success' | 'warning' | 'danger';
}

export interface MtSpinnerProps {
  /** Read to screen readers; left out where the text beside it says it. */
  label?: string | undefined;
  /** Pixels. @default 16 */
  size?: number;
}

export interface MtTooltipProps {
  /** Nothing is shown for an empty one. */
  text: string;
  /** Where it goes where there is room. @default 'bottom' */
  side?: 'top' | 'bottom';
}

/** What a replacement of a primitive must take, emit and offer; attributes fall through to its main element. */
type Primitive<Props, Slots = object, Exposed = object, Attributes = ButtonHTMLAttributes> = new () => {
  $props: Props & Omit<Attributes, keyof Props | 'class' | 'style'> & AllowedComponentProps & VNodeProps;
  $slots: Slots;
} & Exposed;

type DefaultSlot = { default?(): unknown };

export interface PrimitiveRegistry {
  MtButton: Primitive<MtButtonProps, DefaultSlot>;
  MtIconButton: Primitive<MtIconButtonProps>;
  MtInput: Primitive<
    MtInputProps & { 'onUpdate:modelValue'?: (value: string) => unknown },
    { end?(): unknown },
    MtInputExposed,
    InputHTMLAttributes
  >;
  MtCheckbox: Primitive<MtCheckboxProps & { 'onUpdate:modelValue'?: (value: boolean) => unknown }>;
  MtTabs: Primitive<MtTabsProps & { 'onUpdate:modelValue'?: (id: string) => unknown }>;
  MtMenu: Primitive<
    MtMenuProps & { onSelect?: (id: string) => unknown; 'onUpdate:open'?: (open: boolean) => unknown },
    DefaultSlot & { trigger?(scope: { attributes: MenuTriggerAttributes; open: boolean }): unknown },
    MtMenuExposed
  >;
  MtDialog: Primitive<
    MtDialogProps & { 'onUpdate:open'?: (open: boolean) => unknown },
    DefaultSlot & { footer?(): unknown }
  >;
  MtTag: Primitive<MtTagProps, DefaultSlot>;
  MtSpinner: Primitive<MtSpinnerProps>;
  MtTooltip: Primitive<MtTooltipProps, DefaultSlot>;
}
