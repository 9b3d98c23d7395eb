// What the host of an example has besides what the example shows.
import type { DialogForHost, ManagementClient } from '@mtchat/server';
import 'vue';

declare global {
  /** A user's JWT. */
  const token: string;
  const chat: ManagementClient;
  const dialog: DialogForHost;
  /** Sends a person an e-mail. */
  function remind(userId: string): Promise<void>;
}

declare module 'vue' {
  interface ComponentCustomProperties {
    order: { id: string };
  }
}
