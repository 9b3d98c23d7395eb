import { type Conversation, day, hour } from '../conversation.ts';
import { at } from './mention.ts';

/** Between the buyer and the factory. */
export const supply: Conversation[] = [
  {
    key: 'so-2041-delivery',
    order: 'SO-2041',
    title: 'Pumps CP-80: delivery and documents',
    createdBy: 'anna',
    participants: ['anna', 'wang'],
    scopes: [{ tenants: ['acme', 'huaxin'], departments: ['logistics'] }],
    endedMinutesAgo: 7,
    unread: { anna: 2, boris: 1 },
    pinnedBy: ['anna'],
    steps: [
      {
        by: 'anna',
        text: 'Good morning! The letter of credit for <strong>SO-2041</strong> was opened yesterday. Here is the proforma as both of us signed it.',
        files: ['invoice.pdf'],
      },
      {
        by: 'wang',
        text: 'Received, thank you. 240 pumps are packed, 12 crates. Loading starts this afternoon.',
        after: 35,
      },
      { by: 'wang', text: '集装箱已到码头，编号 NHLU 482 117-3。', after: 5 * hour },
      { by: 'wang', text: '', files: ['container-yard.jpg', 'vessel.jpg'], after: 1, as: 'photos' },
      { join: 'boris', after: 40 },
      {
        by: 'boris',
        text: '<p>Добрый день! Я веду доставку. Маршрут такой:</p><ol><li><p>Нинбо → Гамбург, судно MV Nordhaul Star</p></li><li><p>Гамбург → Москва, автомобиль</p></li><li><p>Москва → Казань, наш склад № 2</p></li></ol>',
        files: ['route.png'],
        as: 'route',
      },
      { by: 'anna', text: 'Отлично. Когда ждать в Казани?', replyTo: 'route', after: 12 },
      {
        by: 'boris',
        text: 'Через шесть дней, если таможня не задержит.',
        editedTo: 'Через шесть дней, <em>если таможня не задержит</em>. Запас — два дня.',
        after: 6,
      },
      {
        by: 'anna',
        text: `${at('wang')} please send the original bill of lading by courier today, not with the goods. Last time customs waited for it for three days.`,
        after: 14 * hour,
        as: 'bill',
      },
      {
        by: 'wang',
        text: '好的，今天下午寄出。 It goes by courier this afternoon, I will post the tracking number here.',
        replyTo: 'bill',
        after: 18,
      },
      { by: 'wang', text: 'Tracking number: <code>SF 1402 7730 5519</code>', after: 2 * hour },
      { by: 'boris', text: 'Вижу отправление, приедет в пятницу. Спасибо!', after: 25 },
      {
        by: 'wang',
        text: `${at('anna')} one question: may the second batch go with new crates? They are 4 cm higher, the pumps sit better.`,
        after: 50,
      },
    ],
  },
  {
    key: 'so-2043-claim',
    order: 'SO-2043',
    title: 'Claim: bearings, pallet 14',
    createdBy: 'anna',
    participants: ['anna', 'wang', 'tomas'],
    endedMinutesAgo: 3 * hour,
    unread: { anna: 1, tomas: 2 },
    steps: [
      {
        by: 'tomas',
        text: 'We opened container 2 in Hamburg. Pallet 14 fell over, about 900 bearings lost their boxes.',
        files: ['damaged-pallet.jpg'],
        as: 'photo',
      },
      { by: 'anna', text: 'That is bad news. Was the seal whole?', after: 9 },
      {
        by: 'tomas',
        text: 'Yes, seal <code>HX-88021</code> was whole. So it happened before loading or at sea.',
        after: 3,
      },
      { by: 'wang', text: '我们的装箱照片上第14托盘是完好的，我马上找一下。', after: 22 * hour },
      {
        by: 'anna',
        text: '<p>What we propose:</p><ul><li><p>the survey is paid by the insurer</p></li><li><p>900 pieces are sent again <strong>by air</strong></p></li><li><p>the rest is accepted as it is</p></li></ul>',
        after: 40,
        as: 'proposal',
      },
      {
        by: 'wang',
        text: 'Agreed on the first and the third. For air freight let us share the cost: 50 / 50?',
        replyTo: 'proposal',
        after: 55,
      },
      {
        by: 'tomas',
        text: '<blockquote><p>Goods lost or damaged between loading and discharge are at the carrier’s risk only where stowage was the carrier’s.</p></blockquote><p>Clause 7 of our terms. The stowage plan came from the factory.</p>',
        after: 90,
      },
      { by: 'wang', text: `${at('anna')} 我同意各承担一半空运费。`, after: 20 },
    ],
  },
  {
    key: 'so-2045-production',
    order: 'SO-2045',
    title: '液压件生产进度',
    createdBy: 'wang',
    participants: ['wang', 'li', 'anna'],
    endedMinutesAgo: 26 * hour,
    mutedBy: ['anna'],
    steps: [
      { by: 'wang', text: '本周完成 60 件，下周完成剩余 58 件。' },
      { by: 'li', text: '收到。我来安排 19 号的拖车和报关。', after: 16 },
      {
        by: 'anna',
        text: 'Thank you! Please keep the serial numbers of the pumps, the customer wants them on the packing list.',
        after: 75,
      },
      {
        by: 'li',
        text: '<p>No problem, this is the format:</p><pre><code>HX-EX-2611-0001 … HX-EX-2611-0118</code></pre>',
        after: 30,
      },
      { by: 'wang', text: '没问题 👍', after: 2 },
    ],
  },
  {
    key: 'so-2050-samples',
    order: 'SO-2050',
    title: 'Scanners: samples and firmware',
    createdBy: 'anna',
    participants: ['anna', 'wang'],
    endedMinutesAgo: 2 * day + 5 * hour,
    steps: [
      {
        by: 'anna',
        text: 'The five samples read all our labels but the old ones on thermal paper. Is there a setting for low contrast?',
      },
      {
        by: 'wang',
        text: 'Firmware 2.8 has it, see <a href="https://huaxin.example/firmware/2.8">huaxin.example/firmware/2.8</a>.',
        after: 3 * hour,
      },
      { by: 'wang', text: 'Wrong link, sorry', isTakenBack: true, after: 1 },
      { by: 'anna', text: 'With 2.8 it reads <u>all</u> of them. We confirm the order.', after: day },
      { by: 'wang', text: '太好了！生产已排期，26 天后交货。', after: 40 },
    ],
  },
  {
    key: 'so-2047-quality',
    order: 'SO-2047',
    title: 'Масло: паспорт качества',
    createdBy: 'boris',
    participants: ['boris', 'li', 'wang'],
    scopes: [{ tenants: ['acme'], departments: ['sales'] }],
    endedMinutesAgo: 5 * hour + 20,
    unread: { boris: 1, wang: 2 },
    steps: [
      {
        by: 'li',
        text: 'Hello! For the import licence we need the quality certificate in English and Chinese.',
      },
      {
        by: 'boris',
        text: 'На английском уже есть, перевод на китайский закажем сегодня. Будет завтра к обеду.',
        after: 45,
      },
      { by: 'li', text: '谢谢，明天可以。', after: 10 },
      { by: 'li', text: '还有一个问题：集装箱是食品级的吗？', after: 19 * hour },
    ],
  },
  {
    key: 'so-2046-prices',
    order: 'SO-2046',
    title: 'Inverters: price for 2027',
    createdBy: 'wang',
    participants: ['wang'],
    // Sales managers of either side: Anna and, were he not in it, Wang Wei.
    scopes: [{ tenants: ['acme', 'huaxin'], departments: ['sales'], roles: ['manager'] }],
    endedMinutesAgo: 9 * hour,
    steps: [
      {
        by: 'wang',
        text: 'Dear colleagues, the price list for the next year is ready. Join, and let us speak about volumes.',
      },
      { by: 'wang', text: '2027 年价格表已准备好，欢迎加入讨论。', after: 2 },
    ],
  },
];
