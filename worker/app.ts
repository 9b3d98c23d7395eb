import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { limits } from '../contract/limits.ts';
import { ApiError } from './api-error.ts';
import type { AppEnv } from './context.ts';
import { allowedOrigins } from './middleware/allowed-origins.ts';
import { chatCaller, hostCaller } from './middleware/callers.ts';
import { configured } from './middleware/configured.ts';
import { answerError, answerNotFound } from './middleware/errors.ts';
import { namedAnswer } from './middleware/named-answer.ts';
import { requestLog } from './middleware/request-log.ts';
import { connect } from './openapi/operations/socket.ts';
import { dialogs } from './routes/dialogs.ts';
import { failedWebhooks } from './routes/failed-webhooks.ts';
import { health } from './routes/health.ts';
import { management } from './routes/management.ts';
import { messages } from './routes/messages.ts';
import { referenceOf } from './routes/reference.ts';
import { asksForUpgrade, openSocket } from './routes/socket.ts';
import { uploads } from './routes/uploads.ts';

/** Everything the Worker answers, in the order in which it is asked. */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(answerError);
  app.notFound(answerNotFound);

  app.use(requestId());
  app.use(namedAnswer());
  app.use(requestLog());
  app.route('/', health);
  app.route('/', referenceOf(app));

  app.use('/api/v1/ws', async (context, next) => {
    if (!asksForUpgrade(context)) throw new ApiError('UPGRADE_REQUIRED', 'Connect with a WebSocket client');
    await next();
  });
  app.use('/api/v1/*', configured(), allowedOrigins());
  app.use(
    '/api/v1/*',
    bodyLimit({
      maxSize: limits.requestBodyBytes,
      onError: () => {
        throw new ApiError('PAYLOAD_TOO_LARGE', 'The request body is over 1 MiB');
      },
    }),
  );

  app.use('/api/v1/management/*', hostCaller());
  app.route('/api/v1/management', management);
  app.route('/api/v1/management', failedWebhooks);

  app.use('/api/v1/dialogs/*', chatCaller());
  app.route('/api/v1/dialogs', dialogs);
  app.route('/api/v1/dialogs/:id/messages', messages);

  app.use('/api/v1/upload/*', chatCaller());
  app.use('/api/v1/attachments/*', chatCaller());
  app.route('/api/v1', uploads);

  app.get('/api/v1/ws', connect, chatCaller(), openSocket);
  return app;
}
