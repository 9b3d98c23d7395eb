import { env } from 'cloudflare:workers';
import { openDatabase } from '../../../../database/client.ts';
import { parkWebhooks } from '../../../../database/writes/failed-webhooks.ts';
import { requireSettings } from '../../../../durable-objects/settings.ts';
import { host, type Scope, unique, user } from '../api.ts';
import { said, type User } from '../dialog.ts';
import { queryDatabase } from '../gateway.ts';
import { type TwoTenants, twoTenants } from '../two-tenants.ts';
import type { Stock } from './references.ts';

/** People who chat, and all that they and their host may name. */
export interface World {
  stock: Stock;
  /** Of every caller: it matches the clubs. */
  scope: Scope;
  people: User[];
  /** Whose ids everyone knows, and whose dialog nobody of this world may see or change. */
  others: TwoTenants;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

async function attachmentOf(dialogId: string, messageId: string): Promise<string> {
  const id = crypto.randomUUID();
  await queryDatabase(
    `insert into attachments (id, dialog_id, message_id, position, upload_key, storage_key, filename, content_type, size)
     values ($1, $2, $3, 0, $4, $4, $5, 'image/png', 7)`,
    [id, dialogId, messageId, `dialogs/${dialogId}/${id}.png`, 'Räder 🙂".png'],
  );
  return id;
}

async function parkedWebhook(dialogId: string): Promise<string> {
  const id = unique('webhook');
  const body = '{"timestamp":"2026-02-17T12:10:00.000Z"}';
  const webhook = { id, event: 'message.new' as const, body, attempts: 8, reason: 'answered 500' };
  const database = openDatabase(requireSettings(env));
  await database.run(parkWebhooks(dialogId, [webhook], new Date().toISOString()));
  return id;
}

/** Two people with two dialogs that they stay in, some to join and leave, some to change, and some to delete. */
export async function newWorld(): Promise<World> {
  const others = await twoTenants();
  const tenant = unique('tenant');
  const scope: Scope = { tenant_uid: tenant, scope_level1: ['north'] };
  const people = ['Zoë 田中', 'bob+a b'].map((name) => user(unique(name), scope));
  const callers = people.map(({ id }) => id);
  const guests = numbers(6).map(() => unique('guest'));
  const objectType = unique('order');
  const dialogs = (count: number, fields: Record<string, unknown>) =>
    Promise.all(
      numbers(count).map((index) =>
        host.createDialog({ object_type: objectType, object_id: `object ${index} é`, ...fields }),
      ),
    ).then((list) => list.map(({ id }) => id));

  const access_scopes = [{ tenant_uid: tenant }];
  const room = await dialogs(2, { participants: [...callers, ...guests], title: 'Room 房', access_scopes });
  const stock: Stock = {
    caller: callers,
    guest: guests,
    room,
    club: await dialogs(2, { participants: [people[0]?.id], access_scopes }),
    shelf: await dialogs(2, { participants: guests }),
    spare: await dialogs(12, { participants: guests.slice(0, 1) }),
    foreignDialog: [others.dialog.id],
    message: [],
    passingMessage: [],
    foreignMessage: [others.message.id],
    objectType: [objectType],
    objectId: numbers(3).map((index) => `object ${index} é`),
    attachment: [],
    failedWebhook: [],
  };
  for (const dialogId of room) {
    for (const person of people) {
      const message = await said(person, dialogId, 'Stays');
      stock.message.push(message.id);
      stock.attachment.push(await attachmentOf(dialogId, message.id));
      stock.passingMessage.push((await said(person, dialogId, 'Goes')).id);
    }
    for (const _ of numbers(6)) stock.failedWebhook.push(await parkedWebhook(dialogId));
  }
  return { stock, scope, people, others };
}
