import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHost, oldestVue } from './support/host.ts';
import { createVueApplication } from './support/vue-application.ts';

describe('with the oldest Vue that the package says it works with', () => {
  it('the Vite application type-checks, declarations of the package included, and builds', async () => {
    const application = await createVueApplication(oldestVue);
    await application.node('node_modules/vue-tsc/bin/vue-tsc.js', '-p', '.');
    await application.node('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn');
  });

  it('the chat is rendered on a server, where there is no window', async () => {
    const host = await createHost({ vue: oldestVue });
    await host.write(
      'render.js',
      `import { MTChat } from '@mtchat/vue';
       import { createSSRApp, h } from 'vue';
       import { renderToString } from 'vue/server-renderer';
       const config = { baseUrl: 'http://127.0.0.1:1', userId: 'anna', userProfile: { displayName: 'Anna', company: 'Acme' } };
       console.log(await renderToString(createSSRApp({ render: () => h(MTChat, { config }) })));`,
    );
    const html = await host.node('render.js');
    expect(html).toContain('class="mtchat');
  });
});

it('the client speaks to a server from Node, where no Vue is installed', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end('{"data":[],"next_cursor":null}');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  const host = await createHost();
  await host.write(
    'list.js',
    `import { createChatClient } from '@mtchat/vue/client';
     const client = createChatClient({ baseUrl: process.argv[2], userId: 'anna' });
     console.log(JSON.stringify(await client.listDialogs()));`,
  );
  const printed = await host.node('list.js', `http://127.0.0.1:${address.port}`);
  expect(JSON.parse(printed)).toEqual({ dialogs: [], nextCursor: null });
});

it('a backend signs tokens, reads webhooks and calls the Management API with the package for servers', async () => {
  const host = await createHost();
  await host.write(
    'backend.js',
    `import { createManagementClient, signUserToken, verifyWebhook, WebhookVerificationError } from '@mtchat/server';
     const token = await signUserToken({ userId: 'anna', secret: 'a secret' });
     const refused = await verifyWebhook({ headers: {}, body: '{}', secret: 'a secret' }).catch((error) => error);
     const client = createManagementClient({ baseUrl: 'http://127.0.0.1:1', adminToken: 'a token', retries: 0 });
     const { code } = await client.getDialog('019a0000-0000-7000-8000-000000000000').catch((error) => error);
     console.log(token.split('.').length, refused instanceof WebhookVerificationError, code);`,
  );
  expect(await host.node('backend.js')).toBe('3 true NETWORK\n');
});
