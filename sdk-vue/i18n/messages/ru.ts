import type { TranslationOf } from '../message-tree.ts';
import type { en } from './en.ts';
import { composer } from './ru/composer.ts';
import { conversation } from './ru/conversation.ts';
import { files } from './ru/files.ts';
import { shell } from './ru/shell.ts';

export const ru = { shell, conversation, composer, files } satisfies TranslationOf<typeof en>;
