import { type Conversation, day, hour } from '../conversation.ts';
import { at } from './mention.ts';

/** Roads, ships and customs. */
export const transport: Conversation[] = [
  {
    key: 'so-2042-customs',
    order: 'SO-2042',
    title: 'Таможня: светодиодные панели',
    createdBy: 'boris',
    participants: ['boris', 'anna', 'li'],
    endedMinutesAgo: 34,
    unread: { anna: 3, li: 1 },
    steps: [
      {
        by: 'boris',
        text: 'Инспектор просит упаковочный лист с весом каждого места. У нас только общий вес.',
      },
      {
        by: 'anna',
        text: `${at('li')}, could you make a packing list with the weight of each carton?`,
        after: 8,
      },
      {
        by: 'li',
        text: '没问题，附件里每箱的重量都有。',
        files: ['packing-list.csv'],
        after: 70,
        as: 'list',
      },
      { by: 'boris', text: 'То, что нужно! Отправил инспектору.', replyTo: 'list', after: 15 },
      {
        by: 'boris',
        text: 'Вопросов по весу больше нет. Теперь спрашивают про код ТН ВЭД: <code>9405 42</code> или <code>9405 49</code>?',
        after: 17 * hour,
      },
      { by: 'li', text: '9405 42：我们的面板是专用 LED 灯具。', after: 25 },
      { by: 'boris', text: `${at('anna')} нужна ваша подпись под пояснением, до 16:00.`, after: 11 },
    ],
  },
  {
    key: 'so-2044-slots',
    order: 'SO-2044',
    title: 'Kraft paper: loading slots in Gothenburg',
    createdBy: 'boris',
    participants: ['boris', 'tomas'],
    endedMinutesAgo: 70,
    unread: { boris: 1 },
    pinnedBy: ['boris'],
    steps: [
      {
        by: 'tomas',
        text: 'Two trucks are free on Tuesday, one on Wednesday. 14 tonnes each, so three in all.',
      },
      { by: 'boris', text: 'Берём все три. Окна: вторник 8:00 и 10:30, среда 8:00?', after: 13 },
      {
        by: 'tomas',
        text: 'Tuesday 8:00 and 10:30 are booked. For Wednesday the mill has only 13:00 left.',
        after: 26,
        as: 'slots',
      },
      { by: 'boris', text: '13:00 годится.', replyTo: 'slots', after: 4 },
      {
        by: 'tomas',
        text: 'Booked. Drivers: <strong>Lindqvist</strong>, <strong>Aho</strong>, <strong>Nilsson</strong>. Plates will follow on Monday.',
        after: 19,
      },
    ],
  },
  {
    key: 'so-2044-tender',
    order: 'SO-2044',
    title: 'Tender: return loads from Moscow',
    createdBy: 'boris',
    participants: ['boris'],
    scopes: [{ tenants: ['acme'], departments: ['carriers'] }],
    endedMinutesAgo: 4 * hour,
    steps: [
      {
        by: 'boris',
        text: 'Carriers are invited: three trucks a week from Moscow to Gothenburg, January to March. Join to make an offer.',
      },
    ],
  },
  {
    key: 'so-2046-route',
    order: 'SO-2046',
    title: 'Almaty by rail or by road?',
    createdBy: 'boris',
    participants: ['boris', 'tomas'],
    scopes: [{ tenants: ['huaxin'], departments: ['logistics'] }, { tenants: ['acme'] }],
    endedMinutesAgo: 11 * hour,
    unread: { tomas: 1 },
    steps: [
      {
        by: 'boris',
        text: '<p>Считаем два варианта:</p><ul><li><p>поезд через Хоргос — 14 дней, <strong>2 900 $</strong></p></li><li><p>автомобиль — 9 дней, <strong>4 150 $</strong></p></li></ul>',
      },
      { by: 'tomas', text: 'By road we can do 3,980 if it is loaded before the 20th.', after: 48 },
      { by: 'boris', text: 'Тогда автомобиль. Подтвержу завтра.', after: 7 },
      { by: 'boris', text: 'Подтверждаю. Заявка № 318.', after: 15 * hour },
    ],
  },
  {
    key: 'so-2049-arrival',
    order: 'SO-2049',
    title: 'Garden furniture: arrived',
    createdBy: 'anna',
    participants: ['anna', 'tomas', 'wang'],
    endedMinutesAgo: 11 * day,
    archivedBy: ['anna', 'wang'],
    steps: [
      {
        by: 'tomas',
        text: 'All 640 sets are in the warehouse in Gothenburg, nothing damaged. The papers are signed.',
      },
      { by: 'anna', text: 'Thank you all! The customer is happy.', after: 33 },
      { by: 'wang', text: '合作愉快！🎉', after: 2 * hour },
    ],
  },
  {
    key: 'so-2051-temperature',
    order: 'SO-2051',
    title: 'Минтай: журнал температуры',
    createdBy: 'boris',
    participants: ['boris', 'li', 'tomas'],
    endedMinutesAgo: 18 * day,
    archivedBy: ['boris', 'li'],
    steps: [
      {
        by: 'boris',
        text: 'Рефконтейнер держал −21 °C весь рейс, один подъём до −18 °C на 40 минут при перегрузке.',
      },
      { by: 'li', text: '在允许范围内，可以验收。', after: 3 * hour },
      { by: 'tomas', text: 'Our part is done, I leave this chat. It was a pleasure!', after: 20 },
      { leave: 'tomas', after: 1 },
      { by: 'boris', text: 'Закрываем.', after: 15 },
    ],
  },
];
