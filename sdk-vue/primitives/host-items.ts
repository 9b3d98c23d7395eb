import { Comment, cloneVNode, Fragment, type FunctionalComponent, isVNode, Text, type VNode } from 'vue';

/**
 * What a host puts into a menu: each button, link or component of it becomes an item, which the arrow keys reach as they do
 * the menu's own. Anything else is left as it is.
 */
export const HostItems: FunctionalComponent = (_props, { slots }) => asItems(slots.default?.() ?? []);

function asItems(nodes: VNode[]): VNode[] {
  return nodes.flatMap((node) => {
    if (node.type === Fragment) {
      return Array.isArray(node.children) ? asItems(node.children.filter((child) => isVNode(child))) : [];
    }
    return canBeItem(node) ? [asItem(node)] : [node];
  });
}

function canBeItem({ type }: VNode): boolean {
  if (typeof type === 'string') return type === 'button' || type === 'a';
  return type !== Text && type !== Comment;
}

function asItem(node: VNode): VNode {
  return cloneVNode(node, { role: node.props?.role ?? 'menuitem', tabindex: -1, class: 'mtchat-menu__item' });
}
