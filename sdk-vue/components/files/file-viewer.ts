import { type InjectionKey, inject, provide, type ShallowRef, shallowRef } from 'vue';
import type { Attachment, Message } from '../../client/contract.ts';
import { viewerKind } from './file-kind.ts';

export interface ViewerItem {
  attachment: Attachment;
  /** Who sent it, and when (RFC 3339), where known. */
  senderName?: string | null;
  sentAt?: string;
}

export interface FileViewer {
  /** Shows `items`, of kinds that the viewer knows, beginning with the one at `index`. */
  open(items: readonly ViewerItem[], index: number): void;
}

/** At least one. */
export type ViewerItems = readonly [ViewerItem, ...ViewerItem[]];

/** What is on show; null while the viewer is closed. */
export interface ViewerShow {
  items: ViewerItems;
  index: number;
}

export interface FileViewerState extends FileViewer {
  show: Readonly<ShallowRef<ViewerShow | null>>;
  close(): void;
}

const fileViewerKey: InjectionKey<FileViewerState> = Symbol('mtchat file viewer');

/** Gives the components below one viewer; `FileViewerHost` among them shows it. Call it in `setup`. */
export function provideFileViewer(): FileViewerState {
  const show = shallowRef<ViewerShow | null>(null);
  const state: FileViewerState = {
    show,
    open([first, ...others], index) {
      if (first) show.value = { items: [first, ...others], index };
    },
    close() {
      show.value = null;
    },
  };
  provide(fileViewerKey, state);
  return state;
}

/** The nearest viewer, or null where there is none: files open in a new tab then. */
export function useFileViewer(): FileViewerState | null {
  return inject(fileViewerKey, null);
}

/** All files of messages that the viewer can show, in the order of the conversation. */
export function viewerItemsOf(messages: readonly Message[]): ViewerItem[] {
  return messages.flatMap((message) =>
    message.attachments
      .filter((attachment) => viewerKind(attachment.content_type) !== null)
      .map((attachment) => ({ attachment, senderName: message.sender_name, sentAt: message.sent_at })),
  );
}
