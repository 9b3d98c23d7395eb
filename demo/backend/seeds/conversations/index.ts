import type { Conversation } from '../conversation.ts';
import { company } from './company.ts';
import { longTalk } from './long-talk.ts';
import { supply } from './supply.ts';
import { transport } from './transport.ts';

/** All conversations that the demo begins with. The long one comes last: the first screen does not wait for it. */
export const conversations: readonly Conversation[] = [...supply, ...transport, ...company, longTalk];
