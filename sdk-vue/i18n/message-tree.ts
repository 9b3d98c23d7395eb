/** A text that depends on a number: one form a category of Intl.PluralRules, chosen by the placeholder `count`. */
export type PluralMessage = { other: string } & Partial<
  Record<Exclude<Intl.LDMLPluralRule, 'other'>, string>
>;

/** A text with `{name}` placeholders. */
export type MessageText = string | PluralMessage;

export interface MessageTree {
  readonly [key: string]: MessageText | MessageTree;
}

/** What a translation of `Source` must hold: the same keys, nothing missing and nothing more. */
export type TranslationOf<Source> = {
  [Key in keyof Source]: Source[Key] extends string
    ? string
    : Source[Key] extends PluralMessage
      ? PluralMessage
      : TranslationOf<Source[Key]>;
};

/** The dotted paths of all texts in `Source`: `'shell.search.label'`. */
export type MessagePath<Source> = {
  [Key in keyof Source & string]: Source[Key] extends MessageText
    ? Key
    : `${Key}.${MessagePath<Source[Key]>}`;
}[keyof Source & string];
