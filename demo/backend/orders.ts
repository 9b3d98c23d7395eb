export type Localised = Readonly<Record<'en' | 'ru' | 'zh', string>>;

export type OrderState =
  | 'draft'
  | 'confirmed'
  | 'production'
  | 'transit'
  | 'customs'
  | 'delivered'
  | 'disputed';

export interface Order {
  id: string;
  from: Localised;
  to: Localised;
  goods: Localised;
  quantity: Localised;
  amount: number;
  currency: 'USD' | 'EUR' | 'CNY';
  state: OrderState;
  /** Delivery terms of Incoterms 2020. */
  terms: 'EXW' | 'FOB' | 'CIF' | 'DAP' | 'DDP' | 'FCA';
  /** Days from today, so that the demo is never out of date; negative in the past. */
  dueInDays: number;
  supplier: string;
  buyer: string;
  carrier: string | null;
}

type City = 'ningbo' | 'shenzhen' | 'moscow' | 'kazan' | 'hamburg' | 'gothenburg' | 'vladivostok' | 'almaty';

const cities: Readonly<Record<City, Localised>> = {
  ningbo: { en: 'Ningbo', ru: 'Нинбо', zh: '宁波' },
  shenzhen: { en: 'Shenzhen', ru: 'Шэньчжэнь', zh: '深圳' },
  moscow: { en: 'Moscow', ru: 'Москва', zh: '莫斯科' },
  kazan: { en: 'Kazan', ru: 'Казань', zh: '喀山' },
  hamburg: { en: 'Hamburg', ru: 'Гамбург', zh: '汉堡' },
  gothenburg: { en: 'Gothenburg', ru: 'Гётеборг', zh: '哥德堡' },
  vladivostok: { en: 'Vladivostok', ru: 'Владивосток', zh: '符拉迪沃斯托克' },
  almaty: { en: 'Almaty', ru: 'Алматы', zh: '阿拉木图' },
};

const acme = 'Acme Trading';
const huaxin = '华信机械 Huaxin Machinery';
const nordhaul = 'Nordhaul Freight';

function pieces(count: number): Localised {
  const text = (language: string) => new Intl.NumberFormat(language).format(count);
  return { en: `${text('en')} pcs`, ru: `${text('ru')} шт.`, zh: `${text('zh')} 件` };
}

function tonnes(count: number): Localised {
  return { en: `${count} t`, ru: `${count} т`, zh: `${count} 吨` };
}

type OrderFields = Omit<Order, 'from' | 'to' | 'supplier' | 'buyer' | 'carrier'> & Partial<Order>;

function order(from: City, to: City, fields: OrderFields): Order {
  return {
    supplier: huaxin,
    buyer: acme,
    carrier: nordhaul,
    from: cities[from],
    to: cities[to],
    ...fields,
  };
}

