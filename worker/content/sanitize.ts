import sanitizeHtml, { type Attributes, type IOptions } from 'sanitize-html';
import { absoluteAddress, keptTags, languageClass, tagsDroppedWhole } from '../../contract/message-html.ts';
import { opaqueId } from '../../contract/text.ts';

/** A message's content as it is stored and shown to others. */
export interface SanitizedContent {
  html: string;
  /** Whether anything can be read: white space, empty tags and invisible characters are no text. */
  hasText: boolean;
  /** Who is mentioned, in order of appearance, each once. They may not be participants. */
  mentionedUserIds: string[];
}

/** Deeper tags vanish and their text stays: browsers and editors recurse over what we send them. */
const maximumNesting = 100;

/**
 * What a reader sees. Braille blank is the one blank character that Unicode counts neither as white space nor
 * as ignorable; format characters are not excluded as a class because some, as the Arabic year sign, are drawn.
 */
const visibleCharacter = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A link without a usable address keeps its tag: it then leads nowhere, and its text stays. */
function linkAttributes(given: Attributes): Attributes {
  const safety = { target: '_blank', rel: 'noopener noreferrer' };
  const href = given.href?.trim() ?? '';
  return absoluteAddress.test(href) && URL.canParse(href) ? { href, ...safety } : safety;
}

function languageAttributes(given: Attributes): Attributes {
  const language = given.class?.split(/\s+/).find((name) => languageClass.test(name));
  return language === undefined ? {} : { class: language };
}

function mentionAttributes(given: Attributes): Attributes {
  if (given['data-type'] !== 'mention') return {};
  const attributes: Attributes = { 'data-type': 'mention' };
  if (given['data-id']) attributes['data-id'] = given['data-id'];
  if (given['data-label']) attributes['data-label'] = given['data-label'];
  return attributes;
}

const options: IOptions = {
  allowedTags: [...keptTags],
  nonTextTags: [...tagsDroppedWhole],
  allowedAttributes: {
    a: ['href', 'target', 'rel'],
    code: ['class'],
    pre: ['class'],
    span: ['data-type', 'data-id', 'data-label'],
  },
  transformTags: {
    b: 'strong',
    i: 'em',
    strike: 's',
    del: 's',
    a: (tagName, given) => ({ tagName, attribs: linkAttributes(given) }),
    code: (tagName, given) => ({ tagName, attribs: languageAttributes(given) }),
    pre: (tagName, given) => ({ tagName, attribs: languageAttributes(given) }),
    span: (tagName, given) => ({ tagName, attribs: mentionAttributes(given) }),
  },
  nestingLimit: maximumNesting,
  // linkAttributes is stricter, and the library's own check takes quadratic time on hostile addresses.
  allowedSchemesAppliedToAttributes: [],
  // Styles never pass, and parsing them needs postcss, which expects Node.
  parseStyleAttributes: false,
};

/** One pass over the HTML: what is left, and whom its mention spans name. */
function pass(html: string) {
  const mentioned = new Set<string>();
  const onOpenTag = (name: string, given: Attributes) => {
    const userId = name === 'span' ? mentionAttributes(given)['data-id'] : undefined;
    const parsed = opaqueId.safeParse(userId);
    if (parsed.success) mentioned.add(parsed.data);
  };
  return { html: sanitizeHtml(html, { ...options, onOpenTag }), mentioned };
}

/**
 * Makes a user's HTML safe to store and to show (contract §5). Sanitising the result again changes nothing.
 * Takes any text of at most `limits.content` characters; the result may be longer, because `<` becomes `&lt;`.
 */
export function sanitizeContent(html: string): SanitizedContent {
  const first = pass(html);
  // Once `<p><x><p>` has lost its `<x>`, the second `<p>` closes the first. The second pass settles that, and
  // sees only the mentions that are left: onOpenTag is also told of tags that vanish.
  const settled = first.html === html ? first : pass(first.html);
  return {
    html: settled.html,
    // What is left of a `<` or `>` that was not a tag is an entity, so this takes away tags alone.
    hasText: visibleCharacter.test(settled.html.replace(/<[^>]*>/g, '')),
    mentionedUserIds: [...settled.mentioned],
  };
}
