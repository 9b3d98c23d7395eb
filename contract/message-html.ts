/** What a message's HTML may contain (contract §5, "Content is HTML"): the server cleans by it, and clients render by it. */
export const keptTags: readonly string[] = [
  'p',
  'br',
  'strong',
  'em',
  'u',
  's',
  'a',
  'ul',
  'ol',
  'li',
  'blockquote',
  'code',
  'pre',
  'span',
];

/** Tags that vanish together with what is in them; any other that is not kept leaves its text. */
export const tagsDroppedWhole: readonly string[] = ['script', 'style', 'iframe', 'template', 'noscript'];

/** Where a link may lead: absolute, and nothing that runs. */
export const absoluteAddress = /^(?:https?:\/\/|mailto:)/i;

/** The one class that code may have. */
export const languageClass = /^language-[A-Za-z0-9+#._-]{1,50}$/;
