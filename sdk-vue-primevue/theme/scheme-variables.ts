import { toVariables } from '@primeuix/themes';

/** Tokens of PrimeVue by their names, as deep as they go. */
interface Tokens {
  [name: string]: unknown;
}

function tokensIn(value: unknown): Tokens {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * The CSS declarations of every `--p-*` that a theme of PrimeVue (`{ preset, options }`) has in one colour scheme, whichever
 * of them the page is in. Empty where there is no preset: PrimeVue unstyled.
 */
export function variablesOf(theme: unknown, scheme: 'light' | 'dark'): string {
  const { preset, options } = tokensIn(theme);
  const { prefix } = tokensIn(options);
  const { primitive, semantic, components, directives } = tokensIn(preset);
  const parts: Tokens = { semantic, ...tokensIn(directives), ...tokensIn(components) };
  const trees = [
    { primitive },
    ...Object.entries(parts).flatMap(([name, part]) => treesOf(name, part, scheme)),
  ];
  const settings = typeof prefix === 'string' ? { prefix } : {};
  return trees.map((tree) => toVariables(tree, settings).declarations).join('');
}

/** Tokens of one part of a preset, each after those that it outweighs. */
function treesOf(name: string, part: unknown, scheme: 'light' | 'dark'): Tokens[] {
  // A part may hold rules in `css`, besides tokens.
  const { colorScheme, extend, css: _css, ...plain } = tokensIn(part);
  const { colorScheme: moreOfScheme, ...more } = tokensIn(extend);
  const schemes = [tokensIn(colorScheme), tokensIn(moreOfScheme)];
  const light = schemes.map((tokens) => tokens.light);
  const dark = scheme === 'dark' ? schemes.map((tokens) => tokens.dark) : [];
  return [plain, more, ...light, ...dark].map((tokens) => ({ [name]: tokensIn(tokens) }));
}
