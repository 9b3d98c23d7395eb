import { raw } from 'hono/html';

/** Follows the reader's own choice of light and dark. */
export const style = raw(`
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; }
details { border-top: 1px solid GrayText; padding: 0.5rem 0; }
summary { cursor: pointer; }
summary code { font-weight: bold; }
details > :not(summary), section > :not(h3) { margin-left: 1rem; }
`);
