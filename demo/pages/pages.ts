import { createRouter, createWebHashHistory, type Router } from 'vue-router';
import ChatsPage from './views/ChatsPage.vue';
import NewDialogPage from './views/NewDialogPage.vue';
import OrderPage from './views/OrderPage.vue';
import OrdersPage from './views/OrdersPage.vue';
import WebhooksPage from './views/WebhooksPage.vue';

/** The pages, after the `#`: the server below answers `/` alone, all other paths are the API's. */
export function createPages(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: '/orders' },
      { path: '/orders', name: 'orders', component: OrdersPage },
      { path: '/orders/:id', name: 'order', component: OrderPage, props: true },
      {
        path: '/chats',
        name: 'chats',
        component: ChatsPage,
        props: ({ query }) => (typeof query.dialog === 'string' ? { dialogId: query.dialog } : {}),
      },
      // Comes with PrimeVue, which the other pages do without.
      { path: '/primevue', name: 'primevue', component: () => import('./views/PrimeVuePage.vue') },
      { path: '/webhooks', name: 'webhooks', component: WebhooksPage },
      {
        path: '/new-dialog',
        name: 'new-dialog',
        component: NewDialogPage,
        props: ({ query }) => (typeof query.order === 'string' ? { orderId: query.order } : {}),
      },
      { path: '/:rest(.*)', redirect: '/orders' },
    ],
  });
}
