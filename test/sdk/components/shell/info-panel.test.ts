// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import InfoPanel from '../../../../sdk-vue/components/info/InfoPanel.vue';
import { createFakeServer, dialog, me, participant } from './support/fake-server.ts';
import { mountInChat, unmountAll } from './support/mount-in-chat.ts';

afterEach(unmountAll);

async function panelOf(more: Parameters<typeof dialog>[0] = {}, people = [participant(me)]) {
  const shown = dialog(more);
  const server = createFakeServer([shown], people);
  const mounted = mountInChat(InfoPanel, { dialogId: shown.id, takesFocus: false }, server);
  await mounted.chat.store.loadDialogs('active');
  await flushPromises();
  return { ...mounted, shown };
}

describe('the details of a dialog', () => {
  it('lead to the object of the host', async () => {
    const { wrapper } = await panelOf({ object_url: 'https://host.test/orders/7', title: 'Pumps' });
    expect(wrapper.get('.mtchat-info__object').attributes()).toMatchObject({
      href: 'https://host.test/orders/7',
      rel: 'noopener noreferrer',
    });
  });

  it('never lead to a script', async () => {
    const { wrapper } = await panelOf({ object_url: 'javascript:alert(1)' });
    expect(wrapper.find('a').exists()).toBe(false);
  });

  it('tell who takes part, oneself first, then who is there', async () => {
    const { wrapper } = await panelOf({}, [
      participant('boris', { display_name: 'Boris', company: 'Acme' }),
      participant('wang', { display_name: 'Wang', is_online: true }),
      participant(me, { display_name: 'Anna' }),
    ]);
    const people = wrapper.findAll('.mtchat-person').map((person) => person.text());
    expect(people).toEqual([
      expect.stringContaining('Anna (you)'),
      expect.stringContaining('Wang'),
      expect.stringContaining('Boris'),
    ]);
    expect(people[1]).toContain('Online');
    expect(people[2]).toMatch(/Offline.*Acme/s);
  });

  it('give the contacts that there are', async () => {
    const { wrapper } = await panelOf({}, [
      participant('boris', { email: 'b@acme.test', phone: '+7 (495) 12' }),
    ]);
    const links = wrapper.findAll('.mtchat-person__contact').map((link) => link.attributes('href'));
    expect(links).toEqual(['mailto:b%40acme.test', 'tel:+749512']);
  });

  it('turn notifications off, and back when the server refuses', async () => {
    const { wrapper, server } = await panelOf();
    const field = wrapper.get<HTMLInputElement>('[role="switch"]');
    expect(field.element.checked).toBe(true);
    server.failures.set('setNotifications', new ChatError('UNAVAILABLE', 'down', { status: 503 }));
    await field.setValue(false);
    await flushPromises();
    expect(server.calls).toContain('setNotifications false');
    expect(field.element.checked).toBe(true);
    expect(wrapper.text()).toContain('This setting could not be saved.');
  });

  it('ask before leaving', async () => {
    const { wrapper, server, shown } = await panelOf();
    await wrapper.get('.mtchat-info__leave').trigger('click');
    await flushPromises();
    const question = document.querySelector('dialog');
    expect(question?.open).toBe(true);
    expect(server.calls).not.toContain(`leaveDialog ${shown.id}`);
    const [cancel, leave] = [...(question?.querySelectorAll('footer button') ?? [])];
    expect(cancel?.textContent).toContain('Cancel');
    leave?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await flushPromises();
    expect(server.calls).toContain(`leaveDialog ${shown.id}`);
    expect(document.querySelector('dialog')).toBeNull();
  });
});
