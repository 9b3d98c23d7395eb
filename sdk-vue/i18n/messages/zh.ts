import type { TranslationOf } from '../message-tree.ts';
import type { en } from './en.ts';
import { composer } from './zh/composer.ts';
import { conversation } from './zh/conversation.ts';
import { files } from './zh/files.ts';
import { shell } from './zh/shell.ts';

export const zh = { shell, conversation, composer, files } satisfies TranslationOf<typeof en>;
