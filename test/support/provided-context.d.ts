import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the project's own gateway listens, in front of its own Postgres. */
    gatewayUrl: string;
    /** Where `npm run dev` answers, in the project that runs it. */
    projectUrl: string;
    /** Where webhooks go, in the project that receives them; what the receiver does is asked and set at `controlUrl`. */
    receiverUrl: string;
    controlUrl: string;
    webhookSecret: string;
    /** In the tests with a browser: a host's page, and where playwright connects. */
    hostUrl: string;
    /** The same page in an application with PrimeVue. */
    primevueHostUrl: string;
    browserEndpoint: string;
    /** Our packages as npm packed them, by their names, and the folder that goes when the tests are over. */
    packed: { directory: string; tarballs: Record<string, string> };
  }
}
