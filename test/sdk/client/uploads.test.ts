import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../../../sdk-vue/client/chat-client.ts';

const presigned = {
  upload_url: 'https://files.example.com/key?signature=s',
  s3_key: 'key',
  expires_in: 300,
  headers: { 'Content-Type': 'text/plain' },
};
const file = new Blob(['hello']);

class FakeXhr {
  static newest: FakeXhr;
  upload: { onprogress?: (event: { loaded: number; total: number; lengthComputable: boolean }) => void } = {};
  status = 0;
  onload = () => {};
  onerror = () => {};
  onloadend = () => {};
  readonly calls: unknown[][] = [];

  constructor() {
    FakeXhr.newest = this;
  }
  open(...call: unknown[]) {
    this.calls.push(call);
  }
  setRequestHeader(...call: unknown[]) {
    this.calls.push(call);
  }
  send(body: unknown) {
    this.calls.push([body]);
  }
  abort() {
    this.calls.push(['aborted']);
    this.onloadend();
  }
  progress(loaded: number) {
    this.upload.onprogress?.({ loaded, total: 5, lengthComputable: true });
  }
  answer(status: number) {
    this.status = status;
    this.onload();
    this.onloadend();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', FakeXhr);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const { putFile } = createChatClient({ baseUrl: 'https://chat.example.com', userId: 'ada' });

describe('an upload in a browser', () => {
  it('sends what was presigned and tells how far it is; all of it only when the storage has it', async () => {
    const fractions: number[] = [];
    const put = putFile(presigned, file, { onProgress: (fraction) => fractions.push(fraction) });
    FakeXhr.newest.progress(2);
    FakeXhr.newest.progress(5);
    expect(fractions).toEqual([0.4, 0.99]);
    FakeXhr.newest.answer(200);
    await put;
    expect(fractions.at(-1)).toBe(1);
    expect(FakeXhr.newest.calls).toEqual([
      ['PUT', presigned.upload_url],
      ['Content-Type', 'text/plain'],
      [file],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends at once when it is aborted', async () => {
    const controller = new AbortController();
    const put = putFile(presigned, file, { signal: controller.signal });
    controller.abort();
    await expect(put).rejects.toMatchObject({ code: 'ABORTED' });
    expect(FakeXhr.newest.calls.at(-1)).toEqual(['aborted']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may take long, but not stand still for a minute', async () => {
    const put = putFile(presigned, file);
    put.catch(() => {});
    for (const loaded of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(50_000);
      FakeXhr.newest.progress(loaded);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(put).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it.each([
    ['that the storage refused', () => FakeXhr.newest.answer(403), { status: 403, isRetryable: false }],
    ['that the storage could not take', () => FakeXhr.newest.answer(503), { status: 503, isRetryable: true }],
    ['that did not arrive', () => FakeXhr.newest.onerror(), { status: 0, isRetryable: true }],
  ])('%s has failed', async (_name, happen, expected) => {
    const put = putFile(presigned, file);
    happen();
    await expect(put).rejects.toMatchObject({ code: 'UPLOAD_FAILED', ...expected });
  });
});
