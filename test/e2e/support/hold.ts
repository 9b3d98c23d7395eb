import type { Page, Route } from 'playwright-core';

type Address = Parameters<Page['route']>[0];

/** Keeps back what the page asks for until it is let go, as a slow line does. */
export async function hold(page: Page, address: Address): Promise<{ letGo(): void }> {
  let letGo = () => {};
  const mayGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(address, async (route: Route) => {
    await mayGo;
    await route.fallback();
  });
  return { letGo };
}
