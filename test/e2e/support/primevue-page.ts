import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import type { PresetName } from '../primevue-host/wire.ts';
import { type ChatPage, type OpenOptions, openAs } from './chat-page.ts';
import { insider } from './dialog-lists.ts';
import { type Person, somebody } from './people.ts';
import { clientOf, createDialog } from './server.ts';

interface PrimeVueOptions extends OpenOptions {
  /** What turns PrimeVue's dark mode on. @default the class `host-dark` */
  darkModeSelector?: string;
  /** PrimeVue's rules are in a layer. */
  inLayer?: boolean;
}

/** Opens the page of a host with PrimeVue as the person. Without anything that moves, so that looks can be compared. */
export async function openWithPrimeVue(person: Person, options: PrimeVueOptions = {}): Promise<ChatPage> {
  const host = new URL(inject('primevueHostUrl'));
  if (options.darkModeSelector) host.searchParams.set('dark', options.darkModeSelector);
  if (options.inLayer) host.searchParams.set('layer', 'on');
  const props = { theme: undefined, ...options.props };
  const chat = await openAs(person, { ...options, props, host: host.href });
  await chat.page.emulateMedia({ reducedMotion: 'reduce' });
  return chat;
}

/** Somebody with a conversation, and with another one to join. */
export async function withConversation() {
  const [wang, boris] = [insider('Wang'), somebody('Boris', { company: 'Borey' })];
  const dialog = await createDialog({ participants: [wang, boris], title: 'Order 2001' });
  await createDialog({ participants: [boris], title: 'Open tender', scopes: [wang.scope] });
  const content = '<p>Are the crates ready? See the <a href="https://example.com/">list</a></p>';
  await clientOf(boris).sendMessage(dialog.id, { content });
  await clientOf(wang).sendMessage(dialog.id, { content: '<p>They are</p>' });
  return { wang, boris, dialog };
}

/** What the host does with PrimeVue. */
export const usePreset = (page: Page, name: PresetName) =>
  page.evaluate((preset) => window.primevue.usePreset(preset), name);
export const beDark = (page: Page, isDark: boolean) =>
  page.evaluate((dark) => window.primevue.beDark(dark), isDark);
