import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the project's own gateway listens, in front of its own Postgres. */
    gatewayUrl: string;
  }
}
