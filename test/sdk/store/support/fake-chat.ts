import type {
  DialogForUser,
  Message,
  Participant,
  ServerEvent,
} from '../../../../sdk-vue/client/contract.ts';

/** What the server knows of one dialog: the truth that a store is compared with. */
interface Dialog {
  id: string;
  title: string;
  people: Map<string, Person>;
  messages: Message[];
}

interface Person {
  joinedAt: string;
  lastRead: string | null;
  isArchived: boolean;
  isPinned: boolean;
  wantsNotifications: boolean;
}

const me = 'me';

/** A model of the server as the user `me` sees it, with the events that it sends them. Ids sort as they were given. */
export function createFakeChat(tell: (event: ServerEvent) => void) {
  const dialogs = new Map<string, Dialog>();
  let count = 0;

  /** Times follow the count too, so that nothing depends on the clock. */
  const nextId = (): string => String(++count).padStart(8, '0');
  const nextTime = (): string => new Date(1_760_000_000_000 + ++count * 1_000).toISOString();

  function find(dialogId: string): Dialog {
    const dialog = dialogs.get(dialogId);
    if (!dialog) throw new Error(`No dialog ${dialogId}`);
    return dialog;
  }

  const concerns = (dialogId: string) => find(dialogId).people.has(me);

  function tellParticipants(dialogId: string, event: ServerEvent): void {
    if (concerns(dialogId)) tell(event);
  }

  function addDialog(id: string, people: readonly string[] = [me, 'anna']): void {
    dialogs.set(id, { id, title: `Dialog ${id}`, people: new Map(), messages: [] });
    for (const user of people) addPerson(id, user);
  }

  function addPerson(dialogId: string, user: string): void {
    find(dialogId).people.set(user, {
      joinedAt: nextTime(),
      lastRead: null,
      isArchived: false,
      isPinned: false,
      wantsNotifications: true,
    });
  }

  function unread(dialog: Dialog, user: string): number {
    const position = dialog.people.get(user)?.lastRead ?? '';
    return dialog.messages.filter(({ id, sender_id }) => sender_id !== user && id > position).length;
  }

  function dialogForMe(dialogId: string): DialogForUser {
    const dialog = find(dialogId);
    const own = dialog.people.get(me);
    const last = dialog.messages.at(-1);
    return {
      id: dialog.id,
      object_type: 'order',
      object_id: '1',
      title: dialog.title,
      object_url: null,
      meta: null,
      created_by: null,
      created_at: '2025-01-01T00:00:00.000Z',
      participants_count: dialog.people.size,
      i_am_participant: own !== undefined,
      can_join: own === undefined,
      unread_count: own ? unread(dialog, me) : 0,
      is_archived: own?.isArchived ?? false,
      is_pinned: own?.isPinned ?? false,
      notifications_enabled: own?.wantsNotifications ?? false,
      last_message_at: last?.sent_at ?? null,
      last_message:
        own && last
          ? {
              id: last.id,
              sender_id: last.sender_id,
              sender_name: last.sender_name,
              content: last.content,
              message_type: last.message_type,
              is_deleted: last.is_deleted,
              sent_at: last.sent_at,
            }
          : null,
    };
  }

  function participant(dialogId: string, user: string): Participant {
    const person = find(dialogId).people.get(user);
    return {
      user_id: user,
      display_name: user,
      company: null,
      email: null,
      phone: null,
      joined_as: 'participant',
      joined_at: person?.joinedAt ?? '',
      is_online: false,
      last_read_message_id: person?.lastRead ?? null,
    };
  }

  function write(dialogId: string, sender: string, content: string, more: Partial<Message> = {}): Message {
    const dialog = find(dialogId);
    const again = dialog.messages.find(
      ({ sender_id, client_message_id }) =>
        sender_id === sender && client_message_id !== null && client_message_id === more.client_message_id,
    );
    if (again) return again;
    const quoted = dialog.messages.find(({ id }) => id === more.reply_to_id);
    const message: Message = {
      id: nextId(),
      dialog_id: dialogId,
      sender_id: sender,
      sender_name: sender,
      message_type: 'user',
      content,
      reply_to_id: null,
      reply_to: quoted
        ? {
            id: quoted.id,
            sender_id: quoted.sender_id,
            sender_name: quoted.sender_name,
            content: quoted.content,
            is_deleted: quoted.is_deleted,
          }
        : null,
      mentions: [],
      attachments: [],
      client_message_id: null,
      is_edited: false,
      last_edited_at: null,
      is_deleted: false,
      sent_at: nextTime(),
      ...more,
    };
    dialog.messages.push(message);
    const person = dialog.people.get(sender);
    if (person) person.lastRead = message.id;
    const wasArchived = dialog.people.get(me)?.isArchived;
    for (const other of dialog.people.values()) other.isArchived = false;
    tellParticipants(dialogId, { type: 'message.new', ...message });
    if (wasArchived) tell({ type: 'dialog.unarchived', dialog_id: dialogId });
    return message;
  }

  /** Quotations follow what they quote, as they do on the server. */
  function change(dialogId: string, messageId: string, fields: Partial<Message>): Message {
    const dialog = find(dialogId);
    dialog.messages = dialog.messages.map((message) => {
      if (message.id === messageId) return { ...message, ...fields };
      if (message.reply_to?.id !== messageId) return message;
      const { content = message.reply_to.content, is_deleted = message.reply_to.is_deleted } = fields;
      return { ...message, reply_to: { ...message.reply_to, content, is_deleted } };
    });
    const changed = dialog.messages.find(({ id }) => id === messageId);
    if (!changed) throw new Error(`No message ${messageId}`);
    return changed;
  }

  return {
    dialogs,
    addDialog,
    dialogForMe,
    write,
    messages: (dialogId: string) => find(dialogId).messages,
    participants: (dialogId: string) =>
      [...find(dialogId).people.keys()].map((user) => participant(dialogId, user)),
    firstUnreadId(dialogId: string): string | null {
      const dialog = find(dialogId);
      const position = dialog.people.get(me)?.lastRead ?? '';
      return dialog.messages.find(({ id, sender_id }) => sender_id !== me && id > position)?.id ?? null;
    },
    edit(dialogId: string, messageId: string, content: string): Message {
      const message = change(dialogId, messageId, { content, is_edited: true, last_edited_at: nextTime() });
      tellParticipants(dialogId, {
        type: 'message.edited',
        id: messageId,
        dialog_id: dialogId,
        content,
        mentions: [],
        last_edited_at: message.last_edited_at ?? '',
      });
      return message;
    },
    remove(dialogId: string, messageId: string): void {
      change(dialogId, messageId, { content: '', is_deleted: true, attachments: [], mentions: [] });
      tellParticipants(dialogId, { type: 'message.deleted', id: messageId, dialog_id: dialogId });
    },
    read(dialogId: string, user: string, messageId: string): void {
      const person = find(dialogId).people.get(user);
      if (!person || (person.lastRead ?? '') >= messageId) return;
      person.lastRead = messageId;
      tellParticipants(dialogId, {
        type: 'message.read',
        dialog_id: dialogId,
        user_id: user,
        last_read_message_id: messageId,
      });
    },
    choose(dialogId: string, chosen: Partial<Person>): void {
      const own = find(dialogId).people.get(me);
      if (!own) return;
      const wasArchived = own.isArchived;
      Object.assign(own, chosen);
      if (own.isArchived !== wasArchived) {
        tell({ type: own.isArchived ? 'dialog.archived' : 'dialog.unarchived', dialog_id: dialogId });
      } else {
        tell({
          type: 'dialog.updated',
          dialog_id: dialogId,
          is_pinned: own.isPinned,
          notifications_enabled: own.wantsNotifications,
        });
      }
    },
    join(dialogId: string, user: string): void {
      if (find(dialogId).people.has(user)) return;
      addPerson(dialogId, user);
      tellParticipants(dialogId, {
        type: 'participant.joined',
        dialog_id: dialogId,
        user_id: user,
        participant: participant(dialogId, user),
      });
    },
    leave(dialogId: string, user: string): void {
      const wasMine = concerns(dialogId);
      if (!find(dialogId).people.delete(user)) return;
      if (wasMine) tell({ type: 'participant.left', dialog_id: dialogId, user_id: user });
    },
    delete(dialogId: string): void {
      const wasMine = concerns(dialogId);
      dialogs.delete(dialogId);
      if (wasMine) tell({ type: 'dialog.deleted', dialog_id: dialogId });
    },
  };
}
