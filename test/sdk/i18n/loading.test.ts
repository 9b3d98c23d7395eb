// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import type { Locale } from '../../../sdk-vue/i18n/locale.ts';
import { provideI18n } from '../../../sdk-vue/i18n/use-i18n.ts';

function page(first: Locale) {
  const locale = ref<Locale>(first);
  const Page = defineComponent(() => {
    const { t, isReady } = provideI18n(locale);
    return () => h('p', { class: { ready: isReady.value } }, t('shell.close'));
  });
  return { locale, wrapper: mount(Page) };
}

describe('a language', () => {
  it('that is English is there at once', () => {
    expect(page('en').wrapper.html()).toBe('<p class="ready">Close</p>');
  });

  it('that has to be fetched first is not ready before it is there', async () => {
    const { wrapper } = page('ru');
    expect(wrapper.classes()).toEqual([]);
    await vi.waitFor(() => expect(wrapper.html()).toBe('<p class="ready">Закрыть</p>'), { timeout: 10_000 });
  });

  it('takes the place of the one before when it is there, which is shown until then', async () => {
    const { locale, wrapper } = page('en');
    locale.value = 'zh';
    await wrapper.vm.$nextTick();
    expect(wrapper.html()).toBe('<p class="ready">Close</p>');
    await vi.waitFor(() => expect(wrapper.text()).toBe('关闭'), { timeout: 10_000 });
  });
});
