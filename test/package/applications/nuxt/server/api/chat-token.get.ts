import { signUserToken } from '@mtchat/server';

// An application of yours knows by its session who asks.
export default defineEventHandler((event) =>
  signUserToken({ userId: 'anna', secret: useRuntimeConfig(event).jwtSecret }),
);
