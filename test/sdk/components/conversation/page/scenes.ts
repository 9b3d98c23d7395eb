import type { Message } from '../../../../../sdk-vue/client/contract.ts';
import { me, message, messageId, myMessage, participant, people } from '../support/builders.ts';
import type { FakeChatOptions } from '../support/fake-chat.ts';

const words =
  'the pallets leave Gdansk on Thursday and should reach your warehouse within four working days'.split(' ');

/** Of lengths that differ and never change: short answers, and paragraphs now and then. */
function textOf(number: number): string {
  const length = 2 + ((number * 7_919) % 23) * (number % 9 === 0 ? 6 : 1);
  const text = Array.from({ length }, (_, index) => words[(number * 13 + index) % words.length]).join(' ');
  return `<p>${number}: ${text}</p>`;
}

function manyMessages(count: number): Message[] {
  return Array.from({ length: count }, (_, number) => {
    const content = textOf(number);
    const at = number - count;
    const sent_at = new Date(Date.UTC(2026, 10, 21, 9) + at * 7 * 60_000).toISOString();
    if (number % 5 < 2) return myMessage(number, { content, sent_at });
    if (number % 97 === 3)
      return message(number, { content, sent_at, reply_to: quoteOf(number - 900, count) });
    return message(number, { content, sent_at });
  });
}

function quoteOf(number: number, count: number): Message['reply_to'] {
  const quoted = Math.max(0, Math.min(number, count - 1));
  return {
    id: messageId(quoted),
    sender_id: 'user-anna',
    sender_name: 'Anna Petrova',
    content: textOf(quoted),
    is_deleted: false,
  };
}

const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#8a6f4d"/><circle cx="600" cy="400" r="180" fill="#d8c3a0"/></svg>',
)}`;

/** What such a chat is about, with everything that a message can be. */
function trade(): FakeChatOptions {
  const at = (day: number, hour: number, minute: number) =>
    new Date(Date.UTC(2026, 10, 19 + day, hour, minute)).toISOString();
  const boris = { sender_id: 'user-boris', sender_name: 'Boris Lang' };
  const messages: Message[] = [
    message(1, {
      sender_id: null,
      sender_name: null,
      message_type: 'system',
      content: 'The chat was created',
      sent_at: at(0, 8, 55),
      system_event: {
        type: 'chat_created',
        participants: [me, 'user-anna', 'user-boris', 'c', 'd'].map((user_id, index) => ({
          user_id,
          display_name: ['Mia Novak', 'Anna Petrova', 'Boris Lang', 'Chen Wei', 'Dora Klein'][index] ?? '',
          company: 'Acme',
        })),
      },
    }),
    message(2, {
      content: '<p>Good morning! The first batch of order 1042 is packed.</p>',
      sent_at: at(0, 9, 2),
    }),
    message(3, {
      content:
        '<p>Could you confirm the delivery address before we book the truck? <span data-type="mention" data-id="user-me" data-label="Mia Novak">@Mia Novak</span></p>',
      mentions: [me],
      sent_at: at(0, 9, 3),
    }),
    myMessage(4, {
      content:
        '<p>Yes: Hafenstrasse 12, gate 4.</p><ul><li>Mon–Fri 07:00–15:00</li><li>max. 2.4 m high</li></ul>',
      sent_at: at(0, 9, 10),
    }),
    myMessage(5, {
      content: '<p>Please call me when the driver is <strong>30 minutes</strong> away.</p>',
      sent_at: at(0, 9, 11),
      is_edited: true,
      last_edited_at: at(0, 9, 12),
    }),
    message(6, {
      ...boris,
      content:
        '<p>Booked. The reference for customs:</p><pre><code class="language-json">{ "mrn": "26PL3220100000AB12", "incoterm": "DAP", "gross_weight_kg": 1840, "seals": ["PL-4471", "PL-4472"] }</code></pre>',
      sent_at: at(0, 11, 40),
    }),
    message(7, { ...boris, content: '', is_deleted: true, sent_at: at(0, 11, 41) }),
    message(8, {
      sender_id: null,
      sender_name: null,
      message_type: 'system',
      content: '',
      sent_at: at(1, 7, 0),
      system_event: {
        type: 'participant_joined',
        user_id: 'c',
        display_name: 'Chen Wei',
        company: 'Harbour Freight',
      },
    }),
    message(9, {
      sender_id: 'c',
      sender_name: 'Chen Wei',
      content: '<p>您好,集装箱已经到港,预计周四放行。</p>',
      sent_at: at(1, 7, 5),
    }),
    myMessage(10, {
      content:
        '<p>Great, thank you! Is the <a href="https://example.com/t/1042">tracking page</a> up to date?</p>',
      reply_to: {
        id: messageId(9),
        sender_id: 'c',
        sender_name: 'Chen Wei',
        content: '<p>您好,集装箱已经到港,预计周四放行。</p>',
        is_deleted: false,
      },
      sent_at: at(1, 7, 20),
    }),
    message(11, {
      content: '<p>Here are the photos of the seals.</p>',
      attachments: [
        {
          id: 'a1',
          filename: 'seal-4471.png',
          content_type: 'image/png',
          size: 240_000,
          width: 1200,
          height: 800,
          url: picture,
          thumbnail_url: null,
        },
      ],
      sent_at: at(2, 8, 0),
    }),
    message(12, {
      content: '',
      attachments: [
        {
          id: 'a2',
          filename: 'Packing list 1042 (final, signed by both sides).pdf',
          content_type: 'application/pdf',
          size: 1_240_000,
          width: null,
          height: null,
          url: '/a.pdf',
          thumbnail_url: null,
        },
      ],
      sent_at: at(2, 8, 1),
    }),
    myMessage(13, { content: '<p>Perfect 👍</p>', sent_at: at(2, 8, 10) }),
    message(14, {
      ...boris,
      content:
        '<p>The truck is on its way: arrival on <em>Thursday</em> before noon.</p><blockquote><p>Hafenstrasse 12, gate 4</p></blockquote>',
      reply_to: {
        id: messageId(4),
        sender_id: me,
        sender_name: 'Mia Novak',
        content: '<p>Yes: Hafenstrasse 12, gate 4.</p>',
        is_deleted: false,
      },
      sent_at: at(2, 8, 30),
    }),
    message(15, {
      ...boris,
      content: '<p>I will send the driver’s number tomorrow.</p>',
      sent_at: at(2, 8, 31),
    }),
  ];
  return {
    messages,
    firstUnreadId: messageId(14),
    dialog: { title: 'Order 1042 · 12 pallets of oak flooring', is_pinned: true, unread_count: 2 },
    participants: [
      people.me,
      { ...people.anna, company: 'Oak & Pine', is_online: true, last_read_message_id: messageId(14) },
      { ...people.boris, company: 'Baltic Cargo', is_online: true, last_read_message_id: messageId(10) },
      participant('c', 'Chen Wei', { company: 'Harbour Freight', last_read_message_id: messageId(10) }),
      participant('d', 'Dora Klein', { company: 'Oak & Pine' }),
    ],
  };
}

/** What a page shows, by the name in its address. */
export function sceneOf(name: string, count: number): FakeChatOptions {
  if (name === 'trade') return trade();
  if (name === 'unread') {
    return {
      messages: manyMessages(200),
      firstUnreadId: messageId(172),
      dialog: { unread_count: 28 },
      participants: [people.me, people.anna],
    };
  }
  if (name === 'empty') return {};
  if (name === 'loading') return { timeline: { status: 'loading' } };
  if (name === 'failed') return { timeline: { status: 'failed' } };
  return { messages: manyMessages(count), latency: 40 };
}
