import { type Conversation, day, hour } from '../conversation.ts';
import { at } from './mention.ts';

/** Inside one company. */
export const company: Conversation[] = [
  {
    key: 'so-2048-inspection',
    order: 'SO-2048',
    title: 'Packaging line: who goes to Hamburg?',
    createdBy: 'anna',
    participants: ['anna', 'boris'],
    scopes: [{ tenants: ['acme'] }],
    endedMinutesAgo: 6 * hour,
    unread: { boris: 1 },
    steps: [
      { by: 'anna', text: 'Линию надо посмотреть до предоплаты. Кто может поехать на следующей неделе?' },
      { by: 'boris', text: 'Я могу в четверг. Нужен ещё механик.', after: 21 },
      {
        by: 'anna',
        text: `${at('boris')}, <s>возьми Сергея</s> Сергей в отпуске, спрошу у сервиса.`,
        after: 5,
      },
    ],
  },
  {
    key: 'huaxin-booking',
    order: 'SO-2047',
    title: '十二月订舱计划',
    createdBy: 'li',
    participants: ['li'],
    scopes: [{ tenants: ['huaxin'] }],
    endedMinutesAgo: 8 * hour,
    steps: [
      {
        by: 'li',
        text: '<p>十二月舱位：</p><ul><li><p>5 日 — 宁波 → 汉堡，两个 40 尺柜</p></li><li><p>12 日 — 深圳 → 阿拉木图，一个 40 尺柜</p></li><li><p>19 日 — 宁波 → 符拉迪沃斯托克，一个 20 尺柜</p></li></ul>',
      },
      { by: 'li', text: '需要调整的同事请加入讨论。', after: 3 },
    ],
  },
  {
    key: 'so-2052-credit',
    order: 'SO-2052',
    title: 'Tengri Energo: credit limit',
    createdBy: 'anna',
    participants: ['anna'],
    scopes: [{ tenants: ['acme'], departments: ['logistics', 'finance'] }],
    endedMinutesAgo: 3 * day,
    steps: [
      {
        by: 'anna',
        text: 'They ask for 60 days instead of 30. Before I answer: does anything speak against it?',
      },
    ],
  },
];
