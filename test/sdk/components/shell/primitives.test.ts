// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import MtButton from '../../../../sdk-vue/primitives/MtButton.vue';
import MtDialog from '../../../../sdk-vue/primitives/MtDialog.vue';
import MtInput from '../../../../sdk-vue/primitives/MtInput.vue';
import MtMenu from '../../../../sdk-vue/primitives/MtMenu.vue';
import MtTabs from '../../../../sdk-vue/primitives/MtTabs.vue';
import { placeBeside } from '../../../../sdk-vue/primitives/place-beside.ts';
import { provideRegistry, useRegistry } from '../../../../sdk-vue/primitives/registry.ts';
import type { MenuTriggerAttributes } from '../../../../sdk-vue/primitives/types.ts';

const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

const onPage: typeof mount = ((component: never, options: object) => {
  const wrapper = mount(component, { attachTo: document.body, ...options });
  mounted.push(wrapper);
  return wrapper;
}) as never;

describe('a menu', () => {
  function menu() {
    return onPage(MtMenu, {
      props: {
        label: 'Actions',
        items: [
          { id: 'pin', label: 'Pin' },
          { id: 'mute', label: 'Mute', checked: true },
          { id: 'leave', label: 'Leave', danger: true, separatorBefore: true },
        ],
      },
      slots: {
        trigger: ({ attributes }: { attributes: MenuTriggerAttributes }) =>
          h('button', { ...attributes, id: 'trigger' }, 'Open'),
      },
    });
  }
  const items = () => [...document.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

  it('opens by the keyboard at once, with the focus on its first item', async () => {
    const wrapper = menu();
    const trigger = wrapper.get('#trigger');
    expect(trigger.attributes('aria-expanded')).toBe('false');
    await trigger.trigger('keydown', { key: 'ArrowDown' });
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Pin'), { timeout: 20_000 });
    expect(trigger.attributes('aria-expanded')).toBe('true');
    expect(document.querySelector('[role="menu"]')?.getAttribute('aria-label')).toBe('Actions');
    expect(items().map((item) => item.getAttribute('aria-checked'))).toEqual([null, 'true', null]);
  });

  it('gives the focus back before it tells what was chosen', async () => {
    const wrapper = menu();
    await wrapper.get('#trigger').trigger('keydown', { key: 'ArrowDown' });
    await vi.waitFor(() => expect(items()).toHaveLength(3), { timeout: 20_000 });
    items()[2]?.click();
    await vi.waitFor(() => expect(wrapper.emitted('select')).toEqual([['leave']]));
    expect(document.activeElement).toBe(wrapper.get('#trigger').element);
    expect(items()).toEqual([]);
  });
});

describe('a dialog', () => {
  it('is modal, named, and asks to be closed by Escape', async () => {
    const wrapper = onPage(MtDialog, {
      props: { open: true, title: 'Leave?', description: 'For good.' },
      slots: { footer: () => h('button', 'No') },
    });
    await flushPromises();
    const dialog = wrapper.get('dialog');
    expect(dialog.element.open).toBe(true);
    expect(wrapper.get(`[id="${dialog.attributes('aria-labelledby')}"]`).text()).toBe('Leave?');
    expect(wrapper.get(`[id="${dialog.attributes('aria-describedby')}"]`).text()).toBe('For good.');
    await dialog.trigger('cancel');
    expect(wrapper.emitted('update:open')).toEqual([[false]]);
    await wrapper.setProps({ open: false });
    expect(wrapper.find('dialog').exists()).toBe(false);
  });
});

describe('tabs', () => {
  it('are chosen by arrows, round the end', async () => {
    const wrapper = onPage(MtTabs, {
      props: {
        modelValue: 'b',
        label: 'Lists',
        tabs: [
          { id: 'a', label: 'A', count: 0 },
          { id: 'b', label: 'B', count: 1200 },
        ],
      },
    });
    expect(wrapper.findAll('[role="tab"]').map((tab) => tab.text())).toEqual(['A', 'B 1,200']);
    await wrapper.get('[role="tablist"]').trigger('keydown', { key: 'ArrowRight' });
    expect(wrapper.emitted('update:modelValue')).toEqual([['a']]);
  });
});

describe('a field', () => {
  it('is tied to its label and to what is wrong with it', () => {
    const wrapper = onPage(MtInput, { props: { modelValue: 'x', label: 'Email', error: 'No.' } });
    const field = wrapper.get('input');
    expect(wrapper.get('label').attributes('for')).toBe(field.attributes('id'));
    expect(wrapper.get(`[id="${field.attributes('aria-describedby')}"]`).text()).toBe('No.');
    expect(field.attributes('aria-invalid')).toBe('true');
  });
});

describe('a busy button', () => {
  it('takes no clicks and keeps the focus', async () => {
    const onClick = vi.fn();
    const wrapper = onPage(MtButton, { props: { loading: true }, attrs: { onClick } });
    const button = wrapper.get<HTMLButtonElement>('button');
    button.element.focus();
    await button.trigger('click');
    expect(onClick).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button.element);
  });
});

describe('the registry', () => {
  it('puts a host’s own component in place of one, below where it is given', () => {
    const OwnButton = defineComponent({
      template: '',
      setup:
        (_, { slots }) =>
        () =>
          h('b', slots.default?.()),
    });
    const Part = defineComponent(() => {
      const { MtButton: Button, MtTag } = useRegistry();
      return () => [h(Button, () => 'Send'), h(MtTag, () => 'New')];
    });
    const Host = defineComponent(() => {
      provideRegistry({ MtButton: OwnButton });
      const shown = ref(true);
      return () => shown.value && h(Part);
    });
    expect(onPage(Host, {}).html()).toContain('<b>Send</b>');
    expect(onPage(Part, {}).find('button').text()).toBe('Send');
  });
});

describe('what stands beside a control', () => {
  const view = { width: 400, height: 300 };
  const size = { width: 100, height: 20 };

  it('is on the wished side, centred', () => {
    expect(placeBeside({ left: 180, top: 100, width: 40, height: 30 }, size, 'bottom', view)).toEqual({
      left: 150,
      top: 136,
    });
  });

  it('goes to the other side, and never out of the window', () => {
    expect(placeBeside({ left: 380, top: 270, width: 20, height: 20 }, size, 'bottom', view)).toEqual({
      left: 292,
      top: 244,
    });
    expect(placeBeside({ left: 0, top: 0, width: 20, height: 20 }, size, 'top', view)).toEqual({
      left: 8,
      top: 26,
    });
  });
});
