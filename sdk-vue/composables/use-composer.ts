import {
  type ComputedRef,
  computed,
  type MaybeRefOrGetter,
  onScopeDispose,
  type Ref,
  ref,
  type ShallowRef,
  shallowRef,
  toValue,
  watch,
} from 'vue';
import { limits } from '../../contract/limits.ts';
import type { AttachmentInput, Message } from '../client/contract.ts';
import type { AttachmentPreview } from '../store/state.ts';
import { createDraftStorage } from './draft-storage.ts';
import { useChat } from './use-chat.ts';
import { whenInBrowser } from './when-in-browser.ts';

/** Files that are uploaded already, and how to show them until the message is stored. */
export interface ComposedFiles {
  attachments: readonly AttachmentInput[];
  previews?: readonly AttachmentPreview[];
}

export interface UseComposer {
  /** HTML. Kept a dialog and across reloads; while editing, the text of the edited message. */
  draft: Ref<string>;
  replyTo: Readonly<ShallowRef<Message | null>>;
  editing: Readonly<ShallowRef<Message | null>>;
  startReply(message: Message): void;
  startEdit(message: Message): void;
  /** Starts to edit the user's last message; false when there is none in sight, or it is still on its way. */
  editLast(): boolean;
  /** Ends editing, else the reply. */
  cancel(): void;
  /** Whether the draft has text, and not too much. Files are no business of the draft. */
  canSend: ComputedRef<boolean>;
  /**
   * Sends the draft, or the HTML given, with files where there are any; while editing, saves it. False when there is
   * nothing to send or the server refused the edit, whose text then stays.
   */
  send(html?: string, files?: ComposedFiles): Promise<boolean>;
  notifyTyping(): void;
}

/** Whether HTML shows anything. A mention shows its label, so it is text. */
function hasText(html: string): boolean {
  return html.replace(/<[^>]*>|&nbsp;|\s/g, '') !== '';
}

/** What the user is about to say in a dialog. Moving to another dialog keeps the draft of each. */
export function useComposer(dialogId: MaybeRefOrGetter<string>): UseComposer {
  const { store, config } = useChat();
  const id = () => toValue(dialogId);
  const drafts = createDraftStorage(() => config.value);

  const draft = ref('');
  const replyTo = shallowRef<Message | null>(null);
  const editing = shallowRef<Message | null>(null);
  /** The unsent draft, aside while a message is edited. */
  let asideWhileEditing = '';

  function endEditing(): void {
    editing.value = null;
    draft.value = asideWhileEditing;
  }

  function showDialog(shownId: string): void {
    editing.value = null;
    replyTo.value = null;
    draft.value = drafts.read(shownId);
  }

  whenInBrowser(() => {
    // Another user has drafts of their own, and is not to see those of the one before.
    watch([id, () => config.value.userId, () => config.value.baseUrl], ([shownId]) => showDialog(shownId), {
      immediate: true,
    });
    watch(
      draft,
      (html) => {
        if (!editing.value) drafts.write(id(), hasText(html) ? html : '');
      },
      // At once: in the same tick the dialog may change, and the draft would go to the other.
      { flush: 'sync' },
    );
  });
  // A page that is closed or loaded anew disposes of nothing.
  whenInBrowser(() => window.addEventListener('pagehide', drafts.flush));
  onScopeDispose(() => {
    if (typeof window !== 'undefined') window.removeEventListener('pagehide', drafts.flush);
    drafts.flush();
  });

  async function saveEdit(message: Message, html: string): Promise<boolean> {
    if (!hasText(html) && message.attachments.length === 0) return false;
    endEditing();
    if (html === message.content) return true;
    const isTaken = await store.editMessage(message.dialog_id, message.id, html);
    // The text is not lost: it is there to be sent again, unless the user has gone on to something else.
    if (!isTaken && !editing.value && message.dialog_id === id()) {
      startEdit(message);
      draft.value = html;
    }
    return isTaken;
  }

  function startEdit(message: Message): void {
    if (!editing.value) asideWhileEditing = draft.value;
    replyTo.value = null;
    editing.value = message;
    draft.value = message.content;
  }

  return {
    draft,
    replyTo,
    editing,
    startReply(message) {
      if (editing.value) endEditing();
      replyTo.value = message;
    },
    startEdit,
    editLast() {
      const { userId, timelines, outgoing } = store.getState();
      // What is still on its way cannot be edited yet, and the message before it is not the one that is meant.
      if (outgoing.some((message) => message.dialogId === id() && message.status !== 'failed')) return false;
      const timeline = timelines.get(id());
      // Nor is the last one that is loaded, for a reader far above the end.
      if (timeline === undefined || timeline.hasMoreAfter) return false;
      const last = timeline.messages.findLast(
        (message) => message.sender_id === userId && !message.is_deleted,
      );
      if (last) startEdit(last);
      return last !== undefined;
    },
    cancel() {
      if (editing.value) endEditing();
      else replyTo.value = null;
    },
    canSend: computed(() => hasText(draft.value) && draft.value.length <= limits.content),
    async send(html = draft.value, files) {
      if (editing.value) return saveEdit(editing.value, html);
      if (html.length > limits.content || !(hasText(html) || files?.attachments.length)) return false;
      store.send(id(), { content: hasText(html) ? html : '', replyTo: replyTo.value, ...files });
      draft.value = '';
      replyTo.value = null;
      return true;
    },
    notifyTyping: () => store.sendTyping(id()),
  };
}
