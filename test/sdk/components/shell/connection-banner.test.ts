// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import ConnectionBanner from '../../../../sdk-vue/components/ConnectionBanner.vue';
import { mountInChat, unmountAll } from './support/mount-in-chat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  unmountAll();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function banner() {
  const mounted = mountInChat(ConnectionBanner);
  await flushPromises();
  const said = () => mounted.wrapper.get('[role="status"]').text();
  async function lose(): Promise<void> {
    mounted.server.setStatus({ state: 'waiting', retryAt: Date.now() + 3_000 });
    await vi.advanceTimersByTimeAsync(500);
  }
  return { ...mounted, said, lose };
}

describe('the banner of the connection', () => {
  it('says nothing while all is well', async () => {
    const { said } = await banner();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(said()).toBe('');
  });

  it('says nothing of a blink', async () => {
    const { said, lose, server } = await banner();
    await lose();
    server.setStatus({ state: 'connected' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(said()).toBe('');
  });

  it('tells that it reconnects, offers to do so now, and says when it is done', async () => {
    const { said, lose, server, wrapper } = await banner();
    await lose();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said()).toBe('Reconnecting…');
    await wrapper.get('button').trigger('click');
    expect(server.calls).toContain('reconnectNow');
    server.setStatus({ state: 'connected' });
    await vi.advanceTimersByTimeAsync(0);
    expect(said()).toBe('Connected again.');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(said()).toBe('');
  });

  it('tells that the device is offline, and what becomes of messages', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { said, lose } = await banner();
    await lose();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said()).toContain('You are offline. Messages will be sent');
  });

  it('tells that the server refused', async () => {
    const { said, server } = await banner();
    const error = new ChatError('UNAUTHORIZED', 'expired', { status: 401 });
    server.setStatus({ state: 'closed', reason: 'unauthorized', error });
    await vi.advanceTimersByTimeAsync(10);
    expect(said()).toBe('The connection was refused.');
  });

  it('offers to try again once the server refused', async () => {
    const { said, server, wrapper } = await banner();
    const error = new ChatError('UNAUTHORIZED', 'expired', { status: 401 });
    server.setStatus({ state: 'closed', reason: 'unauthorized', error });
    await vi.advanceTimersByTimeAsync(10);
    await wrapper.get('button').trigger('click');
    await vi.advanceTimersByTimeAsync(10);
    expect(said()).toBe('Connected again.');
  });
});
