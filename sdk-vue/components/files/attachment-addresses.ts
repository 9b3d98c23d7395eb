import { shallowReactive } from 'vue';
import type { ChatClient } from '../../client/chat-client.ts';
import type { Attachment } from '../../client/contract.ts';
import { type Chat, useChat } from '../../composables/use-chat.ts';
import { isExpired } from './signed-address.ts';

export interface AttachmentAddress {
  url: string;
  thumbnail_url: string | null;
}

/**
 * Where the files of attachments are now. Every page of messages signs new addresses for the same files: the one in
 * use stays while it is good, so that nothing on the screen is loaded twice.
 */
export interface AttachmentAddresses {
  /** The address to use. Reactive. Call `remember` first. */
  of(attachment: Attachment): AttachmentAddress;
  /** Takes the attachment's own address where there is none that is still good. */
  remember(attachment: Attachment): void;
  /** Asks the server for a new address. Rejects with a ChatError. */
  renew(attachment: Attachment): Promise<AttachmentAddress>;
  /** One that is good for a while yet: the present one, else a new one. Rejects with a ChatError. */
  fresh(attachment: Attachment): Promise<AttachmentAddress>;
}

const ofChats = new WeakMap<Chat['store'], AttachmentAddresses>();

/** The addresses that all components of the nearest chat share. */
export function useAttachmentAddresses(): AttachmentAddresses {
  const { store, client } = useChat();
  const known = ofChats.get(store) ?? createAttachmentAddresses(client);
  ofChats.set(store, known);
  return known;
}

export function createAttachmentAddresses(
  client: Pick<ChatClient, 'getAttachmentUrl'>,
  now: () => number = Date.now,
): AttachmentAddresses {
  const addresses = shallowReactive(new Map<string, AttachmentAddress>());
  const renewing = new Map<string, Promise<AttachmentAddress>>();

  async function askFor(id: string): Promise<AttachmentAddress> {
    try {
      const { url, thumbnail_url } = await client.getAttachmentUrl(id);
      const address = { url, thumbnail_url };
      addresses.set(id, address);
      return address;
    } finally {
      renewing.delete(id);
    }
  }

  const of = (attachment: Attachment) => addresses.get(attachment.id) ?? attachment;

  function renew({ id }: Attachment): Promise<AttachmentAddress> {
    const pending = renewing.get(id) ?? askFor(id);
    renewing.set(id, pending);
    return pending;
  }

  return {
    of,
    renew,

    remember(attachment) {
      const known = addresses.get(attachment.id);
      if (known && !isExpired(known.url, now())) return;
      const { url, thumbnail_url } = attachment;
      addresses.set(attachment.id, { url, thumbnail_url });
    },

    async fresh(attachment) {
      const address = of(attachment);
      return isExpired(address.url, now()) ? renew(attachment) : address;
    },
  };
}
