import { describe, expect, it } from 'vitest';
import { catalogueOf, loadCatalogue } from '../../../sdk-vue/i18n/locale.ts';
import type { MessageText, MessageTree } from '../../../sdk-vue/i18n/message-tree.ts';

type Leaf = [path: string, message: MessageText];

function leavesOf(tree: MessageTree, path = ''): Leaf[] {
  return Object.entries(tree).flatMap(([key, node]): Leaf[] => {
    const own = path === '' ? key : `${path}.${key}`;
    return isMessage(node) ? [[own, node]] : leavesOf(node, own);
  });
}

function isMessage(node: MessageText | MessageTree): node is MessageText {
  return typeof node === 'string' || typeof node.other === 'string';
}

const formsOf = (message: MessageText) => (typeof message === 'string' ? [message] : Object.values(message));
const placeholdersOf = (message: MessageText) =>
  [...new Set(formsOf(message).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

await Promise.all([loadCatalogue('ru'), loadCatalogue('zh')]);
const english = leavesOf(catalogueOf('en'));

describe.each(['en', 'ru', 'zh'] as const)('the texts in %s', (locale) => {
  const leaves = leavesOf(catalogueOf(locale));

  it('are all there', () => {
    expect(leaves.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
  });

  it('are none of them empty', () => {
    expect(leaves.filter(([, message]) => formsOf(message).some((form) => form.trim() === ''))).toEqual([]);
  });

  it('say the same things: each placeholder of the English ones', () => {
    const wanted = new Map(english.map(([path, message]) => [path, placeholdersOf(message)]));
    const different = leaves.filter(
      ([path, message]) => placeholdersOf(message).join() !== wanted.get(path)?.join(),
    );
    expect(different).toEqual([]);
  });

  it('have every plural form that the language has', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const lacking = leaves.filter(
      ([, message]) => typeof message !== 'string' && categories.some((category) => !(category in message)),
    );
    expect(lacking.map(([path]) => path)).toEqual([]);
  });
});
