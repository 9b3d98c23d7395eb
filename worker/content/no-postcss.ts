/**
 * Stands in for postcss, which sanitize-html imports to parse `style` attributes (wrangler.toml, `[alias]`). Ours never pass, so
 * `parseStyleAttributes` is off and postcss would be 26 KiB of the compressed Worker, unused.
 */
export function parse(): never {
  throw new Error('sanitize-html was asked to parse styles, which this build leaves out');
}
