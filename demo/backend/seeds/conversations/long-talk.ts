import type { PersonId } from '../../people.ts';
import { type Conversation, hour, type SeedStep } from '../conversation.ts';

interface Exchange {
  asks: PersonId;
  question: (week: number) => string;
  answers: [PersonId, string][];
}

const trucks = ['AX 417', 'KT 902', 'BM 338', 'NR 156', 'LV 671'];
const places = ['Ningbo', 'Hamburg', 'Moscow', 'Kazan', 'Gothenburg', 'Almaty', 'Shenzhen'];

function pick<Item>(list: readonly [Item, ...Item[]] | Item[], index: number): Item {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
}

/** What people who move goods ask each other every day. */
const exchanges: Exchange[] = [
  {
    asks: 'boris',
    question: (turn) => `Где сейчас машина ${pick(trucks, turn)}?`,
    answers: [
      ['tomas', 'Passed the border at 6:40, the driver rests until noon.'],
      ['boris', 'Спасибо, вижу.'],
    ],
  },
  {
    asks: 'anna',
    question: (turn) => `How many pallets are ready in ${pick(places, turn)}?`,
    answers: [
      ['li', '今天 18 托，明天再来 6 托。'],
      ['anna', 'Then we book one truck, not two.'],
      ['tomas', 'Changed to one truck.'],
    ],
  },
  {
    asks: 'li',
    question: (turn) => `第 ${turn + 1} 批的提单草稿请确认。`,
    answers: [
      ['boris', 'Проверил: вес брутто — 11 480 кг, всё остальное верно.'],
      ['li', '已改，谢谢。'],
    ],
  },
  {
    asks: 'tomas',
    question: (turn) => `Slot in ${pick(places, turn + 3)} moved to 14:30. Is the warehouse open until then?`,
    answers: [
      ['boris', 'Открыт до 18:00, пропуск заказан.'],
      ['tomas', 'Perfect.'],
    ],
  },
  {
    asks: 'boris',
    question: (turn) => `По рейсу ${turn + 101} не хватает CMR.`,
    answers: [
      ['tomas', 'Scanned and sent to your mail two minutes ago.'],
      ['boris', 'Получил. Закрываю рейс.'],
      ['anna', 'Thanks, then I send the invoice.'],
    ],
  },
  {
    asks: 'anna',
    question: (turn) =>
      `The customer in ${pick(places, turn + 1)} asks for delivery <strong>before noon</strong>. Possible?`,
    answers: [
      ['tomas', 'Yes, if it is loaded the evening before.'],
      ['li', '可以，仓库加班到晚上九点。'],
    ],
  },
];

const messageCount = 300;
/** What came last Anna has not seen: her messages before it are read. */
const withoutAnnaCount = 22;
const exchangesWithoutAnna = exchanges.filter(
  ({ asks, answers }) => asks !== 'anna' && answers.every(([by]) => by !== 'anna'),
);

/** The same talk each time, some 300 messages over three weeks. */
function talk(): SeedStep[] {
  const steps: SeedStep[] = [];
  for (let turn = 0; steps.length < messageCount; turn += 1) {
    const isAnnaAway = steps.length >= messageCount - withoutAnnaCount;
    const { asks, question, answers } = pick(isAnnaAway ? exchangesWithoutAnna : exchanges, turn);
    const isNextDay = turn % 4 === 0;
    const name = `question-${turn}`;
    steps.push({
      by: asks,
      text: question(turn),
      as: name,
      after: isNextDay ? 17 * hour : 47 + ((turn * 13) % 60),
    });
    for (const [index, [by, text]] of answers.entries()) {
      // Some answer by quoting, as people do when others wrote in between.
      const quotes = index === 0 && turn % 5 === 2;
      steps.push({ by, text, after: 2 + ((turn + index * 7) % 19), ...(quotes ? { replyTo: name } : {}) });
    }
  }
  return steps;
}

export const longTalk: Conversation = {
  key: 'dispatch-desk',
  order: 'SO-2051',
  title: 'Dispatch desk: daily matters',
  createdBy: 'boris',
  participants: ['boris', 'anna', 'tomas', 'li'],
  endedMinutesAgo: 95,
  unread: { anna: 18, tomas: 4 },
  steps: talk(),
};
