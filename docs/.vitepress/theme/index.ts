import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { h } from 'vue';
import ArchitecturePicture from '../pictures/ArchitecturePicture.vue';
import HomePicture from '../pictures/HomePicture.vue';
import ScopePicture from '../pictures/ScopePicture.vue';
import './site.css';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(HomePicture) }),
  enhanceApp({ app }) {
    app.component('ArchitecturePicture', ArchitecturePicture);
    app.component('ScopePicture', ScopePicture);
  },
} satisfies Theme;
