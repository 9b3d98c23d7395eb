/**
 * The class of elements that PrimeVue draws: what the chat takes back of a host's rules for bare elements, it leaves alone
 * in these. Those of PrimeVue may be in a layer (`cssLayer`), where any rule outside of one outweighs them.
 */
export const asIs = 'mtchat-as-is';
