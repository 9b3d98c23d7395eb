/** What the trap in a page caught, as the page tells it. */
export interface Caught {
  /** Anything of a vector's that ran, or that a strict policy would not have allowed. */
  ran: string[];
  /** Elements and attributes that no message, name or title may bring into a page. */
  strange: string[];
  /** How many elements were looked at: to know that there was something to see. */
  looked: number;
}

declare global {
  interface Window {
    trap: { caught: Caught };
    __pwned(): void;
  }
}

/**
 * Given to the browser before anything of a page, in every frame: records whatever a vector could run, and looks at
 * every element and attribute that ever gets into the page, however short it stays. Must not use anything outside itself.
 */
export function setTrap(): void {
  const caught: Caught = { ran: [], strange: [], looked: 0 };
  const record = (what: string) => void caught.ran.push(`${what} in ${window.location.href}`);

  const noisy = ['alert', 'confirm', 'prompt', 'print', 'open'] as const;
  for (const name of noisy) Object.assign(window, { [name]: () => record(name) });
  window.__pwned = () => record('__pwned');
  for (const name of ['write', 'writeln'] as const) document[name] = () => record(`document.${name}`);
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const recording: ProxyHandler<typeof window.setTimeout> = {
      apply: (real, self, given) =>
        typeof given[0] === 'string' ? record(`${name}(${given[0]})`) : Reflect.apply(real, self, given),
    };
    Object.assign(window, { [name]: new Proxy(window[name], recording) });
  }
  // A policy that forbids inline scripts and foreign addresses, and only reports: a vector may run, and is seen to.
  window.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    record(`${violatedDirective} ${blockedURI} ${sample}`),
  );

  const inMessages: Record<string, readonly string[]> = {
    a: ['href', 'target', 'rel'],
    pre: ['class', 'tabindex'],
    code: ['class'],
    span: ['data-type', 'data-id', 'data-label', 'class'],
  };
  const plainInMessages = ['p', 'br', 'strong', 'em', 'u', 's', 'ul', 'ol', 'li', 'blockquote'];
  const classes: Record<string, RegExp> = {
    pre: /^language-[A-Za-z0-9+#._-]{1,50}$/,
    code: /^language-[A-Za-z0-9+#._-]{1,50}$/,
    span: /^mtchat-mention( mtchat-mention--me)?$/,
  };
  const fixed: Record<string, string> = {
    target: '_blank',
    rel: 'noopener noreferrer',
    tabindex: '0',
    'data-type': 'mention',
  };

  function isAllowedInMessage(element: Element): boolean {
    const tag = element.localName;
    const allowed = inMessages[tag] ?? (plainInMessages.includes(tag) ? [] : undefined);
    if (allowed === undefined || !(element instanceof HTMLElement)) return false;
    return [...element.attributes].every(({ name, value }) => {
      if (!allowed.includes(name)) return false;
      if (name === 'class') return classes[tag]?.test(value) === true;
      if (name === 'href') return /^(?:https?|mailto):$/.test((element as HTMLAnchorElement).protocol);
      return fixed[name] === undefined || fixed[name] === value;
    });
  }

  const foreign =
    'script,style,iframe,frame,frameset,fencedframe,object,embed,applet,base,meta,math,template,noscript,portal,' +
    'foreignObject,animate,animateTransform,set,use,image,marquee,bgsound,isindex,map,area,source,track,details,xmp';
  const leaking =
    'srcset,srcdoc,ping,poster,background,action,formaction,manifest,xlink:href,attributionsrc,is,slot';

  function isStrangeAnywhere(element: Element): boolean {
    // The browser's own reader of a PDF is a frame of its own.
    if (element.matches('.mtchat-viewer-document > iframe[src^=http]')) return false;
    if (element.matches(foreign) || element instanceof HTMLUnknownElement) return true;
    if (element.localName.includes('-') || element.namespaceURI?.includes('Math')) return true;
    return [...element.attributes].some(isStrangeAttribute);
  }

  function isStrangeAttribute({ name, value }: Attr): boolean {
    if (name.startsWith('on') || leaking.split(',').includes(name)) return true;
    if (name === 'style') return /expression|@import|url\((?!["']?blob:)/i.test(value);
    // Those that Vue makes.
    if (name === 'id') return !/^(?:mtchat-)?[\w-]+$/.test(value) || value in document;
    if (name === 'href' || name === 'src') return !/^(?:https?|mailto|tel|blob):/.test(value);
    return name === 'name';
  }

  function lookAt(element: Element): void {
    if (element.closest('.mtchat') === null) {
      // What the page's own bundle adds: its stylesheets, and nothing beside the chat.
      const isOwn = element instanceof HTMLLinkElement && element.href.startsWith(window.location.origin);
      if (!isOwn) caught.strange.push(`outside the chat: ${element.outerHTML.slice(0, 300)}`);
      return;
    }
    caught.looked += 1;
    const isInMessage = element.parentElement?.closest('.mtchat-content') != null;
    if (isInMessage ? !isAllowedInMessage(element) : isStrangeAnywhere(element)) {
      caught.strange.push(element.outerHTML.slice(0, 300));
    }
  }

  function onChange({ type, target, addedNodes }: MutationRecord): void {
    if (type === 'attributes' && target instanceof Element && target.closest('.mtchat')) lookAt(target);
    const added = [...addedNodes].filter((node) => node instanceof Element && node.isConnected) as Element[];
    for (const element of added.flatMap((root) => [root, ...root.querySelectorAll('*')])) lookAt(element);
  }

  // Until then it is the host's own page, as it was written.
  document.addEventListener('DOMContentLoaded', () => {
    const observer = new MutationObserver((changes) => changes.forEach(onChange));
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
  window.trap = { caught };
}
