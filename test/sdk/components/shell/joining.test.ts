// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import JoinForm from '../../../../sdk-vue/components/dialogs/JoinForm.vue';
import { createFakeServer, openDialog } from './support/fake-server.ts';
import { chatConfig, mountInChat, unmountAll } from './support/mount-in-chat.ts';

afterEach(unmountAll);

function formOf(userProfile = { displayName: 'Anna Petrova', company: 'Acme', phone: '+7 495 1' }) {
  const shown = openDialog();
  const mounted = mountInChat(
    JoinForm,
    { dialogId: shown.id },
    createFakeServer([shown]),
    chatConfig({ userProfile }),
  );
  const field = (label: string) => {
    const found = mounted.wrapper.findAll('label').find((candidate) => candidate.text().startsWith(label));
    return mounted.wrapper.get<HTMLInputElement>(`[id="${found?.attributes('for')}"]`);
  };
  async function submit(): Promise<void> {
    await mounted.wrapper.get('form').trigger('submit');
    await flushPromises();
  }
  return { ...mounted, field, submit };
}

describe('the form by which a user joins', () => {
  it('knows what the host knows of them', () => {
    const { field } = formOf();
    expect(field('Your name').element.value).toBe('Anna Petrova');
    expect(field('Company').element.value).toBe('Acme');
    expect(field('Email').element.value).toBe('');
    expect(field('Phone').element.value).toBe('+7 495 1');
  });

  it('sends what was written, without what was left empty', async () => {
    const { field, submit, server } = formOf();
    await field('Company').setValue('  Nordhaul ');
    await submit();
    expect(server.calls).toContain(
      'joinDialog {"displayName":"Anna Petrova","company":"Nordhaul","phone":"+7 495 1"}',
    );
  });

  it('keeps to itself: a form of the host around it is not submitted with it', async () => {
    const { submit, wrapper } = formOf();
    const heard: Event[] = [];
    wrapper.element.addEventListener('submit', (event: Event) => heard.push(event));
    await submit();
    expect(heard).toEqual([]);
  });

  it('wants a name and a company, and goes to the first that is missing', async () => {
    const { field, submit, server } = formOf({ displayName: ' ', company: '', phone: '' });
    expect(field('Your name').attributes('aria-invalid')).toBeUndefined();
    await submit();
    expect(server.calls.filter((call) => call.startsWith('joinDialog'))).toEqual([]);
    expect(document.activeElement).toBe(field('Your name').element);
    expect(field('Company').attributes('aria-invalid')).toBe('true');
  });

  it('does not take what is no email address', async () => {
    const { field, submit, wrapper } = formOf();
    await field('Email').setValue('anna at acme');
    await submit();
    expect(wrapper.text()).toContain('does not look like an email address');
    expect(document.activeElement).toBe(field('Email').element);
  });

  it('cannot be written fuller than the server takes', () => {
    const { field } = formOf();
    expect(
      ['Your name', 'Company', 'Email', 'Phone'].map((label) => field(label).attributes('maxlength')),
    ).toEqual(['200', '200', '254', '50']);
  });

  it('says why the server refused, and may be sent again', async () => {
    const { submit, server, wrapper } = formOf();
    server.failures.set('joinDialog', new ChatError('FORBIDDEN', 'no', { status: 403 }));
    await submit();
    expect(wrapper.get('[role="alert"]').text()).toBe('You may no longer join this chat.');
    await submit();
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
  });
});
