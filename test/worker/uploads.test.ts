import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, inject, test } from 'vitest';
import { DialogRoom } from '../../durable-objects/dialog-room/dialog-room.ts';
import { openObjectStorage } from '../../durable-objects/object-storage.ts';
import { attachedKey, pendingKey } from '../../storage/keys.ts';
import { unique } from './support/api.ts';
import { dialogOf } from './support/dialog.ts';
import { expectRefusal } from './support/refusal.ts';
import { age } from './support/time.ts';
import { type ConfiguredWorker, workerWith } from './support/worker-with.ts';

/** R2, of which only the binding is ever asked here: addresses are signed without a request. */
const withStorage = {
  S3_ENDPOINT: 'https://account.r2.cloudflarestorage.com',
  S3_BUCKET: 'mtchat-files',
  S3_ACCESS_KEY: 'key',
  S3_SECRET_KEY: 'secret',
};

interface Presigned {
  upload_url: string;
  s3_key: string;
}

function presign(worker: ConfiguredWorker, userId: string, dialogId: string, fields: object = {}) {
  return worker.call<Presigned>('POST', `/api/v1/upload/presign?user_id=${userId}`, {
    body: { dialog_id: dialogId, filename: 'notes.txt', content_type: 'text/plain', size: 5, ...fields },
  });
}

describe('an address to upload to', () => {
  test('is not given where no storage is configured, in whole or in part', async () => {
    const { dialogId, ada } = await dialogOf('ada');
    for (const missing of [
      {},
      ...Object.keys(withStorage).map((name) => ({ ...withStorage, [name]: undefined })),
    ]) {
      const reply = await presign(workerWith(missing), ada.id, dialogId);
      expectRefusal(reply, 503);
      expect(reply.error?.message).toContain('S3_');
    }
  });

  test.for<[string, Record<string, unknown>]>([
    ['no dialog', { dialog_id: undefined }],
    ['a dialog that is not an id', { dialog_id: '1' }],
    ['no name', { filename: undefined }],
    ['an empty name', { filename: '' }],
    ['a name of 256 characters', { filename: 'a'.repeat(256) }],
    ['a name of 128 emoji', { filename: '🙂'.repeat(128) }],
    ['a name with NUL', { filename: 'a\u0000.txt' }],
    ['a name with half an emoji', { filename: 'a\ud83d.txt' }],
    ['a name that is a number', { filename: 1 }],
    ['no type', { content_type: undefined }],
    ['an empty type', { content_type: '' }],
    ['a type in capitals', { content_type: 'TEXT/PLAIN' }],
    ['a type with a line break', { content_type: 'text/plain\r\nX: y' }],
    ['a type that is not accepted', { content_type: 'application/octet-stream' }],
    ['no size', { size: undefined }],
    ['a size of nothing', { size: 0 }],
    ['a negative size', { size: -1 }],
    ['a size that is text', { size: '5' }],
    ['a byte too much', { size: 104_857_601 }],
  ])('is refused for %s, whether or not there is a storage', async ([, fields]) => {
    const { dialogId, ada } = await dialogOf('ada');
    expectRefusal(await presign(workerWith({}), ada.id, dialogId, fields), 400);
    expectRefusal(await presign(workerWith(withStorage), ada.id, dialogId, fields), 400);
  });

  test.for([
    ['photo.JPEG', 'jpeg'],
    ['архив.tar.gz', 'gz'],
    ['no extension', 'bin'],
    ['a.слово', 'bin'],
    ['a.elevenchars', 'bin'],
  ] as const)('for %s ends in .%s', async ([filename, extension]) => {
    const { dialogId, ada } = await dialogOf('ada');
    const { data } = await presign(workerWith(withStorage), ada.id, dialogId, { filename });
    expect(data.s3_key).toMatch(new RegExp(`^dialogs/${dialogId}/pending/[0-9a-f-]{36}\\.${extension}$`));
  });

  test('is for participants, and not for those who took part once', async () => {
    const { dialogId, ada } = await dialogOf('ada', 'bob');
    const worker = workerWith(withStorage);
    expect((await presign(worker, ada.id, dialogId)).status).toBe(200);
    expectRefusal(await presign(worker, unique('eve'), dialogId), 403);
    await ada.leave(dialogId);
    expectRefusal(await presign(worker, ada.id, dialogId), 403);
    expectRefusal(await presign(worker, ada.id, crypto.randomUUID()), 404);
  });
});

