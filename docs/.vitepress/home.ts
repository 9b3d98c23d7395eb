/**
 * What the first page shows. It stands here and not at the head of index.md, as VitePress would have it: the formatter of the
 * repository knows Markdown, and does not know such heads.
 */
export const home = {
  layout: 'home',
  hero: {
    name: 'MTChat Edge',
    text: 'A chat to embed in your application',
    tagline:
      'Conversations about your orders, tickets and tenders, in one Vue component. On Cloudflare Workers and Durable Objects, with Postgres for what must last.',
    actions: [
      { theme: 'brand', text: 'Five minutes', link: '/getting-started' },
      { theme: 'alt', text: 'Embed it', link: '/guides/embed-full' },
      { theme: 'alt', text: 'Deploy it', link: '/deploy' },
    ],
  },
  features: [
    {
      title: 'Bound to your objects',
      details:
        'Your backend creates dialogs about what it already has, and says who takes part or who may join.',
      link: '/concepts',
    },
    {
      title: 'One component',
      details:
        'The whole chat, or the conversation beside one order. Rich text, mentions, replies, files, receipts, presence; three languages, light and dark.',
      link: '/guides/embed-full',
    },
    {
      title: 'Nothing lost, nothing twice',
      details:
        'An answer of 201 means committed in Postgres. Unsent messages survive a dead network and a reload.',
      link: '/guides/offline',
    },
    {
      title: 'Webhooks',
      details:
        'New messages, people who come and go, and one notification for whatever somebody left unread. Signed, and retried for 17 hours.',
      link: '/guides/webhooks',
    },
    {
      title: 'Idle costs nothing',
      details: 'Sockets hibernate and pings wake nobody. What a million messages costs, with the arithmetic.',
      link: '/costs',
    },
    {
      title: 'Closed until configured',
      details: 'Without an admin token there is no Management API, and without a key no Chat API.',
      link: '/security',
    },
  ],
};