/** What the demo's company trades in. */
export const orders: readonly Order[] = [
  order('ningbo', 'kazan', {
    id: 'SO-2041',
    goods: {
      en: 'Centrifugal pumps, series CP-80',
      ru: 'Центробежные насосы, серия CP-80',
      zh: '离心泵 CP-80 系列',
    },
    quantity: pieces(240),
    amount: 186_400,
    currency: 'USD',
    state: 'transit',
    terms: 'CIF',
    dueInDays: 6,
  }),
  order('shenzhen', 'moscow', {
    id: 'SO-2042',
    goods: {
      en: 'LED panels, 60 × 60 cm',
      ru: 'Светодиодные панели 60 × 60 см',
      zh: 'LED 面板灯 60 × 60 厘米',
    },
    quantity: pieces(3_200),
    amount: 412_000,
    currency: 'CNY',
    state: 'customs',
    terms: 'FOB',
    dueInDays: 2,
  }),
  order('ningbo', 'hamburg', {
    id: 'SO-2043',
    goods: { en: 'Ball bearings 6204-2RS', ru: 'Подшипники 6204-2RS', zh: '深沟球轴承 6204-2RS' },
    quantity: pieces(45_000),
    amount: 58_250,
    currency: 'EUR',
    state: 'disputed',
    terms: 'CIF',
    dueInDays: -4,
  }),
  order('gothenburg', 'moscow', {
    id: 'SO-2044',
    goods: { en: 'Kraft paper in rolls', ru: 'Крафт-бумага в рулонах', zh: '牛皮纸卷' },
    quantity: tonnes(42),
    amount: 39_900,
    currency: 'EUR',
    state: 'confirmed',
    terms: 'FCA',
    dueInDays: 12,
    supplier: 'Värmland Papper',
  }),
  order('ningbo', 'vladivostok', {
    id: 'SO-2045',
    goods: { en: 'Excavator hydraulic parts', ru: 'Гидравлика для экскаваторов', zh: '挖掘机液压件' },
    quantity: pieces(118),
    amount: 97_300,
    currency: 'USD',
    state: 'production',
    terms: 'FOB',
    dueInDays: 21,
  }),
  order('shenzhen', 'almaty', {
    id: 'SO-2046',
    goods: { en: 'Solar inverters, 10 kW', ru: 'Солнечные инверторы, 10 кВт', zh: '太阳能逆变器 10 千瓦' },
    quantity: pieces(85),
    amount: 74_800,
    currency: 'USD',
    state: 'confirmed',
    terms: 'DAP',
    dueInDays: 17,
  }),
  order('kazan', 'ningbo', {
    id: 'SO-2047',
    goods: { en: 'Sunflower oil, refined', ru: 'Масло подсолнечное рафинированное', zh: '精炼葵花籽油' },
    quantity: tonnes(110),
    amount: 892_000,
    currency: 'CNY',
    state: 'transit',
    terms: 'CIF',
    dueInDays: 9,
    supplier: acme,
    buyer: huaxin,
  }),
  order('hamburg', 'moscow', {
    id: 'SO-2048',
    goods: { en: 'Packaging line, used', ru: 'Упаковочная линия, б/у', zh: '二手包装生产线' },
    quantity: pieces(1),
    amount: 143_000,
    currency: 'EUR',
    state: 'draft',
    terms: 'EXW',
    dueInDays: 40,
    supplier: 'Hansa Maschinen',
    carrier: null,
  }),
  order('ningbo', 'gothenburg', {
    id: 'SO-2049',
    goods: { en: 'Garden furniture sets', ru: 'Комплекты садовой мебели', zh: '花园家具套装' },
    quantity: pieces(640),
    amount: 51_700,
    currency: 'USD',
    state: 'delivered',
    terms: 'CIF',
    dueInDays: -11,
  }),
  order('shenzhen', 'kazan', {
    id: 'SO-2050',
    goods: { en: 'Barcode scanners', ru: 'Сканеры штрихкодов', zh: '条码扫描器' },
    quantity: pieces(1_500),
    amount: 268_500,
    currency: 'CNY',
    state: 'production',
    terms: 'DDP',
    dueInDays: 26,
  }),
  order('vladivostok', 'ningbo', {
    id: 'SO-2051',
    goods: { en: 'Frozen pollock', ru: 'Минтай мороженый', zh: '冷冻明太鱼' },
    quantity: tonnes(64),
    amount: 121_600,
    currency: 'USD',
    state: 'delivered',
    terms: 'CIF',
    dueInDays: -18,
    supplier: acme,
    buyer: huaxin,
  }),
  order('moscow', 'almaty', {
    id: 'SO-2052',
    goods: { en: 'Cable, copper, 3 × 2.5', ru: 'Кабель медный 3 × 2,5', zh: '铜芯电缆 3 × 2.5' },
    quantity: tonnes(18),
    amount: 133_200,
    currency: 'USD',
    state: 'draft',
    terms: 'DAP',
    dueInDays: 33,
    supplier: acme,
    buyer: 'Tengri Energo',
    carrier: null,
  }),
];
