/**
 * What a host does with the built package, in JavaScript as a runtime gets it: calls a server that fails once and then answers, checks
 * a webhook, and signs a token. Gives what came of each.
 */
export async function scenario(
  { createManagementClient, MTChatError, signUserToken, verifyWebhook },
  { baseUrl, webhook },
) {
  const client = createManagementClient({ baseUrl, adminToken: 'token' });
  const order = { object_type: 'order', object_id: '1' };
  const dialog = await client.createDialog(order);
  const titles = [];
  for await (const { title } of client.allDialogs({ limit: 1 })) titles.push(title);
  const refused = await client.getDialog(dialog.id).catch((error) => error);
  const received = await verifyWebhook(webhook);
  const forged = await verifyWebhook({ ...webhook, body: '{}' }).catch((error) => error);
  return {
    dialog,
    titles,
    refused: refused instanceof MTChatError ? [refused.code, refused.status] : String(refused),
    received: received.event,
    forged: forged.reason,
    token: await signUserToken({ userId: 'anna', secret: 'secret' }),
  };
}
