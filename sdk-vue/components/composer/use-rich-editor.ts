import { type ShallowRef, shallowRef } from 'vue';
import { preloadWhenIdle } from '../../primitives/preload-when-idle.ts';
import type { TypedText } from './composer-field.ts';
import type RichEditor from './editor/RichEditor.vue';
import type PlainField from './PlainField.vue';

/** With what the rich editor takes over. */
export interface TakeOver {
  component: typeof RichEditor;
  /** HTML of a message. */
  content: string;
  /** What was typed in the plain field; null when the draft is still as it was. */
  typed: TypedText | null;
  hadFocus: boolean;
}

/**
 * Fetches the rich editor, a large part of the package, when the browser is idle or `load` is called, whichever is
 * first, and puts it in the place of the plain field. Where that fails, one can write on in the plain field.
 */
export function useRichEditor(
  plain: Readonly<ShallowRef<InstanceType<typeof PlainField> | null>>,
  draft: () => string,
) {
  const takeOver = shallowRef<TakeOver | null>(null);

  async function load(): Promise<void> {
    const { default: component } = await import('./editor/RichEditor.vue');
    const field = plain.value;
    if (takeOver.value !== null || field === null) return;
    field.whenComposed(() => {
      takeOver.value = {
        component,
        content: draft(),
        typed: field.typed(),
        hadFocus: field.hasFocus(),
      };
    });
  }

  preloadWhenIdle(load);
  // Tried again by the next focus; until then nothing is lost but the formatting.
  return { takeOver, loadQuietly: () => void load().catch(() => undefined) };
}
