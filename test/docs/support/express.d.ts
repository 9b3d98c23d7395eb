/** Of Express, which is no part of this project, what the examples use. */
declare module 'express' {
  type Request = import('node:http').IncomingMessage & { body: Uint8Array };
  type Response = import('node:http').ServerResponse & { sendStatus(status: number): void };
  type Handler = (request: Request, response: Response, next: (error?: unknown) => void) => unknown;

  interface Application {
    post(path: string, ...handlers: Handler[]): void;
    listen(port: number): void;
  }

  const express: {
    (): Application;
    raw(options: { type: string }): Handler;
  };
  export default express;
}
