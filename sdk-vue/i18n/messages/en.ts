import type { MessageTree } from '../message-tree.ts';
import { composer } from './en/composer.ts';
import { conversation } from './en/conversation.ts';
import { files } from './en/files.ts';
import { shell } from './en/shell.ts';

/** The catalogue that the others are measured by: its keys are the keys of `t`. */
export const en = { shell, conversation, composer, files } satisfies MessageTree;
