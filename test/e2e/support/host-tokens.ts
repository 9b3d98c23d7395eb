import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** What the host gives in place of a token; null where it gives a proper one. Given by the test. */
    insteadOfToken(): Promise<string | null>;
  }
}

export interface HostTokens {
  /** From now on, also after a reload, the host gives this and no token. */
  replace(nonsense: string): void;
  /** From now on the host gives proper tokens again. */
  restore(): void;
}

/** Takes the tokens of an open page into the test's hands: until told otherwise the host gives those that it always did. */
export async function takeTokensOver(page: Page): Promise<HostTokens> {
  let instead: string | null = null;
  await page.exposeFunction('insteadOfToken', () => instead);
  const takeOver = () => {
    const proper = window.tokenOfHost;
    window.tokenOfHost = async () => (await window.insteadOfToken()) ?? proper();
  };
  await page.evaluate(takeOver);
  await page.addInitScript(takeOver);
  return {
    replace(nonsense) {
      instead = nonsense;
    },
    restore() {
      instead = null;
    },
  };
}