describe('files that belong to no message', () => {
  const hour = 60 * 60;
  const text = { contentType: 'text/plain', size: 5 };

  async function isStored(key: string) {
    return (await env.FILES.head(key)) !== null;
  }

  interface Trial {
    room: DialogRoom;
    /** Lets time pass and the room do what is due. */
    letPass(seconds: number): Promise<void>;
    storesAnything(): boolean;
  }

  /** Gives `work` the room of a dialog as it is where a storage is configured. */
  async function withRoom(
    dialogId: string,
    work: (trial: Trial) => Promise<void>,
    variables: Record<string, string> = withStorage,
  ) {
    await runInDurableObject(env.DIALOG_ROOM.getByName(dialogId), async (_room, state) => {
      const room = new DialogRoom(state, { ...env, ...variables });
      await work({
        room,
        async letPass(seconds) {
          age(seconds, state.storage.sql, ['timers', 'uploads']);
          await room.alarm();
        },
        storesAnything: () => !openObjectStorage(state.storage, []).isEmpty(),
      });
    });
  }

  /** A key that the user was given, with a file under it. */
  async function upload(room: DialogRoom, userId: string, dialogId: string) {
    const key = pendingKey(dialogId, 'notes.txt');
    room.registerUpload(userId, { key, ...text });
    await env.FILES.put(key, 'hello', { httpMetadata: { contentType: 'text/plain' } });
    return key;
  }

  test('stay for 24 hours and are removed then, each in its own time', async () => {
    const { dialogId, ada } = await dialogOf('ada');
    await withRoom(dialogId, async ({ room, letPass }) => {
      const first = await upload(room, ada.id, dialogId);
      await letPass(23 * hour);
      const second = await upload(room, ada.id, dialogId);
      expect([await isStored(first), await isStored(second)]).toEqual([true, true]);
      await letPass(hour);
      expect([await isStored(first), await isStored(second)]).toEqual([false, true]);
      expect(room.claimUploads(ada.id, [{ key: first, copyKey: attachedKey(dialogId, first) }])).toEqual([
        null,
      ]);
      await letPass(23 * hour);
      expect(await isStored(second)).toBe(false);
    });
  });

  test('are given to nobody but the one who asked for the address', async () => {
    const { dialogId, ada, bob } = await dialogOf('ada', 'bob');
    await withRoom(dialogId, async ({ room }) => {
      const key = await upload(room, ada.id, dialogId);
      const claim = () => [{ key, copyKey: attachedKey(dialogId, key) }];
      expect(room.claimUploads(bob.id, claim())).toEqual([null]);
      expect(room.claimUploads(ada.id, claim())).toEqual([text]);
    });
  });

  test('a copy that came into no message is removed like an upload; one that did stays', async () => {
    const { dialogId, ada } = await dialogOf('ada');
    await withRoom(dialogId, async ({ room, letPass }) => {
      const key = await upload(room, ada.id, dialogId);
      const [lost, sent] = [attachedKey(dialogId, key), attachedKey(dialogId, key)];
      for (const copyKey of [lost, sent]) {
        room.claimUploads(ada.id, [{ key, copyKey }]);
        await env.FILES.put(copyKey, 'hello');
      }
      const file = { id: crypto.randomUUID(), uploadKey: key, storageKey: sent, filename: 'notes.txt' };
      const { outcome } = await room.send({
        senderId: ada.id,
        content: '',
        mentionedUserIds: [],
        replyToId: null,
        clientMessageId: null,
        attachments: [{ ...file, ...text, width: null, height: null }],
        attachmentsRefused: false,
      });
      expect(outcome.status).toBe('sent');
      await letPass(24 * hour);
      expect([await isStored(key), await isStored(lost), await isStored(sent)]).toEqual([false, false, true]);
    });
  });

  test('a file that is uploaded after its dialog was deleted goes too, and the room with it', async () => {
    const { dialogId, ada } = await dialogOf('ada');
    await withRoom(dialogId, async ({ room, letPass, storesAnything }) => {
      const key = await upload(room, ada.id, dialogId);
      expect((await room.deleteDialog()).outcome.status).toBe('dialog_deleted');
      await letPass(0);
      expect(await isStored(key)).toBe(false);
      // The address that was given lives for five minutes, whatever becomes of the dialog, and an upload takes its time.
      await letPass(hour / 2);
      await env.FILES.put(key, 'later');
      await letPass(hour / 2);
      expect([await isStored(key), storesAnything()]).toEqual([false, false]);
    });
  });

  test('a storage that is away is asked again', async () => {
    const { dialogId, ada } = await dialogOf('ada');
    // The database's gateway is a server that refuses every request for a file.
    const refusing = { ...withStorage, S3_ENDPOINT: inject('gatewayUrl'), LOG_LEVEL: 'silent' };
    await withRoom(
      dialogId,
      async ({ room, letPass }) => {
        const key = await upload(room, ada.id, dialogId);
        await letPass(24 * hour);
        expect(await isStored(key)).toBe(true);
        await withRoom(dialogId, async (trial) => {
          await trial.letPass(60);
          expect(await isStored(key)).toBe(false);
        });
      },
      refusing,
    );
  });
});
