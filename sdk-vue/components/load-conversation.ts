/** Fetches what shows a conversation, which is most of the package: the lists come first and need none of it. */
export async function loadConversation() {
  const { default: Conversation } = await import('./conversation/Conversation.vue');
  return Conversation;
}
