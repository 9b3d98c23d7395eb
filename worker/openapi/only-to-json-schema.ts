// Stands in for zod/v4/core in the bundle (wrangler.toml): hono-openapi asks it for this one function, and with it would come
// the error messages of every language, an eighth of the Worker.
export { toJSONSchema } from 'zod';
