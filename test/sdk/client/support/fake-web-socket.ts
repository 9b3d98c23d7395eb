import { vi } from 'vitest';

/** The far end of a WebSocket that does what a test says. */
export class FakeWebSocket extends EventTarget {
  static opened: FakeWebSocket[] = [];
  readyState = 0;
  binaryType = 'blob';
  readonly sent: string[] = [];
  readonly url: string;
  readonly protocols: string[] | undefined;

  constructor(url: string, protocols?: string[]) {
    super();
    this.url = url;
    this.protocols = protocols;
    FakeWebSocket.opened.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  /** As where the other end has vanished: the closing is never completed. */
  close() {
    this.readyState = 2;
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  say(data: unknown) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  /** The server takes the connection and says so. */
  accept() {
    this.open();
    this.say('{"type":"connected","employee_id":"ada","user_id":"ada"}');
  }
  end(code: number) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '' }));
  }
  /** The handshake fails, as browsers report it. */
  fail() {
    this.readyState = 3;
    this.dispatchEvent(new Event('error'));
  }
}

/** Puts it in place of the global one; the newest socket is given by what this returns. */
export function stubWebSocket(): () => FakeWebSocket {
  FakeWebSocket.opened = [];
  vi.stubGlobal('WebSocket', FakeWebSocket);
  return () => {
    const newest = FakeWebSocket.opened.at(-1);
    if (newest === undefined) throw new Error('No socket was opened');
    return newest;
  };
}
