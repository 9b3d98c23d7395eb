/** What a message is written into: a plain field at first, the rich editor once it is loaded. */
export interface ComposerField {
  focus(): void;
  /** Shows another text, given as the HTML of a message, with the caret at its end. */
  load(html: string): void;
}

/** What the field asks of the composer. Those that give a boolean say whether there was anything to do. */
export interface ComposerActions {
  send(): void;
  editLast(): boolean;
  cancel(): boolean;
  /** Takes the files that a paste carries. False where it means its text. */
  pasteFiles(data: DataTransfer): boolean;
}

/** Text that was typed before the rich editor came, and where its caret stands. */
export interface TypedText {
  text: string;
  /** In UTF-16 units. Null when the field does not have the focus. */
  caret: number | null;
}

/** A keyboard on a screen has no Shift-Enter: there Enter breaks the line and the button sends. */
export function isTouchScreen(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}
