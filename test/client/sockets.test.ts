import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, dialogOfTwo, projectUrl, removeParticipant, unique } from './support/host.ts';
import { closeListeners, connectedListener, listen } from './support/listener.ts';
import { type Relay, startRelay } from './support/relay.ts';

afterEach(closeListeners);

describe('a socket', () => {
  it('hears what is said in every dialog of the user, after it says that it is connected', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const listener = listen(bob.client);
    expect(listener.socket.status()).toEqual({ state: 'connecting' });
    expect(await listener.heard('connected')).toMatchObject({ user_id: bob.id });
    expect(listener.socket.status()).toEqual({ state: 'connected' });
    const sent = await ada.client.sendMessage(dialogId, { content: 'Hello' });
    expect(await listener.heard('message.new')).toMatchObject({ id: sent.id, content: 'Hello' });
  });

  it('hears who is typing in the dialogs it subscribed to, at most once in two seconds', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const typist = await connectedListener(ada.client);
    const listener = await connectedListener(bob.client, { dialogId });
    typist.socket.sendTyping(dialogId);
    typist.socket.sendTyping(dialogId);
    expect(await listener.heard('typing')).toMatchObject({ dialog_id: dialogId, user_id: ada.id });
    await ada.client.sendMessage(dialogId, { content: 'Hello' });
    await listener.heard('message.new');
    expect(listener.events.filter(({ type }) => type === 'typing')).toHaveLength(1);
  });

  it('stays open through more subscriptions in one moment than the server takes in a second', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const listener = await connectedListener(bob.client);
    for (let index = 0; index < 100; index += 1) {
      listener.socket.subscribe(dialogId);
      listener.socket.unsubscribe(dialogId);
      listener.socket.subscribe(crypto.randomUUID());
    }
    await ada.client.sendMessage(dialogId, { content: 'Hello' });
    await listener.heard('message.new');
    expect(listener.socket.status()).toEqual({ state: 'connected' });
  });

  it('of one dialog closes for good when the user is removed from it', async () => {
    const { dialogId, bob } = await dialogOfTwo();
    const listener = await connectedListener(bob.client, { dialogId, heartbeatInterval: 1_000 });
    await removeParticipant(dialogId, bob.id);
    expect(await listener.reached('closed')).toMatchObject({ reason: 'not-participant' });
  });

  it('of a dialog in which the user is not closes for good', async () => {
    const { dialogId } = await dialogOfTwo();
    const listener = listen(clientOf(unique('eve')), { dialogId });
    expect(await listener.reached('closed')).toMatchObject({
      reason: 'not-participant',
      error: { code: 'NOT_FOUND' },
    });
  });

  it('that its caller closes is closed at once, whatever it was doing', async () => {
    const { bob } = await dialogOfTwo();
    for (const listener of [listen(bob.client), await connectedListener(bob.client)]) {
      listener.socket.close();
      expect(listener.statuses.at(-1)).toEqual({ state: 'closed', reason: 'by-caller' });
      listener.socket.reconnectNow();
      expect(listener.socket.status()).toEqual({ state: 'closed', reason: 'by-caller' });
    }
  });
});

describe('when the network breaks', () => {
  let relay: Relay;
  beforeEach(async () => {
    relay = await startRelay(projectUrl);
  });
  afterEach(() => relay.close());

  it('a socket connects again and subscribes again', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const listener = await connectedListener(clientOf(bob.id, relay.url));
    listener.socket.subscribe(dialogId);
    relay.cut();
    const { retryAt } = await listener.reached('waiting');
    expect(retryAt).toBeGreaterThan(Date.now() - 1_000);
    await listener.reached('connecting');
    await listener.reached('connected');

    const typist = await connectedListener(ada.client);
    typist.socket.sendTyping(dialogId);
    expect(await listener.heard('typing')).toMatchObject({ user_id: ada.id });
  });

  it('and stays broken, the waits grow; the caller can end them', async () => {
    const { bob } = await dialogOfTwo();
    const listener = await connectedListener(clientOf(bob.id, relay.url), { reconnectInterval: 20_000 });
    relay.setReachable(false);
    relay.cut();
    const first = await listener.reached('waiting');
    expect(first.retryAt - Date.now()).toBeGreaterThan(9_000);
    relay.setReachable(true);
    listener.socket.reconnectNow();
    await listener.reached('connected');
    expect(Date.now()).toBeLessThan(first.retryAt);
  });

  it('before anything was connected, it is tried until it succeeds', async () => {
    const { bob } = await dialogOfTwo();
    relay.setReachable(false);
    const listener = listen(clientOf(bob.id, relay.url));
    await listener.reached('waiting');
    await listener.reached('waiting');
    relay.setReachable(true);
    await listener.reached('connected');
  });

  it('a socket that is not to reconnect gives up', async () => {
    const { bob } = await dialogOfTwo();
    const listener = await connectedListener(clientOf(bob.id, relay.url), { reconnect: false });
    relay.cut();
    expect(await listener.reached('closed')).toMatchObject({ reason: 'gave-up', error: { code: 'NETWORK' } });
  });

  it('and nobody is told, a socket notices by itself and hears nothing late from the old connection', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const listener = await connectedListener(clientOf(bob.id, relay.url), { heartbeatInterval: 1_000 });
    relay.stall();
    const sent = await ada.client.sendMessage(dialogId, { content: 'Lost' });
    await listener.reached('waiting');
    await listener.reached('connected');
    // What was missed is for the caller to load.
    expect(listener.events.filter(({ type }) => type === 'message.new')).toEqual([]);
    expect((await bob.client.listMessages(dialogId)).messages.at(-1)).toMatchObject({ id: sent.id });
  });
});
